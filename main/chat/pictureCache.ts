import type { Clock } from '../auth/ports.ts'
import type { Patience } from '../network/pausableTimeouts.ts'
import type { Fetch } from '../network/response.ts'
import { downloadPicture } from './downloadPicture.ts'
import type { Picture } from './imageFormat.ts'

/** The address of a picture, and the workspace whose user has it. */
export interface PictureSource {
  url: URL
  workspaceId: string
}

/** Pictures in memory. Nothing of them is written: who talks with whom is personal data. */
export interface PictureCache {
  /** Downloads the picture unless it is there; null: it cannot be shown. */
  read(name: string, source: PictureSource): Promise<Picture | null>
}

export interface PictureCacheOptions {
  fetch: Fetch
  patience: Pick<Patience, 'timeout'>
  clock: Pick<Clock, 'monotonic'>
  /** True for an address that pictures of this workspace may come from. */
  isAllowed(workspaceId: string, url: URL): boolean
}

const mostPictures = 500
const mostBytes = 16 * 1024 * 1024
/** The rest waits: a channel can have hundreds of authors. */
const mostDownloads = 4
/** A picture that could not be shown is asked for again after this time. */
const retryMs = 5 * 60_000

interface Entry {
  picture: Promise<Picture | null>
  bytes: number
  /** When it turned out that there is none to show, by the monotonic clock. */
  missingSince: number | null
}

export function createPictureCache(options: PictureCacheOptions): PictureCache {
  const { fetch, patience, clock, isAllowed } = options
  /** The least recently shown first. */
  const entries = new Map<string, Entry>()
  const waiting: (() => void)[] = []
  let downloads = 0

  async function download({ url, workspaceId }: PictureSource): Promise<Picture | null> {
    if (downloads < mostDownloads) downloads += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await downloadPicture(url, {
        fetch,
        patience,
        isAllowed: (target) => isAllowed(workspaceId, target),
      })
    } finally {
      // The next one takes this one's place.
      const next = waiting.shift()
      if (next) next()
      else downloads -= 1
    }
  }

  function start(source: PictureSource): Entry {
    const entry: Entry = { picture: download(source), bytes: 0, missingSince: null }
    void entry.picture.then((picture) => {
      if (picture) entry.bytes = picture.data.byteLength
      else entry.missingSince = clock.monotonic()
      removeOldest()
    })
    return entry
  }

  function removeOldest(): void {
    let bytes = 0
    for (const entry of entries.values()) bytes += entry.bytes
    for (const [name, entry] of entries) {
      if (bytes <= mostBytes && entries.size <= mostPictures) return
      entries.delete(name)
      bytes -= entry.bytes
    }
  }

  return {
    read(name, source) {
      const known = entries.get(name)
      const since = known?.missingSince ?? null
      const isOver = since !== null && clock.monotonic() - since >= retryMs
      const entry = known && !isOver ? known : start(source)
      // Now the most recently shown.
      entries.delete(name)
      entries.set(name, entry)
      return entry.picture
    },
  }
}
