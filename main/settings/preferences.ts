import * as v from 'valibot'
import type * as contract from '../../preload/contract.ts'
import { levels } from '../logging/log.ts'

export const themes = ['system', 'light', 'dark'] as const

/** Nothing that nobody asked for: no tray, no start at login. Notifications are what a chat is expected to have. */
const defaults = {
  theme: 'system',
  keepWindow: true,
  tray: false,
  closeToTray: false,
  saveChats: true,
  notifySignIn: true,
  notifyMessages: true,
  logLevel: 'info',
} as const

const flag = (usual: boolean) => v.fallback(v.boolean(), usual)

/**
 * The preferences as they are written down. Each that is missing or wrong counts as its default, whatever the others are;
 * what a later version added stays where it is.
 */
export const savedPreferences = v.fallback(
  v.looseObject({
    theme: v.fallback(v.picklist(themes), defaults.theme),
    keepWindow: flag(defaults.keepWindow),
    tray: flag(defaults.tray),
    closeToTray: flag(defaults.closeToTray),
    saveChats: flag(defaults.saveChats),
    notifySignIn: flag(defaults.notifySignIn),
    notifyMessages: flag(defaults.notifyMessages),
    logLevel: v.fallback(v.picklist(levels), defaults.logLevel),
  }),
  defaults,
)

/** The preferences that are ours to keep. The system keeps the start at login, and developer mode has a place of its own. */
export type SavedPreferences = Omit<contract.Preferences, 'launchAtLogin' | 'developerMode'>

/** Where they are kept. */
export interface PreferenceStore {
  preferences(): SavedPreferences
  /** Changes those that are named. */
  setPreferences(patch: contract.PreferencesPatch): void
}
