import assert from 'node:assert/strict'
import type { Desktop, KeyringKind } from '../desktop.ts'
import type { Keyring } from '../keyring.ts'
import type { Ground, Running } from './ground.ts'
import { seeStatus, seeText, signIn } from './person.ts'
import { mustKeep } from './witness.ts'

/** A desktop with a keyring of its own, and a profile on it in which Alice is signed in. */
export async function keptOn(
  ground: Ground,
  kind: KeyringKind,
): Promise<{ desktop: Desktop; keyring: Keyring; userData: string }> {
  ground.sandbox.faults.act({ action: 'reset' })
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

/** What is wrong with the keyring is said with the remedy, and there is a button to try again. */
export async function retryBy(app: Running, words: RegExp): Promise<string> {
  const saw = await seeText(app.page, words, 12_000)
  await seeText(app.page, /Unlock the login keyring|Answer the unlock prompt|Install and start/)
  await app.page.getByRole('button', { name: 'Retry' }).waitFor({ timeout: 3_000 })
  return saw
}
