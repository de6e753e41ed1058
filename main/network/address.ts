import { Failure, type FailureField } from '../auth/errors.ts'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Reads a server's address: https, or http to this computer itself.
 * @throws Failure `badInput` at `field`
 */
export function readAddress(text: string, field: FailureField): URL {
  const trimmed = text.trim()
  if (!URL.canParse(trimmed)) throw bad('is not a URL', field)
  const url = new URL(trimmed)
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
  if (!isSafe) throw bad('must start with https:// (http:// is for this computer only)', field)
  // `new WebSocket` throws on one.
  if (url.hash) throw bad('must not contain a “#”', field)
  if (url.username || url.password) throw bad('must not contain a user name or password', field)
  return url
}

/** Whether `readAddress` would read this. */
export function isAddress(text: string): boolean {
  try {
    return readAddress(text, 'serverUrl').href !== ''
  } catch {
    return false
  }
}

function bad(reason: string, field: FailureField): Failure {
  return new Failure('badInput', `The field ${field} ${reason}.`, { field })
}
