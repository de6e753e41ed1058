import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { createAccountStore } from '../../../main/auth/accountStore.ts'
import { FakeClock, FakeDisk, FakeIndex, FakeLog, FakeVault, settled } from '../../support/fakes.ts'
import { teamAddresses } from './harness.ts'

const alice = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice' })
const record = { token: 'token', refreshCredential: null, issuedFor: teamAddresses }
const key = (number: number) => ({ key: `key-${number}`, issuedFor: teamAddresses })

function open() {
  const clock = new FakeClock()
  const disk = new FakeDisk()
  const index = new FakeIndex(disk)
  const vault = new FakeVault(clock, disk)
  const removed: string[] = []
  let made = 0
  /** A run of the app; a key that it does not read or store, it does not know. */
  const start = () =>
    createAccountStore(vault, index, new FakeLog(), {
      newKey: () => `key-${(made += 1)}`,
      remove: (accountKey) => void removed.push(accountKey),
    })
  const store = start()
  const save = (isWanted = () => true) =>
    store.save({ account: alice, method: 'service', record, isWanted })
  return { clock, disk, vault, removed, store, start, save }
}

test('an account that is stored has a key, which a renewal keeps and the next run reads', async () => {
  const { store, start, save, vault } = open()
  assert.equal(store.chatKey(alice.key), null)
  await save()
  await save()
  assert.deepEqual(store.chatKey(alice.key), key(1))
  assert.equal(vault.records.get(alice.key)?.chatKey, 'key-1')
  const next = start()
  assert.equal(next.chatKey(alice.key), null)
  await next.read(alice.key)
  assert.deepEqual(next.chatKey(alice.key), key(1))
})

test('an account that is only in memory has no key', async () => {
  const { store, save, vault, disk } = open()
  vault.state = 'locked'
  await save()
  assert.equal(store.chatKey(alice.key), null)
  vault.state = 'ready'
  vault.lostWrites = 'carriedOut'
  await save()
  assert.equal(store.chatKey(alice.key), null)
  vault.lostWrites = 'none'
  disk.fill(true)
  await save()
  assert.equal(store.chatKey(alice.key), null, 'the index does not name the account')
  disk.fill(false)
  await save()
  assert.notEqual(store.chatKey(alice.key), null)
})

test('erasing an account drops its key and deletes its file before the keychain answers', async () => {
  const { store, save, vault, removed } = open()
  await save()
  vault.state = 'locked'
  const erased = store.erase(alice.key)
  assert.equal(store.chatKey(alice.key), null)
  assert.deepEqual(removed, [alice.key])
  await erased
  assert.deepEqual(store.keptKeys(), [])
})

test('a write that is under way during the erasing leaves no key', async () => {
  const { store, save, vault, clock } = open()
  await save()
  vault.delayMs = 100
  const saved = save()
  await settled()
  const erased = store.erase(alice.key)
  await clock.turn(200)
  await Promise.all([saved, erased])
  assert.equal(store.chatKey(alice.key), null)
})

test('a read that is under way during the erasing leaves no key', async () => {
  const { start, save, vault, clock } = open()
  await save()
  vault.delayMs = 100
  const next = start()
  const read = next.read(alice.key)
  await settled()
  const erased = next.erase(alice.key)
  await clock.turn(200)
  await Promise.all([read, erased])
  assert.equal(next.chatKey(alice.key), null)
})

test('an erasing that a crash cut short deletes the file again at the next start', async () => {
  const { start, store, save, removed, disk } = open()
  await save()
  disk.cutAfter(1)
  void store.erase(alice.key)
  await settled()
  disk.restorePower()
  removed.length = 0
  await start().finishErasing()
  assert.deepEqual(removed, [alice.key])
})

test('the key waits for the read that is under way, and a locked keychain gives none', async () => {
  const { start, save, vault, clock } = open()
  await save()
  const next = start()
  assert.equal(await next.chatKeyOnceRead(alice.key), null, 'nothing is being read')
  vault.delayMs = 100
  const read = next.read(alice.key)
  const known = next.chatKeyOnceRead(alice.key)
  await clock.turn(100)
  await read
  assert.deepEqual(await known, key(1))
  const again = next.read(alice.key)
  assert.deepEqual(await next.chatKeyOnceRead(alice.key), key(1), 'a known key waits for nothing')
  await clock.turn(100)
  await again
  vault.state = 'locked'
  const locked = start()
  const refused = locked.read(alice.key).catch(() => 'refused')
  const unknown = locked.chatKeyOnceRead(alice.key)
  await clock.turn(100)
  assert.equal(await refused, 'refused')
  assert.equal(await unknown, null)
})

test('a record without a key is to be stored again, where chats are saved', () => {
  const { store, vault } = open()
  const silent = createAccountStore(vault, new FakeIndex(), new FakeLog())
  for (const [accounts, isOutdated] of [
    [store, true],
    [silent, false],
  ] as const) {
    assert.equal(accounts.isOutdated(record), isOutdated)
    assert.equal(accounts.isOutdated({ ...record, chatKey: 'key-1' }), false)
    assert.equal(accounts.isOutdated({ ...record, issuedFor: null }), true)
  }
})
