import assert from 'node:assert/strict'
import type { Ground } from './ground.ts'
import { keptOn, retryBy } from './keyringGround.ts'
import { openTheirChannel, say, seeReason, seeSignIn, seeStatus, seeText } from './person.ts'
import { signIn, signInAgain } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from './waiting.ts'
import { mustArriveOnce, mustKeep, mustKeepAccount, readIndex, secretOf } from './witness.ts'

/** With no session bus at all. */
async function absent(ground: Ground): Promise<Seen> {
  const desktop = await ground.desktopWith('none')
  const app = await ground.launch({ desktop })
  const saw = await retryBy(app, /in memory only/)
  await signIn(app.page, 'alice')
  await seeReason(app.page, 'Connected', /kept in memory until you quit/)
  await openTheirChannel(app.page)
  await say(app.page, 'Written without a keyring')
  await mustArriveOnce(ground.sandbox, 'Written without a keyring')
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
  const saw = await seeReason(app.page, 'Sign in again', /no longer holds this sign-in/, 20_000)
  await mustKeepAccount(app)
  assert.equal(await secretOf(app, 'alice'), null, 'the keyring gives nothing to anybody')
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

/** The daemon dies in mid-run, a token is renewed, the daemon comes back. */
async function dieInMidRun(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  const app = await ground.launch({ desktop, userData })
  await seeStatus(app.page, 'Connected')
  await keyring.kill()
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await seeReason(app.page, 'Connected', /kept in memory/, 15_000)
  await openTheirChannel(app.page)
  await say(app.page, 'Written with the keyring dead')
  await mustArriveOnce(sandbox, 'Written with the keyring dead')
  await mustKeepAccount(app)
  await keyring.start()
  const since = ground.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await seeReason(app.page, 'Connected', /kept in the system keyring/)
  const recoveredMs = since()
  await mustKeep(app)
  await app.quit()
  const next = await ground.launch({ desktop, userData })
  await seeStatus(next.page, 'Connected')
  return { saw, recoveredMs }
}

/** The daemon is dead when the app starts, and comes back. The bus may start one by itself meanwhile, which is locked. */
async function deadAtStart(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  await keyring.kill()
  const app = await ground.launch({ desktop, userData })
  await seeText(app.page, /Alice Moreau/)
  const saw = await retryBy(app, /No keyring is running|cannot be reached|locked/)
  await mustKeepAccount(app)
  await keyring.start()
  const since = ground.heal()
  await app.page.getByRole('button', { name: 'Retry' }).click()
  await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** A prompt to unlock it is on the screen and nobody answers: the call never comes back. */
async function prompt(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'unlocked')
  await keyring.lock()
  const app = await ground.launch({ desktop, userData })
  await seeText(app.page, /Alice Moreau/)
  // The window lives on meanwhile.
  await app.page.getByRole('button', { name: 'Account' }).click({ timeout: 2_000 })
  await app.page.keyboard.press('Escape')
  const saw = await retryBy(app, /does not answer|cannot be reached/)
  await mustKeepAccount(app)
  await keyring.unlock()
  const since = ground.heal()
  await app.page.getByRole('button', { name: 'Retry' }).click()
  await seeStatus(app.page, 'Connected', 20_000)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** The same prompt when a sign-in wants to store its secret. */
async function promptAtSignIn(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const desktop = await ground.desktopWith('unlocked')
  assert.ok(desktop.keyring)
  await desktop.keyring.lock()
  const app = await ground.launch({ desktop })
  await signIn(app.page, 'alice')
  const saw = await seeReason(app.page, 'Connected', /kept in memory/, 30_000)
  await openTheirChannel(app.page)
  await say(app.page, 'Written with a prompt on the screen')
  await mustArriveOnce(sandbox, 'Written with a prompt on the screen')
  await desktop.keyring.unlock()
  const since = ground.heal()
  await pause(100)
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await seeReason(app.page, 'Connected', /kept in the system keyring/, 20_000)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

const real = 'a real gnome-keyring'

const rows: Row[] = [
  {
    fault: 'there is no keyring',
    how: 'no session bus',
    run: absent,
  },
  {
    fault: 'the keyring’s file is corrupt',
    how: `${real}; random bytes in its file`,
    run: corrupt,
  },
  {
    fault: 'the keyring dies in mid-run and comes back',
    how: 'SIGKILL to a real gnome-keyring, then a new one',
    run: dieInMidRun,
  },
  {
    fault: 'the keyring is dead at the start and comes back',
    how: 'SIGKILL to a real gnome-keyring, then a new one; “Retry” is pressed',
    run: deadAtStart,
  },
  {
    fault: 'at the start the keyring shows a prompt that nobody answers',
    how: `${real}, locked, with its real prompt on the display`,
    run: prompt,
  },
  {
    fault: 'at a sign-in the keyring shows a prompt that nobody answers',
    how: `${real}, locked, with its real prompt on the display`,
    run: promptAtSignIn,
  },
]

export const keyringTrouble: Group = { name: 'Keychain, in trouble', rows }
