import * as v from 'valibot'
import type { Secrets } from '../auth/ports.ts'
import type { Keychain } from './client.ts'

/** One account's secrets as keychain entries. */
export interface Records {
  read(key: string): Promise<Secrets | null>
  write(key: string, secrets: Secrets): Promise<void>
  remove(key: string): Promise<void>
}

const whole = v.object({
  version: v.literal(1),
  token: v.string(),
  refreshCredential: v.nullable(v.string()),
})
const edition = v.picklist(['a', 'b'])
const manifest = v.object({ version: v.literal(1), edition, parts: v.number() })
type Edition = v.InferOutput<typeof edition>

/**
 * Keeps a record in one entry where it fits in `limitBytes` (Windows holds 2,560 bytes an entry), else in several. The
 * parts are written first, then the manifest that counts them and so commits them, then older parts are deleted: a
 * write cut short leaves the record as it was. Parts have names that can be told from the key, in two editions by
 * turns, and there is never one without those before it: so what any cut leaves behind is found and deleted later.
 */
export function createRecords(keychain: Keychain, limitBytes: number): Records {
  function partName(key: string, of: Edition, place: number): string {
    return `${key}#${of}${place}`
  }

  async function removeParts(key: string, of: Edition): Promise<void> {
    let count = 0
    while ((await keychain.get(partName(key, of, count))) !== null) count += 1
    while (count > 0) await keychain.delete(partName(key, of, (count -= 1)))
  }

  async function editionOf(key: string): Promise<Edition | null> {
    const current = v.safeParse(manifest, parse(await keychain.get(key)))
    return current.success ? current.output.edition : null
  }

  async function writeParts(key: string, pieces: string[]): Promise<void> {
    const next = (await editionOf(key)) === 'a' ? 'b' : 'a'
    await removeParts(key, next)
    try {
      for (const [place, piece] of pieces.entries()) {
        await keychain.set(partName(key, next, place), piece)
      }
      const committed = { version: 1, edition: next, parts: pieces.length }
      await keychain.set(key, JSON.stringify(committed))
    } catch (error) {
      // A call that was given up may have been carried out all the same.
      if ((await editionOf(key)) !== next) await removeParts(key, next)
      throw error
    }
    await removeParts(key, next === 'a' ? 'b' : 'a')
  }

  return {
    async read(key) {
      const entry = await keychain.get(key)
      const record = v.safeParse(v.union([whole, manifest]), parse(entry))
      if (!record.success) return null
      if ('token' in record.output) return pick(record.output)
      const { edition, parts } = record.output
      let text = ''
      for (let place = 0; place < parts; place += 1) {
        const piece = await keychain.get(partName(key, edition, place))
        if (piece === null) return null
        text += piece
      }
      const joined = v.safeParse(whole, parse(text))
      return joined.success ? pick(joined.output) : null
    },

    async write(key, secrets) {
      const text = JSON.stringify({ version: 1, ...secrets })
      const pieces = split(text, limitBytes)
      if (pieces.length > 1) return writeParts(key, pieces)
      await keychain.set(key, text)
      await removeParts(key, 'a')
      await removeParts(key, 'b')
    },

    async remove(key) {
      await removeParts(key, 'a')
      await removeParts(key, 'b')
      await keychain.delete(key)
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

function pick({ token, refreshCredential }: v.InferOutput<typeof whole>): Secrets {
  return { token, refreshCredential }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
