import assert from 'node:assert/strict'
import type { Desktop, KeyringKind } from '../../support/app/desktop.ts'
import type { Keyring } from '../../support/app/keyring.ts'
import type { FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import {
  openChannel,
  sendMessage,
  waitForReason,
  waitForStatus,
  waitForText,
  signIn,
} from '../../support/app/page.ts'
import type { Seen } from './row.ts'
import { until } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertSaved, assertAccountSaved, secretOf } from './assertions.ts'

/** A fault of a keyring and its repair. */
const undoneBy = { lock: 'unlock', kill: 'start' } as const
type Harm = keyof typeof undoneBy

/** A desktop with a keyring of its own, and a profile on it in which Alice is signed in. */
export async function keptOn(
  harness: FaultHarness,
  kind: KeyringKind,
): Promise<{ desktop: Desktop; keyring: Keyring; userData: string }> {
  harness.heal()
  const desktop = await harness.desktopWith(kind)
  const { keyring } = desktop
  assert.ok(keyring, 'only Linux has a keyring that a test may lock')
  const app = await harness.launch({ desktop })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await assertSaved(app)
  await app.quit()
  return { desktop, keyring, userData: app.userData }
}

/** The window names the keyring's problem and the remedy, with a button to try again. */
export async function retryBy(app: LaunchedApp, words: RegExp): Promise<string> {
  const saw = await waitForText(app.page, words, 12_000)
  await waitForText(
    app.page,
    /Unlock the login keyring|Answer|Install and start|from a desktop session/,
  )
  await app.page.getByRole('button', { name: 'Retry' }).waitFor({ timeout: 3_000 })
  return saw
}

/** The keyring gives nothing when the app starts; who is signed in is known all the same. “Retry” is pressed once it does. */
export async function startWithout(
  harness: FaultHarness,
  kind: KeyringKind,
  harm: Harm,
  words: RegExp,
): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(harness, kind)
  await keyring[harm]()
  const app = await harness.launch({ desktop, userData })
  await waitForText(app.page, /Alice Moreau/)
  // The window lives on, also with a call to the keyring that does not come back.
  await app.page.getByRole('button', { name: 'Account' }).click({ timeout: 2_000 })
  await app.page.keyboard.press('Escape')
  const saw = await retryBy(app, words)
  await assertAccountSaved(app)
  await keyring[undoneBy[harm]]()
  const since = harness.heal()
  await app.page.getByRole('button', { name: 'Retry' }).click()
  await waitForStatus(app.page, 'Connected', 20_000)
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

/** The keyring goes in mid-run. What is renewed stays in memory, and goes to the keyring when that is back. */
export async function loseInMidRun(harness: FaultHarness, harm: Harm): Promise<Seen> {
  const { sandbox } = harness
  const { desktop, keyring, userData } = await keptOn(harness, 'mute')
  const app = await harness.launch({ desktop, userData })
  await waitForStatus(app.page, 'Connected')
  const before = await secretOf(app, 'alice')
  await keyring[harm]()
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await waitForReason(app.page, 'Connected', /in memory until you quit/, 15_000)
  await openChannel(app.page)
  const text = `Written after the keyring met “${harm}”`
  await sendMessage(app.page, text)
  await assertArrivedOnce(sandbox, text)
  await assertAccountSaved(app)
  await keyring[undoneBy[harm]]()
  const since = harness.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await waitForReason(app.page, 'Connected', /saved in the system keyring/)
  const recoveredMs = since()
  await until('the new secret is kept', async () => {
    const now = await secretOf(app, 'alice')
    return now !== null && now !== before ? true : null
  })
  await assertSaved(app)
  await app.quit()
  const next = await harness.launch({ desktop, userData })
  await waitForStatus(next.page, 'Connected')
  return { saw, recoveredMs }
}
