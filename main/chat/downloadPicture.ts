import type { Patience } from '../network/pausableTimeouts.ts'
import { readBytes, type Fetch, type HttpResponse } from '../network/response.ts'
import { readImageFormat, type Picture } from './imageFormat.ts'

const timeoutMs = 10_000
const mostBytes = 1024 * 1024
/** A picture of a few bytes can decode to gigabytes. */
const longestEdge = 2048
const mostRedirects = 3

export interface DownloadOptions {
  fetch: Fetch
  patience: Pick<Patience, 'timeout'>
  /** True for an address that this picture may come from. It is asked about each redirect, too. */
  isAllowed(url: URL): boolean
}

/**
 * Downloads a picture without any credential: PNG, JPEG, GIF or WebP, at most 1 MB and 2048 pixels wide and high. Null: there
 * is none, it is something else, or it did not arrive within 10 s. Never rejects.
 */
export async function downloadPicture(
  url: URL,
  { fetch, patience, isAllowed }: DownloadOptions,
): Promise<Picture | null> {
  const timeout = patience.timeout(timeoutMs)
  try {
    const response = await follow(url, { fetch, isAllowed }, timeout.signal)
    if (response === null) return null
    const data = response.status === 200 ? await readBytes(response, mostBytes) : null
    if (data === null) {
      void response.body?.cancel().catch(() => undefined)
      return null
    }
    const format = readImageFormat(data)
    if (format === null || !isSmall(format.width) || !isSmall(format.height)) return null
    return { type: format.type, data }
  } catch {
    // The network has logged the reason. Initials are shown instead.
    return null
  } finally {
    timeout.end()
  }
}

function isSmall(edge: number): boolean {
  return edge >= 1 && edge <= longestEdge
}

async function follow(
  url: URL,
  { fetch, isAllowed }: Pick<DownloadOptions, 'fetch' | 'isAllowed'>,
  signal: AbortSignal,
): Promise<HttpResponse | null> {
  let next = url
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const headers = { Accept: 'image/webp,image/png,image/jpeg,image/gif' }
    const response = await fetch(next, { headers, redirect: 'manual', signal })
    if (response.status < 300 || response.status >= 400) return response
    void response.body?.cancel().catch(() => undefined)
    const location = response.headers.get('location') ?? ''
    if (!URL.canParse(location, next.href)) return null
    next = new URL(location, next)
    if (!isAllowed(next)) return null
  }
  return null
}
