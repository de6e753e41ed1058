import assert from 'node:assert/strict'
import type { Ground } from './ground.ts'
import { keptOn, loseInMidRun, retryBy, startWithout } from './keyringGround.ts'
import {
  openTheirChannel,
  say,
  seeReason,
  seeSignIn,
  seeStatus,
  seeText,
  signIn,
  signInAgain,
} from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import {
  mustArriveOnce,
  mustHaveNoSecret,
  mustKeep,
  mustKeepAccount,
  readIndex,
} from './witness.ts'

/** Nobody keeps a secret here. */
async function absent(ground: Ground, kind: 'missing' | 'none', words: RegExp): Promise<Seen> {
  const desktop = await ground.desktopWith(kind)
  const app = await ground.launch({ desktop })
  const saw = await retryBy(app, words)
  await signIn(app.page, 'alice')
  await seeReason(app.page, 'Connected', /in memory until you quit/)
  await openTheirChannel(app.page)
  const text = `Written without a keyring (${kind})`
  await say(app.page, text)
  await mustArriveOnce(ground.sandbox, text)
  await app.quit()
  const next = await ground.launch({ desktop, userData: app.userData })
  await seeSignIn(next.page)
  assert.equal(await next.page.getByRole('button', { name: /Continue as/ }).count(), 0)
  assert.deepEqual((await readIndex(next)).accounts ?? [], [], 'nobody is half remembered')
  return {
    saw,
    recoveredMs: null,
    lost: 'the sign-in, at the next start; said before and after signing in',
  }
}

/** The keyring's file is spoilt while the app is not running. */
async function corrupt(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  await keyring.kill()
  await keyring.corrupt()
  await keyring.start()
  const app = await ground.launch({ desktop, userData })
  const saw = await seeReason(app.page, 'Sign in again', /has no token for this account/, 20_000)
  await mustKeepAccount(app)
  await mustHaveNoSecret(app, 'alice')
  const since = ground.heal()
  await signInAgain(app.page)
  await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  return {
    saw,
    recoveredMs,
    lost: 'the secret, with all that was in the keyring; the account is kept and asks to sign in again',
  }
}

/** A prompt to unlock it is on the screen and nobody answers: the call that is to store the secret never comes back. */
async function promptAtSignIn(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const desktop = await ground.desktopWith('unlocked')
  assert.ok(desktop.keyring)
  await desktop.keyring.lock()
  const app = await ground.launch({ desktop })
  await signIn(app.page, 'alice')
  const saw = await seeReason(app.page, 'Connected', /in memory until you quit/, 30_000)
  await openTheirChannel(app.page)
  await say(app.page, 'Written with a prompt on the screen')
  await mustArriveOnce(sandbox, 'Written with a prompt on the screen')
  await desktop.keyring.unlock()
  const since = ground.heal()
  await pause(100)
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await seeReason(app.page, 'Connected', /saved in the system keyring/, 20_000)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** A prompt is on the screen at the start and nobody answers it: the window waits and says so, and goes on with the screen. */
async function startAtPrompt(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'unlocked')
  await keyring.lock()
  const app = await ground.launch({ desktop, userData })
  await seeText(app.page, /Alice Moreau/)
  const saw = await seeText(app.page, /Waiting for the system keyring/, 12_000)
  await mustKeepAccount(app)
  await keyring.unlock()
  const since = ground.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await seeStatus(app.page, 'Connected', 20_000)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

const real = 'a real gnome-keyring'

const rows: Row[] = [
  {
    fault: 'there is no keyring',
    how: 'a real session bus with no services, and a display',
    run: (ground) =>
      absent(ground, 'missing', /kept in memory until you quit.*No keyring is running/),
  },
  {
    fault: 'there is no session bus',
    how: 'no bus, and a display',
    run: (ground) => absent(ground, 'none', /kept in memory until you quit.*no session bus/),
  },
  {
    fault: 'the keyring’s file is corrupt',
    how: `${real}; random bytes in its file`,
    run: corrupt,
  },
  {
    fault: 'the keyring dies in mid-run and comes back',
    how: 'SIGKILL to a real gnome-keyring, then a new one; powerMonitor emits unlock-screen',
    run: (ground) => loseInMidRun(ground, 'kill'),
  },
  {
    fault: 'the keyring is dead at the start and comes back',
    how: 'SIGKILL to a real gnome-keyring, then a new one; “Retry” is pressed',
    // The bus may start another one when it is asked, and that is locked.
    run: (ground) => startWithout(ground, 'mute', 'kill', /No keyring is running|is locked/),
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
