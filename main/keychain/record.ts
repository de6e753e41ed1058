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
const manifest = v.object({ version: v.literal(1), parts: v.array(v.string()) })

/**
 * Keeps a record in one entry where it fits in `limitBytes` (Windows holds 2,560 bytes an entry), else in several. The
 * parts are written first, then the manifest that names them and so commits them, then older parts are deleted: a
 * write cut short leaves the record as it was.
 */
export function createRecords(
  keychain: Keychain,
  limitBytes: number,
  newId: () => string,
): Records {
  async function partsOf(key: string): Promise<string[]> {
    const entry = await keychain.get(key)
    const read = v.safeParse(manifest, parse(entry))
    return read.success ? read.output.parts : []
  }

  async function removeParts(parts: string[]): Promise<void> {
    for (const part of parts) await keychain.delete(part)
  }

  return {
    async read(key) {
      const entry = await keychain.get(key)
      const record = v.safeParse(v.union([whole, manifest]), parse(entry))
      if (!record.success) return null
      if ('token' in record.output) return pick(record.output)
      let text = ''
      for (const part of record.output.parts) text += (await keychain.get(part)) ?? ''
      const joined = v.safeParse(whole, parse(text))
      return joined.success ? pick(joined.output) : null
    },

    async write(key, secrets) {
      const older = await partsOf(key)
      const text = JSON.stringify({ version: 1, ...secrets })
      const pieces = split(text, limitBytes)
      if (pieces.length === 1) {
        await keychain.set(key, text)
      } else {
        const edition = newId()
        const parts = pieces.map((_, place) => `${key}#${edition}.${place}`)
        for (const [place, part] of parts.entries()) await keychain.set(part, pieces[place] ?? '')
        await keychain.set(key, JSON.stringify({ version: 1, parts }))
      }
      await removeParts(older)
    },

    async remove(key) {
      const parts = await partsOf(key)
      await removeParts(parts)
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
