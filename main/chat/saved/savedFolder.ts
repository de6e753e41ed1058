import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBoundedBytes } from '../../platform/boundedFile.ts'

/** More than the largest file that is written. */
const mostBytes = 8_000_000
const draftEnding = '.draft'

/** The files of a folder, one an account. Every call is finished when it returns. */
export interface SavedFolder {
  /** Null when there is no file, or something that is no file of ours. Never throws. */
  read(accountKey: string): Buffer | null
  /** Replaces the file as a whole. @throws the error of `node:fs`; the former file is untouched then */
  write(accountKey: string, content: Buffer): void
  /** Never throws. The next start tries again. */
  remove(accountKey: string): void
  /** Deletes every other file, drafts of writes that were cut short too. Never throws. */
  keepOnly(accountKeys: readonly string[]): void
}

/** The name does not tell the user: the profile's folder may be listed in backups and file indexes. */
function fileName(accountKey: string): string {
  return createHash('sha256').update(`saved chat of ${accountKey}`).digest('hex').slice(0, 32)
}

export function createSavedFolder(folder: string): SavedFolder {
  const pathOf = (accountKey: string) => join(folder, fileName(accountKey))

  function deleteFile(path: string): void {
    try {
      rmSync(path, { force: true, recursive: true })
    } catch {
      return
    }
  }

  return {
    read(accountKey) {
      try {
        return readBoundedBytes(pathOf(accountKey), mostBytes)
      } catch {
        return null
      }
    },
    write(accountKey, content) {
      const path = pathOf(accountKey)
      const draft = path + draftEnding
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      try {
        writeFileSync(draft, content, { mode: 0o600 })
        renameSync(draft, path)
      } catch (error) {
        deleteFile(draft)
        throw error
      }
    },
    remove(accountKey) {
      const path = pathOf(accountKey)
      deleteFile(path)
      deleteFile(path + draftEnding)
    },
    keepOnly(accountKeys) {
      const kept = new Set(accountKeys.map(fileName))
      try {
        for (const name of readdirSync(folder)) if (!kept.has(name)) deleteFile(join(folder, name))
      } catch {
        return
      }
    },
  }
}
