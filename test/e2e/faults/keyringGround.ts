import assert from 'node:assert/strict'
import type { Desktop, KeyringKind } from '../../support/app/desktop.ts'
import type { Keyring } from '../../support/app/keyring.ts'
import type { Ground, Running } from './ground.ts'
import { openTheirChannel, say, seeReason, seeStatus, seeText, signIn } from './person.ts'
import type { Seen } from './row.ts'
import { until } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustKeep, mustKeepAccount, secretOf } from './witness.ts'

/** A fault of a keyring and its repair. */
const undoneBy = { lock: 'unlock', kill: 'start' } as const
type Harm = keyof typeof undoneBy

/** A desktop with a keyring of its own, and a profile on it in which Alice is signed in. */
export async function keptOn(
  ground: Ground,
  kind: KeyringKind,
): Promise<{ desktop: Desktop; keyring: Keyring; userData: string }> {
  ground.heal()
  const desktop = await ground.desktopWith(kind)
  const { keyring } = desktop
  assert.ok(keyring, 'only Linux has a keyring that a test may lock')
  const app = await ground.launch({ desktop })
  await signIn(app.page, 'alice')
  await seeStatus(app.page, 'Connected')
  await mustKeep(app)
  await app.quit()
  return { desktop, keyring, userData: app.userData }
}

/** The window names the keyring's problem and the remedy, with a button to try again. */
export async function retryBy(app: Running, words: RegExp): Promise<string> {
  const saw = await seeText(app.page, words, 12_000)
  await seeText(
    app.page,
    /Unlock the login keyring|Answer|Install and start|from a desktop session/,
  )
  await app.page.getByRole('button', { name: 'Retry' }).waitFor({ timeout: 3_000 })
  return saw
}

/** The keyring gives nothing when the app starts; who is signed in is known all the same. “Retry” is pressed once it does. */
export async function startWithout(
  ground: Ground,
  kind: KeyringKind,
  harm: Harm,
  words: RegExp,
): Promise<Seen> {
  const { desktop, keyring, userData } = await keptOn(ground, kind)
  await keyring[harm]()
  const app = await ground.launch({ desktop, userData })
  await seeText(app.page, /Alice Moreau/)
  // The window lives on, also with a call to the keyring that does not come back.
  await app.page.getByRole('button', { name: 'Account' }).click({ timeout: 2_000 })
  await app.page.keyboard.press('Escape')
  const saw = await retryBy(app, words)
  await mustKeepAccount(app)
  await keyring[undoneBy[harm]]()
  const since = ground.heal()
  await app.page.getByRole('button', { name: 'Retry' }).click()
  await seeStatus(app.page, 'Connected', 20_000)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

/** The keyring goes in mid-run. What is renewed stays in memory, and goes to the keyring when that is back. */
export async function loseInMidRun(ground: Ground, harm: Harm): Promise<Seen> {
  const { sandbox } = ground
  const { desktop, keyring, userData } = await keptOn(ground, 'mute')
  const app = await ground.launch({ desktop, userData })
  await seeStatus(app.page, 'Connected')
  const before = await secretOf(app, 'alice')
  await keyring[harm]()
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await seeReason(app.page, 'Connected', /in memory until you quit/, 15_000)
  await openTheirChannel(app.page)
  const text = `Written after the keyring met “${harm}”`
  await say(app.page, text)
  await mustArriveOnce(sandbox, text)
  await mustKeepAccount(app)
  await keyring[undoneBy[harm]]()
  const since = ground.heal()
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'))
  await seeReason(app.page, 'Connected', /saved in the system keyring/)
  const recoveredMs = since()
  await until('the new secret is kept', async () => {
    const now = await secretOf(app, 'alice')
    return now !== null && now !== before ? true : null
  })
  await mustKeep(app)
  await app.quit()
  const next = await ground.launch({ desktop, userData })
  await seeStatus(next.page, 'Connected')
  return { saw, recoveredMs }
}
