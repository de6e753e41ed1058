import { readFileSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import type { CustomScheme, Protocol, ProtocolResponse } from 'electron'

/** The one origin of the window. */
export const origin = 'app://latchkey'

/** Registered before the app is ready: a scheme like https, so that origins and CSP work as on the web. */
export const scheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true },
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/** The window loads our own scripts, styles and pictures, and makes no connection. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** A picture that main keeps in memory: of a type that `main/chat/imageFormat.ts` has read from the content itself. */
export interface ServedPicture {
  type: string
  data: Buffer
}

/** What the window is served from. */
export interface WindowFiles {
  /** The folder of the built window. */
  folder: string
  /** The picture of a name in `/picture/NAME`; null: there is none. */
  readPicture(name: string): Promise<ServedPicture | null>
  /** Called after each file. */
  served(): void
}

/**
 * Serves `app://latchkey/…` from the folder of the built window, and nothing outside of it, and the pictures of users.
 * By the older interface of Electron: `protocol.handle` loads all of fetch first, 40 ms of a start
 * (docs/decisions/055-serve-the-window-from-buffers.md).
 */
export function serveWindow(
  protocol: Pick<Protocol, 'registerBufferProtocol'>,
  { folder, readPicture, served }: WindowFiles,
): void {
  protocol.registerBufferProtocol('app', ({ method, url }, answer) => {
    const address = new URL(url)
    const picture = method === 'GET' ? pictureName(address) : null
    if (picture !== null)
      return void readPicture(picture).then((found) => answer(pictureAnswer(found)))
    const path = method === 'GET' ? fileFor(address, folder) : null
    const data = path === null ? null : contentOf(path)
    if (path === null || data === null) return answer(missing())
    answer({ data, headers: headersFor(path) })
    setImmediate(served)
  })
}

const missing = () => ({ statusCode: 404, data: Buffer.alloc(0) })

function pictureName({ protocol, host, pathname }: URL): string | null {
  if (`${protocol}//${host}` !== origin) return null
  return /^\/picture\/([\w-]+)$/.exec(pathname)?.[1] ?? null
}

function pictureAnswer(picture: ServedPicture | null): ProtocolResponse {
  // Chromium reports a 404 as an error of the page, and a picture that is not shown is none.
  if (picture === null) return { statusCode: 204, data: Buffer.alloc(0) }
  const { type, data } = picture
  // Not kept by Chromium: who is shown is personal.
  return { data, headers: { ...safeHeaders(type), 'Cache-Control': 'no-store' } }
}

/** Read at once: an asynchronous read takes several turns of a loop that is busy while the app starts. */
function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** The file behind an address of the window; null when there is none or it lies outside of the folder. */
export function fileFor(url: URL, folder: string): string | null {
  if (`${url.protocol}//${url.host}` !== origin) return null
  let path
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  const isInside = file.startsWith(normalize(folder) + sep)
  return isInside && contentTypes[extname(file)] ? file : null
}

function headersFor(path: string): Record<string, string> {
  return safeHeaders(contentTypes[extname(path)] ?? 'application/octet-stream')
}

function safeHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
  }
}
