import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, test } from 'node:test'
import type { Page } from 'playwright'
import {
  chooseFromAccountMenu,
  openChannel,
  openSettings,
  sendMessage,
  signIn,
  signOut,
  waitForStatus,
  waitForText,
} from '../support/app/page.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { filesWith, setStage } from './harness.ts'

const stage = setStage()
const text = 'The spare key is under the third pot'
const channel = 'Alice and Bob'

afterEach(() => stage.sandbox().faults.change({ network: 'on' }))

/** Names of the saved chats of a profile. */
async function savedChats(userData: string): Promise<string[]> {
  return readdir(join(userData, 'saved-chats')).catch(() => [])
}

/** A run in which Alice writes a message, up to its end. */
async function chatOnce({ keep = true } = {}) {
  const app = await stage.launch({ env: { LATCHKEY_LOG: 'debug' } })
  await signIn(app.page, 'alice', keep)
  await waitForStatus(app.page, 'Connected')
  await openChannel(app.page, channel)
  await sendMessage(app.page, text)
  await app.page.getByText('Sending…').waitFor({ state: 'detached' })
  await app.quit()
  return app
}

/** The next start with that profile, without a network. */
async function startOffline({ userData, config }: { userData: string; config: string }) {
  stage.sandbox().faults.change({ network: 'off' })
  const app = await stage.launch({ userData, config })
  await waitForStatus(app.page, 'Offline')
  return app
}

/** How often the window says how old the chat is. */
const marks = (page: Page) => page.getByText(/^As of \d+:\d\d/).count()

/** Chooses an account in the account menu. */
async function chooseAccount(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

const shownText = (page: Page) =>
  page.getByRole('log', { name: 'Messages' }).getByText(text, { exact: true })

test('an offline start shows the last channels and messages, as of when, until the network is back', async () => {
  const before = await chatOnce()
  assert.equal((await savedChats(before.userData)).length, 1)
  assert.deepEqual(await filesWith(before.userData, text), [])
  assert.deepEqual(await filesWith(before.userData, 'third pot'), [])
  assert.ok(!before.output().includes('third pot'), 'not in the log')

  const app = await startOffline(before)
  const { page } = app
  await openChannel(page, channel)
  await shownText(page).waitFor()
  await untilTrue('the mark at the list and at the messages', async () => (await marks(page)) === 2)
  assert.ok((await page.getByRole('navigation').getByRole('listitem').count()) > 1)
  await sendMessage(page, 'Written without a network')
  await page.getByText('Waiting to be sent').waitFor()

  stage.sandbox().faults.change({ network: 'on' })
  await waitForStatus(page, 'Connected')
  await page.getByText('Waiting to be sent').waitFor({ state: 'detached' })
  await untilTrue('no mark', async () => (await marks(page)) === 0)
  assert.equal(await shownText(page).count(), 1)
  await app.quit()
})

test('signing out deletes the saved chat, and the next start shows nothing of it', async () => {
  const before = await chatOnce()
  const app = await stage.launch({ userData: before.userData, config: before.config })
  await waitForStatus(app.page, 'Connected')
  await signOut(app.page)
  await untilTrue('no file', async () => (await savedChats(app.userData)).length === 0)
  await app.quit()
  assert.deepEqual(await savedChats(app.userData), [])
})

test('without “Keep me signed in” no chat is saved', async () => {
  const { userData } = await chatOnce({ keep: false })
  assert.deepEqual(await savedChats(userData), [])
})

test('switching offline reading off deletes the saved chat', async () => {
  const before = await chatOnce()
  const app = await stage.launch({ userData: before.userData, config: before.config })
  await waitForStatus(app.page, 'Connected')
  await openSettings(app)
  await app.page.getByRole('checkbox', { name: 'Offline reading' }).uncheck()
  await untilTrue('no file', async () => (await savedChats(app.userData)).length === 0)
  await app.quit()
  assert.deepEqual(await savedChats(app.userData), [])
  const offline = await startOffline(app)
  await offline.page.getByText('Your channels appear here when you are connected.').waitFor()
  await offline.quit()
})

test('a connection that is lost in the middle of a run marks the chat', async () => {
  const app = await stage.launch()
  const { page } = app
  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')
  await openChannel(page, channel)
  stage.sandbox().faults.change({ network: 'off' })
  await waitForStatus(page, 'Offline')
  await untilTrue('the mark at the list and at the messages', async () => (await marks(page)) === 2)
  stage.sandbox().faults.change({ network: 'on' })
  await waitForStatus(page, 'Connected')
  await untilTrue('no mark', async () => (await marks(page)) === 0)
  await app.quit()
})

test('switching accounts without a network shows each account its own saved chat', async () => {
  const app = await stage.launch()
  const { page } = app
  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')
  await openChannel(page, channel)
  await chooseFromAccountMenu(page, 'Add account')
  await signIn(page, 'carol')
  await waitForStatus(page, 'Connected')
  await waitForText(page, /Design review/)
  stage.sandbox().faults.change({ network: 'off' })
  await waitForStatus(page, 'Offline')
  await chooseAccount(page, /Alice Moreau/)
  await openChannel(page, channel)
  await untilTrue('the mark at the list and at the messages', async () => (await marks(page)) === 2)
  await chooseAccount(page, /陳凱若/)
  await waitForText(page, /Design review/)
  assert.equal(await page.getByText(channel).count(), 0, 'nothing of Alice')
  await app.quit()
})

test(
  'without a keychain no chat is saved',
  { skip: process.platform === 'linux' ? false : 'only Linux has tests without a keychain' },
  async () => {
    const app = await stage.launch({
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' },
    })
    await signIn(app.page, 'alice')
    await waitForStatus(app.page, 'Connected')
    await openChannel(app.page, channel)
    await app.quit()
    assert.deepEqual(await savedChats(app.userData), [])
  },
)
