import assert from 'node:assert/strict'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright'
import type { MainProcess } from '../support/app/mainProcess.ts'
import { startNotificationDaemon } from '../support/app/notificationDaemon.ts'
import {
  chooseFromAccountMenu,
  openSettings,
  signIn,
  waitForAlert,
  waitForChannel,
  waitForStatus,
} from '../support/app/page.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage, startAgain } from './harness.ts'

const stage = setStage()
const isMac = process.platform === 'darwin'
const isLinux = process.platform === 'linux'

async function setToggle(page: Page, name: string, isOn: boolean): Promise<void> {
  const toggle = page.getByRole('checkbox', { name, exact: true })
  if ((await toggle.isChecked()) !== isOn) await toggle.click()
  // Until main has said so it is as it was.
  await page.getByRole('checkbox', { name, exact: true, checked: isOn }).waitFor()
}

function isVisible(electron: MainProcess): Promise<boolean | undefined> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}

const isDark = (page: Page) =>
  page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)

test('a look is put on at once and kept over a restart', async () => {
  const first = await stage.launch()
  // Playwright puts a look of its own over every page.
  await first.page.emulateMedia({ colorScheme: null })
  await openSettings(first)
  for (const [look, dark] of [
    ['Light', false],
    ['Dark', true],
  ] as const) {
    await first.page.getByRole('radio', { name: look }).click()
    await untilTrue('the colours of the setting', async () => (await isDark(first.page)) === dark)
  }
  await first.quit()
  const second = await stage.launch({ userData: first.userData })
  await second.page.emulateMedia({ colorScheme: null })
  assert.equal(await isDark(second.page), true)
  await openSettings(second)
  assert.equal(await second.page.getByRole('radio', { name: 'Dark' }).isChecked(), true)
  await second.quit()
})

test('a window that is not remembered opens at its usual size', async () => {
  const first = await stage.launch()
  await openSettings(first)
  await setToggle(first.page, 'Remember window position', false)
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 40, width: 700, height: 560 }),
  )
  await first.quit()
  const second = await stage.launch({ userData: first.userData })
  const size = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getSize(),
  )
  assert.deepEqual(size, [900, 640])
  await second.quit()
})

test('closed to the tray the app lives on, a second start shows it again, and quitting quits', async () => {
  const app = await stage.launch()
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  await openSettings(app)
  await setToggle(app.page, 'Show in tray', true)
  await setToggle(app.page, 'Close to tray', true)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await untilTrue('the window is hidden', async () => (await isVisible(app.electron)) === false)
  assert.equal(app.process.exitCode, null)
  assert.equal(await startAgain(stage, app.userData), 0)
  assert.equal(await isVisible(app.electron), true)
  await app.page.getByRole('button', { name: 'Done' }).click()
  await waitForStatus(app.page, 'Connected')
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await untilTrue('the window is hidden', async () => (await isVisible(app.electron)) === false)
  await app.quit()
  assert.equal(app.process.exitCode, 0)
})

test(
  'without the tray a window that is closed is closed, whatever was chosen before',
  { skip: isMac ? 'a Mac app lives on without a window' : false },
  async () => {
    const app = await stage.launch()
    await openSettings(app)
    await setToggle(app.page, 'Show in tray', true)
    await setToggle(app.page, 'Close to tray', true)
    await setToggle(app.page, 'Show in tray', false)
    const gone = new Promise((resolve) => app.process.once('exit', resolve))
    await app.electron
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => undefined)
    await gone
    assert.equal(app.process.exitCode, 0)
  },
)

test(
  'the start at login is an entry of the desktop that appears and goes',
  { skip: !isLinux },
  async () => {
    const folder = join(stage.desktop().env['XDG_CONFIG_HOME'] ?? assert.fail(), 'autostart')
    await rm(folder, { recursive: true, force: true })
    const app = await stage.launch()
    await openSettings(app)
    await setToggle(app.page, 'Start at login', true)
    const [name] = await readdir(folder)
    assert.equal(name, 'latchkey-development.desktop')
    const text = await readFile(join(folder, name), 'utf8')
    assert.ok(text.includes(`--user-data-dir=${app.userData}`), text)
    await app.quit()

    const next = await stage.launch({ userData: app.userData, config: app.config })
    await openSettings(next)
    await next.page.getByRole('checkbox', { name: 'Start at login', checked: true }).waitFor()
    await setToggle(next.page, 'Start at login', false)
    assert.deepEqual(await readdir(folder), [])
    // A file in the way of the folder: the system refuses, and that is said.
    await rm(folder, { recursive: true })
    await writeFile(folder, '')
    await next.page.getByRole('checkbox', { name: 'Start at login' }).click()
    assert.match(await waitForAlert(next.page), /The system rejected this change/)
    await rm(folder)
    await next.quit()
  },
)

