import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { MainLog } from '../logging/log.ts'
import { asideName, deleteOldQuarantined, removeLeftovers } from './quarantine.ts'
import { readContent, serialize, type Content, type Recover, type Values } from './schema.ts'
import type { Store } from './settings.ts'
import { settingsNotice, type SettingsProblem, type Unwritable } from './notices.ts'
import type { Texts } from '../text/en.ts'

/** The part of electron-store that is used: writes one JSON file atomically. */
export interface AtomicFile {
  store: Values
}

export interface SettingsFileOptions {
  folder: string
  /** Opens `settings.json` of the folder for writing, mode 0600, with `serialize` as its format. */
  openFile(): AtomicFile
  recover: Recover
  log: MainLog
  now(): number
  /** The notices changed. */
  changed(): void
}

/** The settings, in memory and on disk. */
export interface SettingsFile {
  readonly store: Store
  /** Problems with the settings, in sentences for the person. */
  notices(texts: Texts): string[]
}

/**
 * Opens `settings.json` of a folder. `settings.last.json` beside it is what was committed last, for the day that the first
 * is broken: a full disk can do that (see `write`), and so can a power cut, another program or a hand.
 *
 * A broken file is set aside, never deleted. A file of a newer version is read as far as it is understood and never
 * written. Where nothing can be written, the values live in memory. Nothing of this throws.
 */
export function openSettingsFile(options: SettingsFileOptions): SettingsFile {
  const { folder, log, recover } = options
  const path = join(folder, 'settings.json')
  const lastPath = join(folder, 'settings.last.json')
  const draftPath = join(folder, 'settings.last.json.draft')
  const found: SettingsProblem[] = []
  let unwritable: Unwritable | null = null
  let mayWrite = true
  let file: AtomicFile | null = null
  const values = open()

  function open(): Values {
    attempt(() => mkdirSync(folder, { recursive: true, mode: 0o700 }))
    const content = readContent(path, recover)
    const last = readContent(lastPath, recover)
    if (content.kind === 'newer') {
      noteNewer()
      return content.values
    }
    attempt(() => removeLeftovers(folder))
    if (content.kind === 'valid') {
      // Versions before 0.2 left the mode to the system.
      attempt(() => chmodSync(path, 0o600))
      // The app ended between the two writes.
      if (last.kind !== 'valid' || last.text !== content.text) attempt(() => copy(content))
      return content.values
    }
    if (content.kind === 'none' && last.kind === 'none') return {}
    return restore(content, last)
  }

  function restore(content: Content, last: Content): Values {
    const aside = content.kind === 'none' ? null : quarantine()
    if (last.kind === 'valid' || last.kind === 'newer') {
      note({ kind: 'restored', aside })
      // A copy that a newer version wrote is not ours to replace either.
      if (last.kind === 'newer') noteNewer()
      commit(last.values)
      return last.values
    }
    const left = [content, last].find((remains) => remains.kind === 'damaged')
    note({ kind: left ? 'recovered' : 'lost', aside })
    if (left) commit(left.values)
    return left?.values ?? {}
  }

  function quarantine(): string | null {
    const name = asideName(options.now())
    try {
      renameSync(path, join(folder, name))
    } catch (error) {
      // It may be the only copy, and a write would replace it.
      mayWrite = false
      blame(error)
      return null
    }
    attempt(() => deleteOldQuarantined(folder))
    return name
  }

  function noteNewer(): void {
    mayWrite = false
    note({ kind: 'newer' })
  }

  function note(problem: SettingsProblem): void {
    found.push(problem)
    log.warn('settings.trouble', { ...problem })
  }

  function blame(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (unwritable?.code === code) return
    unwritable = { kind: 'unwritable', folder, code }
    log.warn('settings.unwritable', { code })
  }

  /** Writes the values. Returns false, and keeps the reason, when that failed. */
  function commit(next: Values): boolean {
    if (!mayWrite) return false
    const before = unwritable
    try {
      write(next)
      unwritable = null
      if (before) log.info('settings.writable')
    } catch (error) {
      blame(error)
    }
    if (before !== unwritable) options.changed()
    return unwritable === null
  }

  /**
   * The draft of the copy goes first. Where nothing can be written it fails at once; electron-store would try for a
   * second, and the app stand still. And where the disk is all but full, electron-store 11 puts a part of the file in
   * place and reports success (atomically 2.1.1 does not look at what `write` returns), so the file is read again, and
   * replaced by the draft if it is not what was meant.
   */
  function write(next: Values): void {
    const text = serialize(next)
    try {
      writeFileSync(draftPath, text, { mode: 0o600 })
      file ??= options.openFile()
      file.store = JSON.parse(text) as Values
      const isThere = readFileSync(path, 'utf8') === text
      renameSync(draftPath, isThere ? lastPath : path)
    } catch (error) {
      attempt(() => rmSync(draftPath, { force: true }))
      throw error
    }
  }

  function copy({ text }: { text: string }): void {
    writeFileSync(draftPath, text, { mode: 0o600 })
    renameSync(draftPath, lastPath)
  }

  function change(key: string, value: unknown): void {
    // A start and a renewal set values that are unchanged: no write needed.
    if (mayWrite && unwritable === null && isDeepStrictEqual(values[key], value)) return
    if (value === undefined) delete values[key]
    else values[key] = structuredClone(value)
    if (!commit(values)) throw new Error('The settings cannot be written.')
  }

  return {
    store: {
      get: (key) => structuredClone(values[key]),
      set: change,
      delete: (key) => change(key, undefined),
    },
    notices: (texts) =>
      [...found, ...(unwritable ? [unwritable] : [])].map((problem) =>
        settingsNotice(texts, problem),
      ),
  }
}

/** Runs an optional step and ignores its error. */
function attempt(act: () => void): void {
  try {
    act()
  } catch {
    return
  }
}
