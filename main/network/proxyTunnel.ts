import type { Session } from 'electron'
import { Failure } from '../auth/errors.ts'
import type { Dial } from './dial.ts'

/**
 * A proxy that refuses a wrong password with 401 instead of 407 is a failed tunnel to Chromium, which goes on with that
 * password and never asks. Our own tunnel tells them apart and asks the person.
 * @returns whether a tunnel opens now
 * @throws Failure `proxyRefused`, `proxyAuthUnsupported`, `aborted`
 */
export async function opensTunnel(
  url: URL,
  { dial, session, signal }: { dial: Dial; session: Session; signal: AbortSignal },
): Promise<boolean> {
  const socketUrl = new URL(url.origin)
  socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  // First, because Chromium may be asked whether it trusts the server, and that goes through the proxy too.
  await session.clearAuthCache()
  try {
    const line = await dial(socketUrl, { signal, asking: () => undefined })
    line.destroy()
    return true
  } catch (error) {
    if (error instanceof Failure && aboutAnswer.has(error.code)) throw error
    return false
  }
}

/** The end of a proxy's question. */
const aboutAnswer: ReadonlySet<string> = new Set([
  'proxyRefused',
  'proxyAuthUnsupported',
  'aborted',
])
