import assert from 'node:assert/strict'
import { answerQuestions, questions } from '../../support/app/questions.ts'
import { processOf, type Ground, type Running } from './ground.ts'
import { openTheirChannel, say, seeReason, seeStatus, signIn } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustCall, mustKeep, secretOf } from './witness.ts'

/** SIGKILL to a helper process while Alice is connected. */
async function killHelper(ground: Ground, name: string): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  if (name === 'keychain') {
    // It rests when it has had nothing to do for a while: a renewal wakes it.
    sandbox.faults.act({ action: 'expire', user_id: 'alice' })
    await until('a renewal', () => (sandbox.faults.counters().tokensIssued > 0 ? true : null))
    await seeStatus(app.page, 'Connected')
    sandbox.faults.act({ action: 'resetCounters' })
  }
  const pid = await processOf(app, name)
  process.kill(pid, 'SIGKILL')
  await pause(300)
  const since = ground.heal()
  const saw = await seeStatus(app.page, 'Connected')
  const text = `Written after the ${name} process was killed`
  await say(app.page, text)
  await mustArriveOnce(sandbox, text)
  const recoveredMs = since()
  await mustKeep(app)
  mustCall(sandbox, 0)
  // What is renewed now is written by a keychain process that is new.
  const before = await secretOf(app, 'alice')
  await pause(1_000)
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until(
    'the new token is kept',
    async () => ((await secretOf(app, 'alice')) !== before ? true : null),
    15_000,
  )
  await seeStatus(app.page, 'Connected', 15_000)
  await mustKeep(app)
  assert.notEqual(await processOf(app, name), pid, 'there is another one')
  return { saw, recoveredMs }
}

/** SIGKILL to the keychain process while it has a secret to write. */
async function killKeychainInSignIn(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  await ground.signedOut()
  const app = await ground.launch()
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
  const since = ground.heal()
  // The next process may have stored it by now.
  const words = /in memory until you quit|saved in the system keyring/
  const saw = await seeReason(app.page, 'Connected', words)
  // A return to the window asks again after 30 s only, an unlocked screen at once.
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await seeReason(app.page, 'Connected', /saved in the system keyring/)
  const recoveredMs = since()
  await mustKeep(app, 'carol')
  return { saw, recoveredMs }
}

/** SIGKILL to the page's process; what it shows has to come back by itself. */
async function killPage(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  const app = await ground.launch({ userData })
  await seeStatus(app.page, 'Connected')
  sandbox.faults.act({ action: 'resetCounters' })
  const pid = await processOf(app, 'Tab')
  process.kill(pid, 'SIGKILL')
  const since = ground.heal()
  await untilShown(app, /Alice and Bob/)
  const saw = await untilShown(app, /Connected/)
  const recoveredMs = since()
  assert.notEqual(await processOf(app, 'Tab'), pid)
  await mustKeep(app)
  mustCall(sandbox, 0)
  return { saw: /Connected.*/.exec(saw.replace(/\s+/g, ' '))?.[0] ?? '', recoveredMs }
}

/** A page that dies each time it is loaded: after the third time somebody is asked, and comes back by saying so. */
async function killPageOften(ground: Ground): Promise<Seen> {
  const userData = await ground.kept()
  const app = await ground.launch({ userData })
  await seeStatus(app.page, 'Connected')
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
  const since = ground.heal()
  const asked = await until('a question', async () => (await questions(app.electron))[0] ?? null)
  await untilShown(app, /Connected/)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw: `${asked.message} ${asked.detail}`, recoveredMs }
}

/** Waits for this in a page that Playwright has given up, as it does with one that has crashed. Electron does not. */
function untilShown(app: Running, words: RegExp): Promise<string> {
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

async function textOf({ electron }: Running): Promise<string> {
  const asked = electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window || window.webContents.isCrashed()) return ''
    return window.webContents.executeJavaScript('document.body.innerText') as Promise<string>
  })
  return Promise.race([asked.catch(() => ''), pause(1_000).then(() => '')])
}

/** SIGKILL to the sandbox that ships with the app, with no configuration. */
async function killSandbox(ground: Ground): Promise<Seen> {
  const app = await ground.launch({ config: '' })
  await app.page.getByRole('button', { name: /alice-sandbox/ }).click()
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await seeStatus(app.page, 'Connected')
  process.kill(await processOf(app, 'sandbox'), 'SIGKILL')
  const since = ground.heal()
  await seeStatus(app.page, 'Offline')
  const saw = await seeStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await mustKeep(app)
  await openTheirChannel(app.page)
  return { saw: `Offline, then ${saw}`, recoveredMs }
}

const helper = (name: string) => `real SIGKILL to the ${name} process`

const rows: Row[] = [
  {
    fault: 'the keychain process crashes',
    how: helper('keychain'),
    run: (ground) => killHelper(ground, 'keychain'),
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
    run: (ground) => killHelper(ground, 'GPU'),
  },
  {
    fault: 'the sandbox that ships with the app crashes',
    how: helper('sandbox'),
    run: killSandbox,
  },
]

export const processes: Group = { name: 'Processes', rows }
