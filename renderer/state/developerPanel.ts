import { signal, type ReadonlySignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { View } from '../../preload/contract.ts'

/** The developer tools panel. Its code loads when it first opens. */
export type Panel =
  | { state: 'closed' }
  | { state: 'opening' }
  | { state: 'open'; Tools: ComponentType<{ view: View }> }

export interface DeveloperPanel {
  readonly panel: ReadonlySignal<Panel>
  /** Opens or closes the tools. */
  toggle(): Promise<void>
}

export type LoadTools = () => Promise<{ Tools: ComponentType<{ view: View }> }>

export function createDeveloperPanel(load: LoadTools): DeveloperPanel {
  const panel = signal<Panel>({ state: 'closed' })
  return {
    panel,
    async toggle() {
      if (panel.peek().state !== 'closed') {
        panel.value = { state: 'closed' }
        return
      }
      const opening: Panel = { state: 'opening' }
      panel.value = opening
      const { Tools } = await load()
      if (panel.peek() === opening) panel.value = { state: 'open', Tools }
    },
  }
}
