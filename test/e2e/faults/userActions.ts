import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { Page } from 'playwright'
import { electronCommand } from '../../support/app/driver.ts'
import { answerQuestions } from '../../support/app/questions.ts'
import type { FaultHarness } from './faultHarness.ts'
import {
  chooseFromAccountMenu,
  signInWithToken,
  pressSignIn,
  sendMessage,
  waitForAlert,
  waitForSignIn,
  waitForStatus,
  waitForText,
  signIn,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import {
  assertArrivedOnce,
  assertTokenServiceCalls,
  assertSaved,
  assertErased,
} from './assertions.ts'

async function doubleClick(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change({ tokenServiceDelayMs: 200 })
  await page.getByLabel('User ID').fill('bob')
  await page.getByLabel('Password').fill('bob-sandbox')
  await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick()
  const saw = await waitForStatus(page, 'Connected')
  await pause(500)
  assertTokenServiceCalls(sandbox, 1)
  assert.deepEqual(sandbox.faults.counters().connects, { ok: 1 })
  await assertSaved({ page, ...app }, 'bob')
  return { saw, recoveredMs: null }
}

async function sendTwice(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const text = 'Sent with a double click'
  sandbox.faults.change({ chatDelayMs: 300 })
  await app.page.getByRole('textbox', { name: 'Message' }).fill(text)
  await app.page.getByRole('button', { name: 'Send' }).dblclick()
  await assertArrivedOnce(sandbox, text)
  const saw = await waitForStatus(app.page, 'Connected')
  return { saw, recoveredMs: null }
}

/** The answer of a renewal comes when whoever it is for has left. */
async function signOutInRenewal(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ tokenServiceDelayMs: 500 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(app.page, 'Refreshing')
  await chooseFromAccountMenu(app.page, 'Sign out')
  await waitForSignIn(app.page)
  await pause(900)
  assert.ok(await app.page.getByRole('tab', { name: 'Sign in' }).isVisible(), 'still signed out')
  await assertErased(app, 'alice')
  assert.equal(sandbox.faults.counters().socketsOpen, 0)
  return { saw: 'the sign-in screen, for good', recoveredMs: null }
}

/** Alice's renewal is under way when Bob signs in: he gets a token of his own, she keeps hers. */
async function switchInRenewal(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const { page } = app
  sandbox.faults.change({ tokenServiceDelayMs: 500 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(page, 'Refreshing')
  await sendMessage(page, 'Alice’s words before Bob came')
  await chooseFromAccountMenu(page, 'Add account')
  await waitForSignIn(page)
  await signIn(page, 'bob')
  await waitForStatus(page, 'Connected')
  const saw = await waitForText(page, /Bob Okafor/)
  await pause(700)
  await waitForStatus(page, 'Connected')
  assert.deepEqual(Object.keys(sandbox.faults.counters().connects), ['ok'], 'nobody was refused')
  await assertSaved(app, 'bob')
  await assertSaved(app, 'alice')
  const since = harness.heal()
  await chooseFromAccountMenu(page, 'Add account')
  await page.getByRole('button', { name: /Continue as Alice/ }).click()
  await waitForStatus(page, 'Connected')
  const recoveredMs = since()
  await waitForText(page, /Alice Moreau/)
  // Her words waited for her, and went out when she was back.
  while (sandbox.faults.counters().messagesStored < 1) await pause(20)
  await chooseFromAccountMenu(page, 'Add account')
  await answerQuestions(app.electron, 'Forget')
  for (const name of ['Bob Okafor', 'Alice Moreau']) await forget(page, name)
  await assertErased(app, 'alice')
  return { saw, recoveredMs }
}

/** One is forgotten after the other: while one is, the next cannot be. */
async function forget(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name: `Forget ${name}` })
  await until(`${name} is forgotten`, async () => {
    if ((await button.count()) === 0) return true
    await button.click({ timeout: 500 }).catch(() => undefined)
    await pause(50)
    return null
  })
}

async function wrongPassword(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  await page.getByLabel('User ID').fill('bob')
  await page.getByLabel('Password').fill('not his password')
  await pressSignIn(page)
  const saw = await waitForAlert(page, /password is wrong/)
  assert.equal(await page.getByLabel('Password').getAttribute('aria-invalid'), 'true')
  assert.equal(await page.getByLabel('User ID').inputValue(), 'bob')
  assertTokenServiceCalls(sandbox, 1)
  await assertErased({ page, ...app }, 'bob')
  await signIn(page, 'bob')
  await waitForStatus(page, 'Connected')
  return { saw, recoveredMs: null }
}

async function wrongToken(
  harness: FaultHarness,
  make: (harness: FaultHarness) => Promise<string>,
  words: RegExp,
) {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  const token = await make(harness)
  await signInWithToken(page, token, 'alice')
  const saw = await waitForAlert(page, words)
  assert.ok(!saw.includes(token), 'the token is not repeated')
  await assertErased({ page, ...app }, 'alice')
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs: null }
}

async function otherUsersToken(harness: FaultHarness): Promise<Seen> {
  const seen = await wrongToken(harness, ({ sandbox }) => sandbox.issueToken('bob'), /another user/)
  const { rest, connects } = harness.sandbox.faults.counters()
  assert.deepEqual({ rest, connects }, { rest: {}, connects: {} }, 'the server never heard of it')
  return seen
}

/** Starts the app a second time on the same profile. */
async function secondInstance(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const { executable, switches } = electronCommand()
  const args = [...switches, '.', `--user-data-dir=${app.userData}`]
  const second = spawn(executable, args, { env: harness.desktop.env, stdio: 'ignore' })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  assert.equal(code, 0, 'the second one ends')
  const minimized = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
  )
  assert.deepEqual(minimized, [false], 'the first one comes to the front')
  const saw = await waitForStatus(app.page, 'Connected')
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs: null }
}

const ui = 'clicks and keys in the real window'

const rows: Row[] = [
  { fault: 'the person clicks “Sign in” twice', how: ui, run: doubleClick },
  { fault: 'the person clicks “Send” twice', how: ui, run: sendTwice },
  { fault: 'the person signs out in mid-renewal', how: ui, run: signOutInRenewal },
  { fault: 'the person switches to another account in mid-renewal', how: ui, run: switchInRenewal },
  { fault: 'the person types a wrong password', how: ui, run: wrongPassword },
  {
    fault: 'the person pastes what is no token',
    how: ui,
    run: (harness) => wrongToken(harness, async () => 'this is no token', /not a chat token/),
  },
  {
    fault: 'the person pastes a token that was cut in half',
    how: ui,
    run: (harness) =>
      wrongToken(
        harness,
        async ({ sandbox }) => (await sandbox.issueToken('alice')).slice(0, 60),
        /not a chat token/,
      ),
  },
  {
    fault: 'the person pastes a token with a false signature',
    how: ui,
    run: (harness) =>
      wrongToken(
        harness,
        async ({ sandbox }) =>
          `${(await sandbox.issueToken('alice')).slice(0, -43)}${'A'.repeat(43)}`,
        /signature is not valid/,
      ),
  },
  {
    fault: 'the person pastes a token that has expired',
    how: ui,
    run: (harness) =>
      wrongToken(harness, ({ sandbox }) => sandbox.issueToken('alice', -60), /has expired/),
  },
  { fault: 'the person pastes the token of another user', how: ui, run: otherUsersToken },
  {
    fault: 'the person starts the app a second time',
    how: 'a real second process on the same profile',
    run: secondInstance,
  },
]

export const userActions: Group = { name: 'People', rows }
