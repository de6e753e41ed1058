import { join } from 'node:path'
import { readBoundedFile } from '../platform/boundedFile.ts'
import type { Preferences } from '../../preload/contract.ts'
import type { WindowPlace } from './settings.ts'

/** The settings that the window needs before it is opened. */
export interface FirstWindow {
  theme: Preferences['theme']
  language: Preferences['language']
  /** Whether a start at login opens no window. */
  startHidden: boolean
  /** Where it was; null for the usual place and size. */
  place: WindowPlace | null
}

/**
 * Reads them without the rest of the settings, which costs as much time as the window itself. A value that is missing or
 * wrong counts as its default, as there; a file that is no JSON is passed over for the copy beside it. Never throws.
 */
export function readFirstWindow(folder: string): FirstWindow {
  const values = readObject(join(folder, 'settings.json')) ??
    readObject(join(folder, 'settings.last.json')) ?? { preferences: null, window: null }
  // The file is as an older version may have left it, before its migration.
  const preferences: Partial<Record<keyof Preferences, unknown>> = asObject(values['preferences'])
  const { theme, language, keepWindow, tray, startHidden } = preferences
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    language: language === 'en' || language === 'de' ? language : 'system',
    startHidden: tray === true && startHidden === true,
    place: keepWindow === false ? null : readPlace(values['window']),
  }
}

function readPlace(value: unknown): WindowPlace | null {
  const { x, y, width, height, isMaximized } = asObject(value)
  if (typeof x !== 'number' || typeof y !== 'number') return null
  if (typeof width !== 'number' || typeof height !== 'number') return null
  return typeof isMaximized === 'boolean' ? { x, y, width, height, isMaximized } : null
}

/** As in main/settings/schema.ts. */
const mostBytes = 10_000_000

function readObject(path: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(readBoundedFile(path, mostBytes))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
