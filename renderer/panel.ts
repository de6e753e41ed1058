import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { View } from '../preload/contract.ts'

/** The developer tools beside the screen. Their code is read when they are opened for the first time. */
export type Panel =
  | { state: 'closed' }
  | { state: 'opening' }
  | { state: 'open'; Tools: ComponentType<{ view: View }> }

export const panel = signal<Panel>({ state: 'closed' })

/** Opens the tools, or closes them. */
export async function togglePanel(): Promise<void> {
  if (panel.value.state !== 'closed') {
    panel.value = { state: 'closed' }
    return
  }
  const opening: Panel = { state: 'opening' }
  panel.value = opening
  const { Tools } = await import('./developer/tools.tsx')
  if (panel.value === opening) panel.value = { state: 'open', Tools }
}
