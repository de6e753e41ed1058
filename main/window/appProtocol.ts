import { readFileSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import type { CustomScheme, Protocol } from 'electron'

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

/**
 * Serves `app://latchkey/…` from the folder of the built window, and nothing outside of it. Calls `served` after each file.
 * By the older interface of Electron: `protocol.handle` loads all of fetch first, 40 ms of a start
 * (docs/decisions/055-serve-the-window-from-buffers.md).
 */
export function serveWindow(
  protocol: Pick<Protocol, 'registerBufferProtocol'>,
  folder: string,
  served: () => void = () => undefined,
): void {
  protocol.registerBufferProtocol('app', ({ method, url }, answer) => {
    const path = method === 'GET' ? fileFor(new URL(url), folder) : null
    const data = path === null ? null : contentOf(path)
    if (path === null || data === null) return answer({ statusCode: 404, data: Buffer.alloc(0) })
    answer({ data, headers: headersFor(path) })
    setImmediate(served)
  })
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
  return {
    'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
  }
}
