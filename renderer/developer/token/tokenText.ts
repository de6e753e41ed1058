import type { Claim, ErrorCode, Keychain, SessionInspection } from '../../../preload/contract.ts'
import { errorText } from '../../text/errors.ts'
import { exactTime, span } from '../../text/times.ts'
import { unreachable } from '../../unreachable.ts'
import { upperFirst } from '../../text/labels.ts'

/** The two visible parts of a token. */
export type Part = 'header' | 'payload'

/** The description of a token's member (RFC 7519, section 4.1; RFC 7515, section 4.1). */
export function describeMember(part: Part, { name, value }: Claim): string {
  if (part === 'header') {
    return name === 'alg' ? algorithm(value) : (headers.get(name) ?? 'A custom field.')
  }
  return claims.get(name) ?? 'A custom claim.'
}

function algorithm(value: string): string {
  if (value === '"HS256"') return 'Signed with the API secret of the app (HMAC, SHA-256).'
  if (value === '"none"') return 'Not signed. Chat tokens use HS256.'
  return 'Another signing algorithm. Chat tokens use HS256.'
}

// Maps, because a token may have members such as `constructor`.
const headers = new Map([
  ['typ', 'The type: JSON Web Token.'],
  ['kid', 'The ID of the signing key. Chat servers have one key, the API secret.'],
])

const claims = new Map([
  ['user_id', 'The user it signs in.'],
  ['exp', 'Expiry, in seconds since 1970.'],
  ['iat', 'Time of issue, in seconds since 1970.'],
  ['nbf', 'Not valid before this time, in seconds since 1970.'],
  ['iss', 'The issuer.'],
  ['sub', 'The subject. Chat servers read user_id instead.'],
  ['aud', 'The intended recipient.'],
  ['jti', 'A unique ID.'],
])

/** The difference between the server's clock and this computer's. */
export function clockSkewText(skewMs: number | null): string {
  if (skewMs === null) return 'No server response yet, so this computer’s clock is used.'
  if (!isSkewed(skewMs)) return 'This computer’s clock and the server’s agree within 2 s.'
  const far = span(Math.abs(skewMs))
  return `This computer’s clock is ${far} ${skewMs > 0 ? 'behind' : 'ahead of'} the server’s.`
}

/** True if the clocks differ. `Date` headers have whole seconds, so a smaller difference does not count. */
export function isSkewed(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) >= 2_000
}

/** A point in time by this computer's clock, and its distance from now. */
export function timeWithDistance(at: number, now: number): string {
  const far = at > now ? `in ${span(at - now)}` : `${span(now - at)} ago`
  return `${exactTime(at, now)}, ${far}`
}

/** The renewal of the session's token. `renewsAt` and `now` are epoch ms by this computer's clock. */
export function renewalText(
  renewedBy: SessionInspection['renewedBy'],
  renewsAt: number | null,
  now: number,
): string {
  const at = renewsAt === null ? 'as soon as possible' : timeWithDistance(renewsAt, now)
  switch (renewedBy) {
    case 'tokenService':
      return `By the token service: ${at}.`
    case 'identityProvider':
      return `By the identity provider and the token service: ${at}.`
    case 'thisApp':
      return `By Latchkey, with the API secret in memory: ${at}.`
    case 'none':
      return 'Not renewed. When it expires, you must sign in again.'
    case 'refusedByTokenService':
      return 'The token service refused to renew it. When it expires, you must sign in again.'
    case 'refusedByIdentityProvider':
      return 'The identity provider refused to renew it. When it expires, you must sign in again.'
    case 'notNeeded':
      return 'Not needed. The token never expires.'
    default:
      return unreachable(renewedBy)
  }
}

/** The storage location of the session's token. */
export function tokenStorageText(
  storedIn: SessionInspection['storedIn'],
  keychain: Keychain,
): string {
  switch (storedIn) {
    case 'keychain':
      return `${upperFirst(keychain.name)}, and memory while Latchkey runs.`
    case 'memory':
      return 'Memory, until you quit.'
    case 'nowhere':
      return 'Nowhere.'
    default:
      return unreachable(storedIn)
  }
}

export const signatureText = {
  present: 'Present, not shown. Only the server can verify it.',
  development: 'None: this is a development token.',
  absent: 'None.',
} as const

/** The reason why a pasted token cannot be used. A shown token has a readable form, so its claims are at fault. */
export function pastedTokenProblem(code: ErrorCode): string {
  return code === 'tokenMalformed'
    ? 'This token cannot be used: one of its claims is invalid.'
    : errorText(code)
}
