import * as v from 'valibot'
import type * as contract from '../../preload/contract.ts'
import { levels } from '../logging/log.ts'

/** The preferences of the settings file. The system keeps the start at login, and developer mode has a place of its own. */
export type SavedPreferences = Omit<contract.Preferences, 'launchAtLogin' | 'developerMode'>

/** The values and the default of each saved preference. The tray is off, notifications of a chat are on until changed. */
export const preferenceFields = {
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  language: v.optional(v.picklist(['system', 'en', 'de']), 'system'),
  keepWindow: v.optional(v.boolean(), true),
  tray: v.optional(v.boolean(), false),
  closeToTray: v.optional(v.boolean(), false),
  startHidden: v.optional(v.boolean(), false),
  saveChats: v.optional(v.boolean(), true),
  notifySignIn: v.optional(v.boolean(), true),
  notifyMessages: v.optional(v.boolean(), true),
  logLevel: v.optional(v.picklist(levels), 'info'),
} satisfies { [Name in keyof SavedPreferences]: v.GenericSchema<unknown, SavedPreferences[Name]> }

const lenientFields = lenient(preferenceFields)
const defaults: SavedPreferences = v.getDefaults(v.object(preferenceFields))

/** The preferences as they are in the file. */
export const savedPreferences = v.fallback(v.object(lenientFields), defaults)

/** The same with the fields of a later version, which a change must not remove. */
export const preferencesToKeep = v.fallback(v.looseObject(lenientFields), defaults)

/** Schemas that read a missing or wrong value as its default, whatever the others are. */
function lenient<Fields extends Record<string, v.GenericSchema>>(fields: Fields): Fields {
  const read = Object.entries(fields).map(([name, field]) => [
    name,
    v.fallback(field, v.getDefault(field)),
  ])
  return Object.fromEntries(read) as Fields
}

/** Where they are kept. */
export interface PreferenceStore {
  preferences(): SavedPreferences
  /** Changes those that are named. */
  setPreferences(patch: contract.PreferencesPatch): void
}
