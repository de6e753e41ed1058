import { answerQuestions } from '../../support/app/questions.ts'
import type { FaultHarness } from './faultHarness.ts'
import { keptOn, loseInMidRun, startWithout } from './keyringFaults.ts'
import {
  waitForReason,
  waitForSignIn,
  waitForStatus,
  waitForText,
  signInAgain,
  signOut,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { assertSaved, assertAccountSaved, waitUntilErased } from './assertions.ts'

async function startUnlocked(harness: FaultHarness): Promise<Seen> {
  const { desktop, userData } = await keptOn(harness, 'mute')
  const app = await harness.launch({ desktop, userData })
  const saw = await waitForReason(app.page, 'Connected', /saved in the system keyring/)
  await assertSaved(app)
  return { saw, recoveredMs: null }
}

/** The screen is unlocked, and the keyring with it: the app goes on by itself. */
async function unlockScreen(harness: FaultHarness): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(harness, 'mute')
  await keyring.lock()
  const app = await harness.launch({ desktop, userData })
  const saw = await waitForText(app.page, /locked/)
  await keyring.unlock()
  const since = harness.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await waitForStatus(app.page, 'Connected')
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

/** Nobody unlocks it: one can sign in all the same, for this run. */
async function goOnLocked(harness: FaultHarness): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(harness, 'mute')
  await keyring.lock()
  const first = await harness.launch({ desktop, userData })
  await waitForText(first.page, /locked/)
  await signInAgain(first.page)
  const saw = await waitForReason(first.page, 'Connected', /in memory until you quit/)
  await assertAccountSaved(first)
  // The keyring still has the older sign-in, so quitting asks.
  await answerQuestions(first.electron, 'Quit anyway')
  await first.quit()
  await keyring.unlock()
  const since = harness.heal()
  const app = await harness.launch({ desktop, userData })
  await waitForStatus(app.page, 'Connected')
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

/** Signing out while it is locked: the secret goes as soon as that can be. */
async function signOutLocked(harness: FaultHarness): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(harness, 'mute')
  const first = await harness.launch({ desktop, userData })
  await waitForStatus(first.page, 'Connected')
  await keyring.lock()
  await signOut(first.page)
  await first.quit()
  await keyring.unlock()
  const since = harness.heal()
  const app = await harness.launch({ desktop, userData })
  await waitForSignIn(app.page)
  await waitUntilErased(app, 'alice')
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
    run: (harness) => startWithout(harness, 'mute', 'lock', /locked/),
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
    run: (harness) => loseInMidRun(harness, 'lock'),
  },
  {
    fault: 'the person signs out while the keyring is locked',
    how: `${real}, locked over D-Bus`,
    run: signOutLocked,
  },
]

export const keyrings: Group = { name: 'Keychain, locked and unlocked', rows }
