import { readBoundedFile } from '../platform/boundedFile.ts'
import { migrateAccounts } from './formerAccounts.ts'

export type Values = Record<string, unknown>

/**
 * The migrations of the file, from each older version to the next; the place in the list is the version it
 * starts from. Entries are only ever added. A change that an older version would read as it was meant needs none.
 */
const migrations: readonly ((values: Values) => Values)[] = [
  // The first files had no number, and the shape of version 1.
  (values) => values,
  // A workspace is its whole address (docs/decisions/021), and fields of an account have other names.
  migrateAccounts,
]

/** The version this app writes. */
export const version = migrations.length

/** Far more than a settings file with many accounts and workspaces needs, which is about 100 kB. */
const mostBytes = 10_000_000

/** The content of a settings file. */
export type Content =
  | { kind: 'none' }
  | { kind: 'valid'; values: Values; text: string }
  /** An important value is missing or invalid; `values` holds the rest. */
  | { kind: 'damaged'; values: Values }
  /** Written by a later version; `values` holds what this version can read. */
  | { kind: 'newer'; values: Values }
  /** Unreadable, or not settings. */
  | { kind: 'broken' }

/** Returns the valid part of damaged values; null when they are not damaged. */
export type Recover = (values: Values) => Values | null

/** Reads a settings file and brings it to this version. Never throws. */
export function readContent(path: string, recover: Recover): Content {
  let text
  try {
    text = readBoundedFile(path, mostBytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'none' : 'broken' }
  }
  const parsed = parse(text)
  if (!parsed) return { kind: 'broken' }
  const { version: from = 0, ...written } = parsed
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0) return { kind: 'broken' }
  if (from > version) return { kind: 'newer', values: recover(written) ?? written }
  const values = migrations.slice(from).reduce((older, migrate) => migrate(older), written)
  const left = recover(values)
  return left ? { kind: 'damaged', values: left } : { kind: 'valid', values, text }
}

/** The text of a settings file, as electron-store writes it too. */
export function serialize(values: Values): string {
  return JSON.stringify({ version, ...values }, undefined, '\t')
}

function parse(text: string): Values | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !isDeep(value, deepest) ? (value as Values) : null
  } catch {
    return null
  }
}

/** JSON.parse reads a nesting that JSON.stringify and structuredClone cannot follow: nothing could be saved any more. */
const deepest = 100

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return left === 0 || Object.values(value).some((inner) => isDeep(inner, left - 1))
}
