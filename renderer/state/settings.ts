import { signal, type ReadonlySignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { PreferencesPatch, View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { createForm, type Form, type Submitter } from './form.ts'

/** The settings screen. Its code loads when it first opens. */
export type SettingsScreen =
  | { state: 'closed' }
  | { state: 'opening' }
  | { state: 'open'; Settings: ComponentType<{ view: View }> }

/** A section that other screens lead to. */
export type SettingsSection = 'workspaces'

export interface Settings {
  readonly screen: ReadonlySignal<SettingsScreen>
  /** Shows the error of a preference that could not be changed. */
  readonly change: Form<never>
  /** Opens the settings at their start, or at a section. */
  open(at?: SettingsSection): Promise<void>
  /** The section that they were opened at; null: their start. */
  readonly section: ReadonlySignal<SettingsSection | null>
  /** Returns to the previous screen. */
  close(): void
  /** Changes preferences. The next view contains the result. */
  changePreferences(patch: PreferencesPatch): Promise<boolean>
}

export type LoadSettings = () => Promise<{ Settings: ComponentType<{ view: View }> }>

export interface SettingsOptions {
  api: Pick<Api, 'changePreferences'>
  submitter: Submitter
  load: LoadSettings
  /** Called when the settings open. */
  opened(): void
}

export function createSettings({ api, submitter, load, opened }: SettingsOptions): Settings {
  const screen = signal<SettingsScreen>({ state: 'closed' })
  const change = createForm({})
  const section = signal<SettingsSection | null>(null)
  return {
    screen,
    section,
    change,
    async open(at) {
      if (screen.peek().state !== 'closed') return
      section.value = at ?? null
      const opening: SettingsScreen = { state: 'opening' }
      screen.value = opening
      const { Settings } = await load()
      if (screen.peek() !== opening) return
      opened()
      change.progress.value = { state: 'idle' }
      screen.value = { state: 'open', Settings }
    },
    close() {
      screen.value = { state: 'closed' }
    },
    changePreferences: (patch) => submitter.submit(change, [], () => api.changePreferences(patch)),
  }
}
