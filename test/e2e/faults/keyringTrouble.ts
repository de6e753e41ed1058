import assert from 'node:assert/strict'
import type { FaultHarness } from './faultHarness.ts'
import { keptOn, loseInMidRun, retryBy, startWithout } from './keyringFaults.ts'
import {
  openChannel,
  sendMessage,
  waitForReason,
  waitForSignIn,
  waitForStatus,
  waitForText,
  signIn,
  signInAgain,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import {
  assertArrivedOnce,
  assertNoSecret,
  assertSaved,
  assertAccountSaved,
  readIndex,
} from './assertions.ts'

/** Nobody keeps a secret here. */
async function absent(
  harness: FaultHarness,
  kind: 'missing' | 'none',
  words: RegExp,
): Promise<Seen> {
  const desktop = await harness.desktopWith(kind)
  const app = await harness.launch({ desktop })
  const saw = await retryBy(app, words)
  await signIn(app.page, 'alice')
  await waitForReason(app.page, 'Connected', /in memory until you quit/)
  await openChannel(app.page)
  const text = `Written without a keyring (${kind})`
  await sendMessage(app.page, text)
  await assertArrivedOnce(harness.sandbox, text)
  await app.quit()
  const next = await harness.launch({ desktop, userData: app.userData })
  await waitForSignIn(next.page)
  assert.equal(await next.page.getByRole('button', { name: /Continue as/ }).count(), 0)
  assert.deepEqual((await readIndex(next)).accounts ?? [], [], 'nobody is half remembered')
  return {
    saw,
    recoveredMs: null,
    lost: 'the sign-in, at the next start; said before and after signing in',
  }
}

/** The keyring's file is spoilt while the app is not running. */
async function corrupt(harness: FaultHarness): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(harness, 'mute')
  await keyring.kill()
  await keyring.corrupt()
  await keyring.start()
  const app = await harness.launch({ desktop, userData })
  const saw = await waitForReason(
    app.page,
    'Sign in again',
    /has no token for this account/,
    20_000,
  )
  await assertAccountSaved(app)
  await assertNoSecret(app, 'alice')
  const since = harness.heal()
  await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected')
  const recoveredMs = since()
  await assertSaved(app)
  return {
    saw,
    recoveredMs,
    lost: 'the secret, with all that was in the keyring; the account is kept and asks to sign in again',
  }
}

/** A prompt to unlock it is on the screen and nobody answers: the call that is to store the secret never comes back. */
async function promptAtSignIn(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const desktop = await harness.desktopWith('unlocked')
  assert.ok(desktop.keyring)
  await desktop.keyring.lock()
  const app = await harness.launch({ desktop })
  await signIn(app.page, 'alice')
  const saw = await waitForReason(app.page, 'Connected', /in memory until you quit/, 30_000)
  await openChannel(app.page)
  await sendMessage(app.page, 'Written with a prompt on the screen')
  await assertArrivedOnce(sandbox, 'Written with a prompt on the screen')
  await desktop.keyring.unlock()
  const since = harness.heal()
  await pause(100)
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await waitForReason(app.page, 'Connected', /saved in the system keyring/, 20_000)
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

/** A prompt is on the screen at the start and nobody answers it: the window waits and says so, and goes on with the screen. */
async function startAtPrompt(harness: FaultHarness): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(harness, 'unlocked')
  await keyring.lock()
  const app = await harness.launch({ desktop, userData })
  await waitForText(app.page, /Alice Moreau/)
  const saw = await waitForText(app.page, /Waiting for the system keyring/, 12_000)
  await assertAccountSaved(app)
  await keyring.unlock()
  const since = harness.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await waitForStatus(app.page, 'Connected', 20_000)
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

const real = 'a real gnome-keyring'

const rows: Row[] = [
  {
    fault: 'there is no keyring',
    how: 'a real session bus with no services, and a display',
    run: (harness) =>
      absent(harness, 'missing', /kept in memory until you quit.*No keyring is running/),
  },
  {
    fault: 'there is no session bus',
    how: 'no bus, and a display',
    run: (harness) => absent(harness, 'none', /kept in memory until you quit.*no session bus/),
  },
  {
    fault: 'the keyring’s file is corrupt',
    how: `${real}; random bytes in its file`,
    run: corrupt,
  },
  {
    fault: 'the keyring dies in mid-run and comes back',
    how: 'SIGKILL to a real gnome-keyring, then a new one; powerMonitor emits unlock-screen',
    run: (harness) => loseInMidRun(harness, 'kill'),
  },
  {
    fault: 'the keyring is dead at the start and comes back',
    how: 'SIGKILL to a real gnome-keyring, then a new one; “Retry” is pressed',
    // The bus may start another one when it is asked, and that is locked.
    run: (harness) => startWithout(harness, 'mute', 'kill', /No keyring is running|is locked/),
  },
  {
    fault: 'at the start the keyring shows a prompt that nobody answers',
    how: `${real}, locked, with its real prompt on the display`,
    run: startAtPrompt,
  },
  {
    fault: 'at a sign-in the keyring shows a prompt that nobody answers',
    how: `${real}, locked, with its real prompt on the display`,
    run: promptAtSignIn,
  },
]

export const keyringTrouble: Group = { name: 'Keychain, in trouble', rows }
