import * as v from 'valibot'
import { Failure, toFailure } from '../auth/errors.ts'
import type { VaultRecord } from '../auth/ports.ts'
import type { Keychain } from './client.ts'
import { isDefinite } from './failures.ts'

/** One account's credentials as keychain entries. Each call throws the Failure of the keychain call that failed. */
export interface Records {
  /** Null for no record, for one that cannot be read, and on Linux for a locked keychain. */
  read(name: string): Promise<VaultRecord | null>
  /** Writes and reads back. */
  write(name: string, record: VaultRecord): Promise<WriteResult>
  /**
   * `deleted` proves that the keychain was open before the last read. `notFound` proves nothing: a locked keychain answers
   * so too. @throws Failure also when an entry is still there after its deletion
   */
  remove(name: string): Promise<'deleted' | 'notFound'>
  /** True when no entry of the record answers a read, which a locked keychain does too. */
  isAbsent(name: string): Promise<boolean>
}

/** `refused`: nothing of the new record is in the keychain. `unsure`: a part or all of it may be. */
export type WriteResult =
  | { kind: 'written' }
  | { kind: 'refused'; failure: Failure }
  | { kind: 'unsure'; failure: Failure }

const credentials = { token: v.string(), refreshCredential: v.nullable(v.string()) }
const address = v.nullable(v.string())
/** Up to 0.1: the record does not say where it was issued for. */
const version1 = v.object({ version: v.literal(1), ...credentials })
const version2 = v.object({
  version: v.literal(2),
  ...credentials,
  issuedFor: v.object({ server: v.string(), tokenService: address, issuer: address }),
  // A version that does not know it ignores it, so it needs no version of its own.
  chatKey: v.exactOptional(v.string()),
})
const whole = v.variant('version', [version1, version2])
const edition = v.picklist(['a', 'b'])
/** The manifest of a split record has its own version, which has not changed. */
const manifest = v.object({ version: v.literal(1), edition, parts: v.number() })
type Edition = v.InferOutput<typeof edition>

const notReadBack = 'What was written could not be read back.'

/**
 * Keeps a record in one entry where it fits in `limitBytes` (Windows holds 2,560 bytes an entry), else in several. The
 * parts are written first, then the manifest that counts them and so commits them, then older parts are deleted: a
 * write that is cut short leaves the old record. Parts have names that follow from the entry's, in two editions by
 * turns, and never exist without those before them, so that leftovers are found and deleted later.
 */
export function createRecords(keychain: Keychain, limitBytes: number): Records {
  function partName(name: string, of: Edition, place: number): string {
    return `${name}#${of}${place}`
  }

  /** True when the keychain says that it deleted the entry. @throws Failure when the entry is still there */
  async function removeEntry(name: string): Promise<boolean> {
    const isDeleted = await keychain.delete(name)
    if ((await keychain.get(name)) === null) return isDeleted
    throw new Failure('keychainLocked', 'An entry is locked and was not deleted.')
  }

  async function removeParts(name: string, of: Edition): Promise<void> {
    let count = 0
    while ((await keychain.get(partName(name, of, count))) !== null) count += 1
    while (count > 0) await removeEntry(partName(name, of, (count -= 1)))
  }

  async function editionOf(name: string): Promise<Edition | null> {
    const current = v.safeParse(manifest, parse(await keychain.get(name)))
    return current.success ? current.output.edition : null
  }

  async function readText(name: string): Promise<string | null> {
    const entry = await keychain.get(name)
    const split = v.safeParse(manifest, parse(entry))
    if (!split.success) return entry
    let text = ''
    for (let place = 0; place < split.output.parts; place += 1) {
      const piece = await keychain.get(partName(name, split.output.edition, place))
      if (piece === null) return null
      text += piece
    }
    return text
  }

  async function setParts(
    set: Keychain['set'],
    name: string,
    next: Edition,
    pieces: string[],
  ): Promise<void> {
    try {
      for (const [place, piece] of pieces.entries()) await set(partName(name, next, place), piece)
      await set(name, JSON.stringify({ version: 1, edition: next, parts: pieces.length }))
    } catch (error) {
      // A call that timed out may have been carried out, the manifest too.
      if ((await editionOf(name)) !== next) await removeParts(name, next)
      throw error
    }
  }

  /** Writes the pieces; returns the editions whose parts are old now. */
  async function setAll(set: Keychain['set'], name: string, pieces: string[]): Promise<Edition[]> {
    const [first = ''] = pieces
    if (pieces.length <= 1) {
      await set(name, first)
      return ['a', 'b']
    }
    const next = (await editionOf(name)) === 'a' ? 'b' : 'a'
    await removeParts(name, next)
    await setParts(set, name, next, pieces)
    return [next === 'a' ? 'b' : 'a']
  }

  return {
    async read(name) {
      const record = v.safeParse(whole, parse(await readText(name)))
      if (!record.success) return null
      const { version: _, ...fields } = record.output
      return 'issuedFor' in fields ? fields : { ...fields, issuedFor: null }
    },

    async write(name, { token, refreshCredential, issuedFor, chatKey }) {
      const text = JSON.stringify(
        issuedFor === null
          ? { version: 1, token, refreshCredential }
          : { version: 2, token, refreshCredential, issuedFor, chatKey },
      )
      let isTouched = false
      const set: Keychain['set'] = async (entry, piece) => {
        try {
          await keychain.set(entry, piece)
          isTouched = true
        } catch (error) {
          isTouched ||= !isDefinite(toFailure(error))
          throw error
        }
        // Each before the next: a part without those before it would not be found again.
        if ((await keychain.get(entry)) !== piece) {
          throw new Failure('keychainUnavailable', notReadBack)
        }
      }
      let older: Edition[]
      try {
        older = await setAll(set, name, split(text, limitBytes))
      } catch (error) {
        return { kind: isTouched ? 'unsure' : 'refused', failure: toFailure(error) }
      }
      try {
        for (const of of older) await removeParts(name, of)
      } catch {
        // The new record is stored. The index names the account, so a later write or removal finds the parts.
      }
      return { kind: 'written' }
    },

    async remove(name) {
      await removeParts(name, 'a')
      await removeParts(name, 'b')
      if ((await keychain.get(name)) === null) return 'notFound'
      if (!(await removeEntry(name))) return 'notFound'
      // Only now is the keychain known to be open. A locked one may have hidden the parts before.
      await removeParts(name, 'a')
      await removeParts(name, 'b')
      return 'deleted'
    },

    async isAbsent(name) {
      for (const entry of [name, partName(name, 'a', 0), partName(name, 'b', 0)]) {
        if ((await keychain.get(entry)) !== null) return false
      }
      return true
    },
  }
}

/** Cuts a text into pieces of at most `limitBytes` bytes of UTF-8, between characters. */
function split(text: string, limitBytes: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let bytes = 0
  for (const character of text) {
    const size = Buffer.byteLength(character)
    if (bytes + size > limitBytes) {
      pieces.push(piece)
      piece = ''
      bytes = 0
    }
    piece += character
    bytes += size
  }
  return [...pieces, piece]
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
