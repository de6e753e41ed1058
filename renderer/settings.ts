import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { PreferencesPatch, View } from '../preload/contract.ts'
import { border } from './border.ts'
import { createForm, submit } from './form.ts'
import { dialog } from './workspaces.ts'

/** The settings in the place of the screen. Their code is read when they are opened for the first time. */
export type Settings =
  | { state: 'closed' }
  | { state: 'opening' }
  | { state: 'open'; Settings: ComponentType<{ view: View }> }

export const settings = signal<Settings>({ state: 'closed' })

/** Where it is said when a preference could not be changed. */
export const change = createForm({})

/** Opens the settings. */
export async function openSettings(): Promise<void> {
  if (settings.value.state !== 'closed') return
  const opening: Settings = { state: 'opening' }
  settings.value = opening
  const { Settings } = await import('./settings/settings.tsx')
  if (settings.value !== opening) return
  dialog.value = 'closed'
  change.progress.value = { state: 'resting' }
  settings.value = { state: 'open', Settings }
}

/** Goes back to the screen that was there before. */
export function closeSettings(): void {
  settings.value = { state: 'closed' }
}

/** Changes preferences; what is in force comes back with the next view. */
export function prefer(patch: PreferencesPatch): Promise<boolean> {
  return submit(change, [], () => border.changePreferences(patch))
}
