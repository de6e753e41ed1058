import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { MainProcess } from '../support/app/mainProcess.ts'
import { signIn, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { storedSecrets } from '../support/app/secretTool.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage()

function readLog(userData: string): Promise<string> {
  return readFile(join(userData, 'logs', 'latchkey.log'), 'utf8')
}

test('the log tells the story of a session, and none of its secrets', async () => {
  const { faults } = stage.sandbox()
  const app = await stage.launch({ env: { LATCHKEY_LOG: 'debug' } })
  await app.page.getByLabel('User ID').fill('alice.moreau@example.com')
  await app.page.getByLabel('Password').fill('Not-Her-Passw0rd')
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitForAlert(app.page)

  faults.change({ tokenLifeSeconds: 6 })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  const first = await storedSecrets(stage.desktop())
  await untilTrue('the renewal', async () => /renewal\.done/.test(await readLog(app.userData)))
  const second = await storedSecrets(stage.desktop())
  assert.notEqual(second[0], first[0], 'the token was renewed')
  faults.change({ tokenLifeSeconds: 3600 })
  await app.quit()

  const log = await readLog(app.userData)
  const events = [
    'app.started',
    'call.failed',
    'signIn.connecting',
    'connection.up',
    'signIn.done',
    'signIn.failed',
    'connection.opening',
    'keychain.call',
  ]
  for (const event of [...events, 'renewal.calling', 'renewal.done']) {
    assert.match(log, new RegExp(`^\\S+Z (debug|info|warn) ${event.replace('.', '\\.')}( |$)`, 'm'))
  }
  for (const line of log.trimEnd().split('\n')) {
    assert.match(
      line,
      /^\d{4}-\d\d-\d\dT[\d:.]+Z (error|warn|info|debug) [\w.]+( \w+=("([^"\\]|\\.)*"|\S+))*$/,
    )
  }
  const typed = ['alice.moreau@example.com', 'Not-Her-Passw0rd', 'alice-sandbox']
  for (const text of [log, app.output()]) {
    for (const secret of typed) assert.ok(!text.includes(secret), `${secret} is in the log`)
    for (const secret of [...first, ...second]) {
      for (const part of secret.split('.')) assert.ok(!text.includes(part), 'part of a token')
    }
    assert.doesNotMatch(text, /eyJ|bearer|authorization|api_key/i)
  }
})

test('an uncaught error is in the log and in the window, and the app keeps running', async () => {
  const app = await stage.launch()
  await signIn(app.page, 'bob', false)
  await waitForStatus(app.page, 'Connected')
  const token = await stage.sandbox().issueToken('bob')
  await app.electron.evaluate((_electron, secret) => {
    setTimeout(() => {
      throw new Error(`A timer with ${secret} of bob@example.com`)
    }, 0)
    void Promise.reject(new Error('Nobody awaits this.'))
  }, token)
  assert.match(await waitForAlert(app.page), /unexpected error.*Show log/)
  await app.page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
  await app.page.getByRole('log', { name: 'Messages' }).waitFor()
  await app.quit()

  const log = await readLog(app.userData)
  assert.match(
    log,
    /error uncaught\.exception stack="Error: A timer with \[token\] of \[email\]\\n/,
  )
  assert.match(log, /error uncaught\.rejection stack="Error: Nobody awaits this\.\\n/)
  assert.ok(!log.includes(token.split('.')[1] ?? ''))
  assert.match(app.output(), /uncaught\.exception/, 'also on standard error')
})

test('Help, Show log shows the file', async () => {
  const app = await stage.launch()
  assert.deepEqual(await chooseShowLog(app.electron), [join(app.userData, 'logs', 'latchkey.log')])
  await app.quit()
})

test('where there can be no log the app runs without one', async () => {
  const first = await stage.launch()
  await first.quit()
  const { userData } = first
  await rm(join(userData, 'logs'), { recursive: true })
  await writeFile(join(userData, 'logs'), 'a file in the way')
  const app = await stage.launch({ userData })
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  assert.deepEqual(await chooseShowLog(app.electron), [userData])
  await app.quit()
})

/** Clicks the menu's item; resolves with the paths that the file manager was asked to show. */
function chooseShowLog(electron: MainProcess): Promise<string[]> {
  return electron.evaluate(({ Menu, shell }) => {
    const shown: string[] = []
    // The test's machine has no file manager; all before it is real.
    shell.showItemInFolder = (path) => void shown.push(path)
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
    help?.submenu?.items.find(({ label }) => label === 'Show log')?.click()
    return shown
  })
}
