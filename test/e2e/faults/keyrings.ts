import { answerQuestions } from '../../support/app/questions.ts'
import type { Ground } from './ground.ts'
import { keptOn, loseInMidRun, startWithout } from './keyringGround.ts'
import { seeReason, seeSignIn, seeStatus, seeText, signInAgain, signOut } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { mustKeep, mustKeepAccount, untilWiped } from './witness.ts'

async function startUnlocked(ground: Ground): Promise<Seen> {
  const { desktop, userData } = await keptOn(ground, 'mute')
  const app = await ground.launch({ desktop, userData })
  const saw = await seeReason(app.page, 'Connected', /saved in the system keyring/)
  await mustKeep(app)
  return { saw, recoveredMs: null }
}

/** The screen is unlocked, and the keyring with it: the app goes on by itself. */
async function unlockScreen(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  await keyring.lock()
  const app = await ground.launch({ desktop, userData })
  const saw = await seeText(app.page, /locked/)
  await keyring.unlock()
  const since = ground.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** Nobody unlocks it: one can sign in all the same, for this run. */
async function goOnLocked(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  await keyring.lock()
  const first = await ground.launch({ desktop, userData })
  await seeText(first.page, /locked/)
  await signInAgain(first.page)
  const saw = await seeReason(first.page, 'Connected', /in memory until you quit/)
  await mustKeepAccount(first)
  // The keyring still has the older sign-in, so quitting asks.
  await answerQuestions(first.electron, 'Quit anyway')
  await first.quit()
  await keyring.unlock()
  const since = ground.heal()
  const app = await ground.launch({ desktop, userData })
  await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** Signing out while it is locked: the secret goes as soon as that can be. */
async function signOutLocked(ground: Ground): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  const first = await ground.launch({ desktop, userData })
  await seeStatus(first.page, 'Connected')
  await keyring.lock()
  await signOut(first.page)
  await first.quit()
  await keyring.unlock()
  const since = ground.heal()
  const app = await ground.launch({ desktop, userData })
  await seeSignIn(app.page)
  await untilWiped(app, 'alice')
  return { saw: 'the sign-in screen, now and at the next start', recoveredMs: since() }
}

const real = 'a real gnome-keyring'

const rows: Row[] = [
  {
    fault: 'the keyring is unlocked (what the others are measured against)',
    how: real,
    run: startUnlocked,
  },
  {
    fault: 'the keyring is locked at the start and unlocked later',
    how: `${real}, locked over D-Bus, unlocked as PAM does; “Retry” is pressed`,
    run: (ground) => startWithout(ground, 'mute', 'lock', /locked/),
  },
  {
    fault: 'the keyring is locked at the start and unlocked with the screen',
    how: `${real}; powerMonitor emits unlock-screen, for there is no lock screen here`,
    run: unlockScreen,
  },
  {
    fault: 'the keyring is locked and the person goes on without it',
    how: `${real}, locked over D-Bus; unlocked before the next start`,
    run: goOnLocked,
  },
  {
    fault: 'the keyring is locked in mid-run',
    how: `${real}, locked before a renewal; powerMonitor emits unlock-screen when it is unlocked`,
    run: (ground) => loseInMidRun(ground, 'lock'),
  },
  {
    fault: 'the person signs out while the keyring is locked',
    how: `${real}, locked over D-Bus`,
    run: signOutLocked,
  },
]

export const keyrings: Group = { name: 'Keychain, locked and unlocked', rows }
