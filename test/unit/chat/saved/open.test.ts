import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { ChatKey } from '../../../../main/auth/chatKeys.ts'
import type { SessionState } from '../../../../main/auth/sessionState.ts'
import { openSavedChats } from '../../../../main/chat/saved/open.ts'
import { FakeClock, FakeLog, settled } from '../../../support/fakes.ts'
import { alice, bob, channel, chatKey, message, newFolder } from './harness.ts'

const account = (key: string) => ({ key }) as never
const connected = (key: string): SessionState => ({
  kind: 'connected',
  role: 'user',
  signedIn: { account: account(key) } as never,
})
const connecting = (key: string): SessionState => ({ kind: 'signingIn', account: account(key) })
const signedOut: SessionState = { kind: 'signedOut' }

function open(t: TestContext, profileFolder = newFolder(t)) {
  const keys = new Map<string, ChatKey>([[alice, chatKey()]])
  const preference = { isOn: true }
  const start = () =>
    openSavedChats({
      profileFolder,
      clock: new FakeClock(),
      log: new FakeLog(),
      isOn: () => preference.isOn,
      accounts: () => ({
        chatKey: (key) => keys.get(key) ?? null,
        chatKeyOnceRead: async (key) => keys.get(key) ?? null,
        keptKeys: () => [...keys.keys()],
      }),
    })
  const folder = join(profileFolder, 'saved-chats')
  const files = () => (existsSync(folder) ? readdirSync(folder) : [])
  return { profileFolder, folder, keys, preference, files, saved: start(), start }
}

/** A run in which Alice was connected, and its end. */
async function openSavedOnce(t: TestContext) {
  const opened = open(t)
  const { saved } = opened
  saved.update(connected(alice), true)
  saved.listed(alice, [channel([message(1, 'one')])])
  await saved.close()
  assert.equal(opened.files().length, 1)
  return opened
}

test('the account in the window reads its saved chat, and no other account does', async (t) => {
  const { start } = await openSavedOnce(t)
  const next = start()
  assert.equal(await next.read(alice), null, 'nobody is signed in')
  next.update(connecting(alice), true)
  assert.equal(await next.read(bob), null)
  assert.equal((await next.read(alice))?.channels[0]?.messages[0]?.text, 'one')
  const reading = next.read(alice)
  next.update(signedOut, true)
  assert.equal(await reading, null, 'the account has left meanwhile')
})

test('a read that waits for the keychain never returns the chat of the next account', async (t) => {
  const { saved, keys, start } = await openSavedOnce(t)
  keys.set(bob, chatKey(2))
  saved.update(connected(bob), true)
  saved.listed(bob, [channel([message(2, 'for Bob')])])
  await saved.close()
  const next = start()
  next.update(connecting(alice), true)
  const reading = next.read(alice)
  next.update(connecting(bob), true)
  assert.equal(await reading, null)
  assert.equal((await next.read(bob))?.channels[0]?.messages[0]?.text, 'for Bob')
})

test('an answer for an account that is no longer in the window is dropped', async (t) => {
  const { saved, keys, files } = open(t)
  keys.set(bob, chatKey(2))
  saved.update(connected(bob), true)
  saved.listed(alice, [channel([message(1)])])
  await saved.close()
  assert.deepEqual(files(), [])
})

test('nothing is saved of a session that is not kept, even if the keychain has an older record', async (t) => {
  const { saved, files } = open(t)
  saved.update(connected(alice), false)
  saved.listed(alice, [channel([message(1)])])
  saved.received(message(2))
  await saved.close()
  assert.deepEqual(files(), [])
})

test('switching the preference off deletes all files, and nothing is written or read', async (t) => {
  const { saved, preference, files, keys, start } = await openSavedOnce(t)
  preference.isOn = false
  saved.update(connected(alice), true)
  await saved.close()
  assert.deepEqual(files(), [])
  saved.received(message(2, 'two'))
  assert.equal(await saved.read(alice), null)
  await saved.close()
  assert.deepEqual(files(), [])

  preference.isOn = true
  saved.update(connected(alice), true)
  await settled()
  assert.equal(files().length, 1)
  const messages = (await saved.read(alice))?.channels[0]?.messages
  assert.equal(messages?.length, 2, 'messages that came meanwhile are saved then')

  preference.isOn = false
  keys.set(alice, chatKey())
  const next = start()
  next.deleteLeftovers()
  await next.close()
  assert.deepEqual(files(), [], 'the app ended before the files were deleted')
})

test('erasing an account deletes its file', async (t) => {
  const { saved, keys, files } = await openSavedOnce(t)
  keys.delete(alice)
  saved.files.remove(alice)
  await saved.close()
  assert.deepEqual(files(), [])
})

test('the start deletes files of accounts that are not remembered', async (t) => {
  const { start, folder, files } = await openSavedOnce(t)
  writeFileSync(join(folder, 'f'.repeat(32)), 'of an account that a crash left')
  const next = start()
  next.deleteLeftovers()
  await next.close()
  assert.equal(files().length, 1)
})

test('a start without a saved chat reads and makes nothing', async (t) => {
  const { saved, profileFolder } = open(t)
  saved.update(signedOut, true)
  saved.deleteLeftovers()
  saved.files.remove(alice)
  await saved.close()
  assert.deepEqual(readdirSync(profileFolder), [])
})

test('each new key has 256 random bits', (t) => {
  const { saved } = open(t)
  const keys = new Set(Array.from({ length: 20 }, () => saved.files.newKey()))
  assert.equal(keys.size, 20)
  for (const key of keys) assert.equal(Buffer.from(key, 'base64').length, 32)
})

test('a folder that cannot be written loses the saved chat only', async (t) => {
  const { saved, folder } = open(t)
  writeFileSync(folder, 'a file in the place of the folder')
  saved.update(connected(alice), true)
  saved.listed(alice, [channel([message(1, 'one')])])
  await saved.close()
  assert.equal((await saved.read(alice))?.channels.length, 1)
})
