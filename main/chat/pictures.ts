import { createHmac, randomBytes } from 'node:crypto'
import type { Picture } from './imageFormat.ts'
import type { PictureCache, PictureCacheOptions, PictureSource } from './pictureCache.ts'

/**
 * The profile pictures of users. Anyone can put any address into a profile, so an address is used only when it belongs to a
 * server of the user's workspace (docs/decisions/068-pictures-from-the-workspace-only.md). The window gets names, never
 * addresses, and asks main for the picture of a name.
 */
export interface Pictures {
  /** From now on the pictures of this workspace's users may come from the origins of these addresses. */
  allow(workspaceId: string, addresses: readonly string[]): void
  /** The path in the window, `/picture/NAME`; null: there is no picture, or it lies elsewhere. Downloads nothing. */
  addressOf(workspaceId: string, image: string | null): string | null
  /** The picture of a name; null: there is none to show. */
  read(name: string): Promise<Picture | null>
}

export type PicturesOptions = Omit<PictureCacheOptions, 'isAllowed'>

const mostNames = 2_000

export function createPictures(options: PicturesOptions): Pictures {
  /** Another one at each start, so that a name says nothing about its address. */
  const key = randomBytes(32)
  const allowed = new Map<string, ReadonlySet<string>>()
  /** By name, the latest last. */
  const sources = new Map<string, PictureSource>()
  const isAllowed = (workspaceId: string, url: URL) =>
    allowed.get(workspaceId)?.has(url.origin) ?? false
  /** Read with the first picture: a start needs none. */
  let cache: Promise<PictureCache> | null = null
  const openCache = async () => {
    const { createPictureCache } = await import('./pictureCache.ts')
    return createPictureCache({ ...options, isAllowed })
  }

  return {
    allow(workspaceId, addresses) {
      allowed.set(workspaceId, new Set(addresses.map((address) => new URL(address).origin)))
    },
    addressOf(workspaceId, image) {
      if (image === null || !URL.canParse(image)) return null
      const url = new URL(image)
      if (url.username || url.password || !isAllowed(workspaceId, url)) return null
      const digest = createHmac('sha256', key).update(`${workspaceId} ${url.href}`)
      const name = digest.digest('base64url')
      sources.delete(name)
      sources.set(name, { url, workspaceId })
      const [oldest] = sources.keys()
      if (sources.size > mostNames && oldest !== undefined) sources.delete(oldest)
      return `/picture/${name}`
    },
    async read(name) {
      const source = sources.get(name)
      if (!source) return null
      cache ??= openCache()
      return await (await cache).read(name, source)
    },
  }
}
