import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { writeConfig, type RunningApp } from '../support/app/driver.ts'
import { chooseFromAccountMenu, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { readKeyring } from '../support/app/secretTool.ts'
import { filesWith, heapOf, isSandboxOdd, setStage } from './harness.ts'

const stage = setStage()
/** A backend whose API secret is known here. */
const secret = randomBytes(32).toString('hex')
let backend: Sandbox

before(async () => {
  backend = await startSandbox({ secret, bot: 'off', faults: { odd: isSandboxOdd } })
})
after(() => backend.stop())

test('with its checks off the app lets in a development token, which writes, and keeps nothing of it', async () => {
  backend.faults.change({ disableAuthChecks: true })
  const app = await launch()
  await useDevelopmentToken(app.page, 'luke_skywalker')
  await waitForStatus(app.page, 'Connected')
  await app.page.getByText('Development token. Not for production.').waitFor()
  await write(app.page, 'Unsigned, and here all the same')
  assert.equal(await readKeyring(stage.desktop()), '')
  await app.quit()
  assert.deepEqual(await filesWith(app.userData, 'luke_skywalker'), [])
  assert.deepEqual(await filesWith(app.userData, '.devtoken'), [])

  const next = await launch({ userData: app.userData })
  await next.page.getByRole('tab', { name: 'Developer' }).waitFor()
  await next.quit()
})

test('with its checks on the app refuses one, which is said with the place to switch them', async () => {
  backend.faults.change({ disableAuthChecks: false })
  const app = await launch()
  await useDevelopmentToken(app.page, 'luke_skywalker')
  const told = await waitForAlert(app.page)
  assert.match(told, /auth checks are on/)
  assert.match(told, /Disable Auth Checks/)
  const group = app.page.getByRole('group', { name: 'Development token' })
  assert.equal(await group.getByLabel('User ID').inputValue(), 'luke_skywalker')
  await app.quit()
})

test('checks that are switched on later ask to sign in again, and a token from the secret does', async () => {
  backend.faults.change({ disableAuthChecks: true })
  const app = await launch()
  await useDevelopmentToken(app.page, 'han_solo')
  await waitForStatus(app.page, 'Connected')
  backend.faults.change({ disableAuthChecks: false })
  backend.faults.act({ action: 'cut' })
  await waitForStatus(app.page, 'Sign in again')
  await app.page.getByRole('button', { name: 'Use an API secret instead' }).click()
  assert.equal(await app.page.getByLabel('User ID').inputValue(), 'han_solo')
  await app.page.getByLabel('API secret').fill(secret)
  await app.page.getByRole('button', { name: 'Create token and sign in' }).click()
  await waitForStatus(app.page, 'Connected')
  await app.quit()
})

test('a token with a life of 4 s is renewed, the screen shows it, and messages go through meanwhile', async () => {
  const app = await launch({ log: 'info' })
  const { page } = app
  await createToken(page, 'leia', secret, '4')
  await waitForStatus(page, 'Connected')
  await page.getByText('Token signed on this computer').waitFor()
  await page.evaluate(watchStatus)
  for (let number = 1; number <= 6; number += 1) {
    await write(page, `Message ${number}`)
    await page.waitForTimeout(1_000)
  }
  const log = page.getByRole('log', { name: 'Messages' })
  for (let number = 1; number <= 6; number += 1) {
    assert.equal(await log.getByText(`Message ${number}`, { exact: true }).count(), 1)
  }
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
  assert.ok(seen.some((words) => words.startsWith('Refreshing')))
  assert.ok(
    seen.every((words) => /^(Connected|Refreshing)/.test(words)),
    seen.join(', '),
  )
  const renewals = app.output().match(/renewal\.done/g) ?? []
  assert.ok(renewals.length >= 4, `${renewals.length} renewals`)
  await app.quit()
})

test('a secret of another app is told at its field', async () => {
  const app = await launch()
  await createToken(app.page, 'leia', randomBytes(32).toString('hex'))
  assert.match(await waitForAlert(app.page), /secret belongs to another app/)
  const field = app.page.getByLabel('API secret')
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  assert.equal(await field.inputValue(), '')
  await app.quit()
})

for (const [what, userId, lifetime, label, words] of [
  ['an id with a space', 'leia organa', '', 'User ID', /cannot contain spaces/],
  ['an id of 1,000 letters', 'x'.repeat(1_000), '', 'User ID', /255/],
  ['an id with a character of no width', 'le\u200bia', '', 'User ID', /invisible characters/],
  ['a lifetime of 0', 'leia', '0', 'Lifetime in seconds', /at least 1/],
  ['a negative lifetime', 'leia', '-1', 'Lifetime in seconds', /negative/],
  ['a lifetime of 10 years', 'leia', '315360000', 'Lifetime in seconds', /one year/],
] as const) {
  test(`${what} is told at its field, and the server never hears of it`, async () => {
    backend.faults.act({ action: 'resetCounters' })
    const app = await launch()
    await createToken(app.page, userId, secret, lifetime)
    assert.match(await waitForAlert(app.page), words)
    const group = app.page.getByRole('group', { name: 'Create a token' })
    assert.equal(await group.getByLabel(label).getAttribute('aria-invalid'), 'true')
    assert.deepEqual(backend.faults.counters().connects, {})
    await app.quit()
  })
}

test('the API secret and the token are in no file, log or window, and in main no longer than the session', async () => {
  const app = await launch({ log: 'debug' })
  await createToken(app.page, 'leia', secret, '3600')
  await waitForStatus(app.page, 'Connected')
  await app.page.getByRole('button', { name: 'Copy token' }).click()
  await app.page.getByText('The clipboard is cleared in 30 s.').waitFor()
  const token = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  assert.match(token, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
  const signature = String(token.split('.')[2])

  const heap = await heapOf(app.page)
  assert.ok(heap.includes('Not for production'), 'the snapshot shows what the window knows')
  assert.ok(!heap.includes(secret) && !heap.includes(signature), 'not in the window')
  assert.ok((await heapOfMain(app)).includes(signature), 'main holds the token')
  assert.ok(!(await heapOfMain(app)).includes(secret), 'but not the secret as text')
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('tab', { name: 'Developer' }).waitFor()
  assert.ok(!(await heapOfMain(app)).includes(signature), 'main has dropped the token')
  await app.quit()
  for (const piece of [secret, signature]) {
    assert.deepEqual(await filesWith(app.userData, piece), [])
    assert.ok(!app.output().includes(piece), 'not in the log')
  }
  assert.equal(await readKeyring(stage.desktop()), '')
})

/** The app against the backend whose secret is known. */
async function launch({ userData, log }: { userData?: string; log?: string } = {}) {
  const { url, apiKey } = backend
  const config = await writeConfig(stage.desktop(), { name: 'Stage', apiKey, serverUrl: url })
  return stage.launch({
    config,
    ...(userData === undefined ? {} : { userData }),
    ...(log === undefined ? {} : { env: { LATCHKEY_LOG: log } }),
  })
}

async function useDevelopmentToken(page: Page, userId: string): Promise<void> {
  await page.getByRole('tab', { name: 'Developer' }).click()
  await page.getByRole('group', { name: 'Development token' }).getByLabel('User ID').fill(userId)
  await page.getByRole('button', { name: 'Use development token' }).click()
}

async function createToken(page: Page, userId: string, secret: string, lifetime = '') {
  await page.getByRole('tab', { name: 'Developer' }).click()
  const group = page.getByRole('group', { name: 'Create a token' })
  await group.getByLabel('User ID').fill(userId)
  await group.getByLabel('API secret').fill(secret)
  await group.getByLabel('Lifetime in seconds').fill(lifetime)
  await page.getByRole('button', { name: 'Create token and sign in' }).click()
}

/** Writes a message in the first livestream and waits until the server has it. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Channels' }).getByText('Launch day').click()
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
  const log = page.getByRole('log', { name: 'Messages' })
  await log.getByText(text, { exact: true }).waitFor()
  await log.getByText('Sending…').waitFor({ state: 'detached' })
}

/** Runs in the window: notes all that the status says from now on. */
function watchStatus(): void {
  const seen: string[] = []
  Object.assign(globalThis, { seen })
  const note = () => seen.push(document.querySelector('[role=status]')?.textContent.trim() ?? '')
  note()
  new MutationObserver(note).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  })
}

/** Everything on the JavaScript heap of the main process, after a garbage collection. */
async function heapOfMain({ electron }: RunningApp): Promise<string> {
  const path = join(stage.desktop().folder, 'main.heapsnapshot')
  await electron.evaluate(
    (_, path) => process.getBuiltinModule('node:v8').writeHeapSnapshot(path),
    path,
  )
  return readFile(path, 'utf8')
}
