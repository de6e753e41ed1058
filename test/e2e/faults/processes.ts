import assert from 'node:assert/strict'
import { answerQuestions, questions } from '../../support/app/questions.ts'
import { processOf, type FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import {
  openChannel,
  sendMessage,
  waitForReason,
  waitForStatus,
  signIn,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertTokenServiceCalls, assertSaved, secretOf } from './assertions.ts'

/** SIGKILL to a helper process while Alice is connected. */
async function killHelper(harness: FaultHarness, name: string): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  if (name === 'keychain') {
    // It rests when it has had nothing to do for a while: a renewal wakes it.
    sandbox.faults.act({ action: 'expire', user_id: 'alice' })
    await until('a renewal', () => (sandbox.faults.counters().tokensIssued > 0 ? true : null))
    await waitForStatus(app.page, 'Connected')
    sandbox.faults.act({ action: 'resetCounters' })
  }
  const pid = await processOf(app, name)
  process.kill(pid, 'SIGKILL')
  await pause(300)
  const since = harness.heal()
  const saw = await waitForStatus(app.page, 'Connected')
  const text = `Written after the ${name} process was killed`
  await sendMessage(app.page, text)
  await assertArrivedOnce(sandbox, text)
  const recoveredMs = since()
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 0)
  // What is renewed now is written by a keychain process that is new.
  const before = await secretOf(app, 'alice')
  await pause(1_000)
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until(
    'the new token is kept',
    async () => ((await secretOf(app, 'alice')) !== before ? true : null),
    15_000,
  )
  await waitForStatus(app.page, 'Connected', 15_000)
  await assertSaved(app)
  assert.notEqual(await processOf(app, name), pid, 'there is another one')
  return { saw, recoveredMs }
}

/** SIGKILL to the keychain process while it has a secret to write. */
async function killKeychainInSignIn(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  await harness.signedOut()
  const app = await harness.launch()
  // Started by the look at the keychain, which only reads: nothing is written before somebody signs in.
  await until('the keychain process', () => processOf(app, 'keychain').catch(() => null))
  sandbox.faults.change({ tokenServiceDelayMs: 200 })
  await signIn(app.page, 'carol')
  await until('the call', () => (sandbox.faults.counters().tokenServiceCalls > 0 ? true : null))
  const pid = await processOf(app, 'keychain')
  // Stopped, it cannot answer before it is killed.
  process.kill(pid, 'SIGSTOP')
  await until('the connection', () => (sandbox.faults.counters().connects.ok === 1 ? true : null))
  // Once connected the secret is written.
  await pause(500)
  process.kill(pid, 'SIGKILL')
  const since = harness.heal()
  // The next process may have stored it by now.
  const words = /in memory until you quit|saved in the system keyring/
  const saw = await waitForReason(app.page, 'Connected', words)
  // A return to the window asks again after 30 s only, an unlocked screen at once.
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await waitForReason(app.page, 'Connected', /saved in the system keyring/)
  const recoveredMs = since()
  await assertSaved(app, 'carol')
  return { saw, recoveredMs }
}

/** SIGKILL to the page's process; what it shows has to come back by itself. */
async function killPage(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const userData = await harness.profileOfAlice()
  const app = await harness.launch({ userData })
  await waitForStatus(app.page, 'Connected')
  sandbox.faults.act({ action: 'resetCounters' })
  const pid = await processOf(app, 'Tab')
  process.kill(pid, 'SIGKILL')
  const since = harness.heal()
  await untilShown(app, /Alice and Bob/)
  const saw = await untilShown(app, /Connected/)
  const recoveredMs = since()
  assert.notEqual(await processOf(app, 'Tab'), pid)
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 0)
  return { saw: /Connected.*/.exec(saw.replace(/\s+/g, ' '))?.[0] ?? '', recoveredMs }
}

/** A page that dies each time it is loaded: after the third time somebody is asked, and comes back by saying so. */
async function killPageOften(harness: FaultHarness): Promise<Seen> {
  const userData = await harness.profileOfAlice()
  const app = await harness.launch({ userData })
  await waitForStatus(app.page, 'Connected')
  await answerQuestions(app.electron, 'Reload')
  const seen = new Set<number>()
  for (let count = 0; count < 4; count += 1) {
    const pid = await until('a page', async () => {
      const found = await processOf(app, 'Tab').catch(() => null)
      return found === null || seen.has(found) ? null : found
    })
    seen.add(pid)
    process.kill(pid, 'SIGKILL')
  }
  const since = harness.heal()
  const asked = await until('a question', async () => (await questions(app.electron))[0] ?? null)
  await untilShown(app, /Connected/)
  const recoveredMs = since()
  await assertSaved(app)
  return { saw: `${asked.message} ${asked.detail}`, recoveredMs }
}

/** Waits for this in a page that Playwright has given up, as it does with one that has crashed. Electron does not. */
function untilShown(app: LaunchedApp, words: RegExp): Promise<string> {
  return until(
    `the window with ${words}`,
    async () => {
      const text = await textOf(app)
      return words.test(text) ? text : null
    },
    10_000,
    () => textOf(app),
  )
}

async function textOf({ electron }: LaunchedApp): Promise<string> {
  const asked = electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window || window.webContents.isCrashed()) return ''
    return window.webContents.executeJavaScript('document.body.innerText') as Promise<string>
  })
  return Promise.race([asked.catch(() => ''), pause(1_000).then(() => '')])
}

/** SIGKILL to the sandbox that ships with the app, with no configuration. */
async function killSandbox(harness: FaultHarness): Promise<Seen> {
  const app = await harness.launch({ config: '' })
  await app.page.getByRole('button', { name: /alice-sandbox/ }).click()
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitForStatus(app.page, 'Connected')
  process.kill(await processOf(app, 'sandbox'), 'SIGKILL')
  const since = harness.heal()
  await waitForStatus(app.page, 'Offline')
  const saw = await waitForStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await assertSaved(app)
  await openChannel(app.page)
  return { saw: `Offline, then ${saw}`, recoveredMs }
}

const helper = (name: string) => `real SIGKILL to the ${name} process`

const rows: Row[] = [
  {
    fault: 'the keychain process crashes',
    how: helper('keychain'),
    run: (harness) => killHelper(harness, 'keychain'),
  },
  {
    fault: 'the keychain process crashes with a secret to write',
    how: `${helper('keychain')}, stopped in mid-call before`,
    run: killKeychainInSignIn,
  },
  { fault: 'the page’s process crashes', how: helper('renderer'), run: killPage },
  {
    fault: 'the page’s process crashes four times in a row',
    how: `${helper('renderer')}, each new one too; “Reload” is pressed`,
    run: killPageOften,
  },
  {
    fault: 'the graphics process crashes',
    how: helper('GPU'),
    run: (harness) => killHelper(harness, 'GPU'),
  },
  {
    fault: 'the sandbox that ships with the app crashes',
    how: helper('sandbox'),
    run: killSandbox,
  },
]

export const processes: Group = { name: 'Processes', rows }
