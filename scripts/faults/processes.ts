import assert from 'node:assert/strict'
import { kill, processOf, type Ground, type Running } from './ground.ts'
import { say, seeSignIn, seeStatus, seeText, signIn, openTheirChannel } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from './waiting.ts'
import { entriesOf, mustArriveOnce, mustCall, mustKeep, mustNotKeep, secretOf } from './witness.ts'

/** SIGKILL to main this long after the button of the sign-in was pressed. */
async function killInSignIn(ground: Ground, afterMs: number): Promise<Seen> {
  const { sandbox } = ground
  await ground.signedOut()
  const first = await ground.launch()
  sandbox.faults.change({ tokenServiceDelayMs: 150 })
  await signIn(first.page, 'carol')
  await pause(afterMs)
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData: first.userData })
  // Either it was done, or nothing is left of it.
  const saw = await seeText(app.page, /^Connected|^Sign in to/)
  if (saw.startsWith('Connected')) await mustKeep(app, 'carol')
  else {
    await until('no secret that nobody knows of', async () =>
      (await entriesOf(app)) === 0 ? true : null,
    )
    await mustNotKeep(app, 'carol')
    await signIn(app.page, 'carol')
    await seeStatus(app.page, 'Connected')
    await mustKeep(app, 'carol')
  }
  return { saw, recoveredMs: since() }
}

/** SIGKILL to main this long after its token ended; the token service takes half a second. */
async function killInRenewal(ground: Ground, afterMs: number): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  const first = await ground.launch({ userData })
  await seeStatus(first.page, 'Connected')
  sandbox.faults.change({ tokenServiceDelayMs: 300 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until('the call', () => (sandbox.faults.counters().tokenServiceCalls > 0 ? true : null))
  await pause(afterMs)
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  mustCall(sandbox, 1, 2)
  return { saw, recoveredMs }
}

/** SIGKILL to main this long after “Sign out” was pressed: nobody may be signed in again. */
async function killInSignOut(ground: Ground, afterMs: number): Promise<Seen> {
  await ground.signedOut()
  const first = await ground.launch()
  await signIn(first.page, 'carol')
  await seeStatus(first.page, 'Connected')
  await first.page.getByRole('button', { name: 'Account' }).click()
  await first.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await pause(afterMs)
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData: first.userData })
  await seeSignIn(app.page)
  const recoveredMs = since()
  await until('the wipe is finished', async () => ((await entriesOf(app)) === 0 ? true : null))
  await mustNotKeep(app, 'carol')
  return { saw: 'the sign-in screen, and nothing to continue as', recoveredMs }
}

/** SIGKILL to main in the middle of a conversation. */
async function killConnected(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  const first = await ground.launch({ userData })
  await seeStatus(first.page, 'Connected')
  await openTheirChannel(first.page)
  sandbox.faults.act({ action: 'resetCounters' })
  await say(first.page, 'The last words before the power cut')
  await mustArriveOnce(sandbox, 'The last words before the power cut')
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  await openTheirChannel(app.page)
  await seeText(app.page, /The last words before the power cut/)
  mustCall(sandbox, 0)
  return { saw, recoveredMs }
}

/** SIGKILL, ten starts in a row, at a moment that moves through the start. */
async function killStarts(ground: Ground): Promise<Seen> {
  const userData = await ground.kept()
  for (let count = 0; count < 4; count += 1) {
    const app = await ground.launch({ userData })
    await pause(count * 150)
    await kill(app)
  }
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected')
  await mustKeep(app)
  return { saw, recoveredMs: since() }
}

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
  process.kill(await processOf(app, name), 'SIGKILL')
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
  return { saw, recoveredMs }
}

/** SIGKILL to the keychain process while it has a secret to write. */
async function killKeychainInSignIn(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  await ground.signedOut()
  const app = await ground.launch()
  await seeText(app.page, /is kept in/)
  await until('the keychain process', () => processOf(app, 'keychain').catch(() => null))
  sandbox.faults.change({ tokenServiceDelayMs: 200 })
  await signIn(app.page, 'carol')
  await until('the call', () => (sandbox.faults.counters().tokenServiceCalls > 0 ? true : null))
  const pid = await processOf(app, 'keychain')
  // Stopped, it cannot answer before it is killed.
  process.kill(pid, 'SIGSTOP')
  await pause(1_000)
  process.kill(pid, 'SIGKILL')
  const since = ground.heal()
  const saw = await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  assert.match(saw, /memory|keyring/, 'it says where the sign-in rests')
  if (/kept in memory/.test(saw)) await mustNotKeep(app, 'carol')
  else await mustKeep(app, 'carol')
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
  const saw = await until(
    'the window is back',
    async () => {
      const text = await textOf(app)
      return /Connected/.test(text) && /Alice and Bob/.test(text) ? text : null
    },
    10_000,
    () => textOf(app),
  )
  const recoveredMs = since()
  assert.notEqual(await processOf(app, 'Tab'), pid)
  await mustKeep(app)
  mustCall(sandbox, 0)
  return { saw: saw.replace(/\s+/g, ' ').slice(0, 60), recoveredMs }
}

/** Playwright gives a crashed page up; Electron does not. */
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

const main = 'real SIGKILL to the main process, then a start'
const helper = (name: string) => `real SIGKILL to the ${name} process`

const rows: Row[] = [
  ...[0, 160, 300, 450, 650].map((ms) => ({
    fault: `the app is killed ${ms} ms into a sign-in`,
    how: main,
    run: (ground: Ground) => killInSignIn(ground, ms),
  })),
  ...[0, 290, 330, 400].map((ms) => ({
    fault: `the app is killed ${ms} ms into a renewal`,
    how: main,
    run: (ground: Ground) => killInRenewal(ground, ms),
  })),
  ...[0, 10, 40].map((ms) => ({
    fault: `the app is killed ${ms} ms into a sign-out`,
    how: main,
    run: (ground: Ground) => killInSignOut(ground, ms),
  })),
  { fault: 'the app is killed in the middle of a conversation', how: main, run: killConnected },
  { fault: 'the app is killed at four starts in a row', how: main, run: killStarts },
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