/** Takes down what would be shown, in the place of a system that shows it. */
function watchNotifications(electron: MainProcess): Promise<void> {
  return electron.evaluate(({ Notification }) => {
    const shown: { title: string; body: string; click(): void }[] = []
    Object.assign(globalThis, { shown })
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push({
        title: this.title,
        body: this.body,
        click: () => void this.emit('click'),
      })
    }
  })
}

function notifications(electron: MainProcess): Promise<string[]> {
  return electron.evaluate(() => {
    const { shown } = globalThis as unknown as { shown: { title: string; body: string }[] }
    return shown.map(({ title, body }) => `${title}: ${body}`)
  })
}

test('a person away from the window is notified of a message and of a session that ended; a person at the window is not', async (t) => {
  // The app asks the daemon before it shows anything, and there may be none here.
  const daemon = await startNotificationDaemon(stage.desktop())
  t.after(() => daemon.stop())
  const alice = await stage.launch()
  await watchNotifications(alice.electron)
  await signIn(alice.page, 'alice', false)
  await waitForStatus(alice.page, 'Connected')
  const bob = await stage.launch()
  await signIn(bob.page, 'bob', false)
  await waitForStatus(bob.page, 'Connected')
  for (const { page } of [alice, bob]) {
    await page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
    await waitForChannel(page, 'Alice and Bob')
  }
  await alice.page.getByRole('navigation', { name: 'Channels' }).getByText('Launch day').click()
  await waitForChannel(alice.page, 'Launch day')
  const say = async (text: string) => {
    await bob.page.getByRole('textbox', { name: 'Message' }).fill(text)
    await bob.page.keyboard.press('Enter')
    await bob.page.getByRole('log').getByText(text).waitFor()
  }
  await alice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await say('Are you there?')
  await untilTrue(
    'the notification',
    async () => (await notifications(alice.electron)).length === 1,
  )
  assert.deepEqual(await notifications(alice.electron), ['Message from Bob Okafor: Are you there?'])
  for (let count = 0; count < 8; count += 1) await say(`Number ${count}`)
  assert.equal((await notifications(alice.electron)).length, 1, 'the others wait')

  await alice.electron.evaluate(() => {
    const { shown } = globalThis as unknown as { shown: { click(): void }[] }
    shown[0]?.click()
  })
  await untilTrue('the window is shown', async () => (await isVisible(alice.electron)) === true)
  await waitForChannel(alice.page, 'Alice and Bob')

  await alice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const { faults } = stage.sandbox()
  faults.change({ tokenService: 'refused' })
  faults.act({ action: 'revoke', user_id: 'alice' })
  await waitForStatus(alice.page, 'Sign in again')
  faults.change({ tokenService: 'ok' })
  assert.equal(
    (await notifications(alice.electron)).at(-1),
    'Latchkey: sign in again: Alice Moreau is no longer signed in to Stage.',
  )
  await alice.quit()
  await bob.quit()
})

test('the level of the log can be changed while it is written; the settings list the versions', async () => {
  const app = await stage.launch()
  await openSettings(app)
  const level = (page: Page) => page.getByRole('combobox', { name: 'Log' })
  await level(app.page).selectOption('Errors')
  await app.page.getByRole('button', { name: 'Done' }).click()
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  const read = () => readFile(join(app.userData, 'logs', 'latchkey.log'), 'utf8')
  assert.doesNotMatch(await read(), /signIn\.connecting/)
  await openSettings(app)
  await level(app.page).selectOption('Info')
  await app.page.getByRole('button', { name: 'Done' }).click()
  await chooseFromAccountMenu(app.page, 'Sign out')
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  assert.match(await read(), / info signIn\.connecting /)
  await openSettings(app)
  const { electron, chrome } = await app.electron.evaluate(() => process.versions)
  await app.page.getByText(`Electron ${electron}, Chromium ${chrome}`).waitFor()
  await app.page.getByText('Licences', { exact: true }).click()
  await app.page.getByText('@github/keytar').click()
  await app.page.getByText('Permission is hereby granted').first().waitFor()
  await app.quit()

  const decided = await stage.launch({ userData: app.userData, env: { LATCHKEY_LOG: 'warn' } })
  await openSettings(decided)
  const fixed = level(decided.page)
  assert.deepEqual([await fixed.inputValue(), await fixed.isDisabled()], ['warn', true])
  await decided.quit()
})
