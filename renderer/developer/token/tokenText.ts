import type { Claim, ErrorCode, Keychain, SessionInspection } from '../../../preload/contract.ts'
import { problem } from '../../text/errors.ts'
import { exactTime, span } from '../../text/times.ts'
import { unreachable } from '../../unreachable.ts'
import { upperFirst } from '../../text/labels.ts'

/** The two parts of a token that are shown. */
export type Part = 'header' | 'payload'

/** What a member of a token means, in words. RFC 7519, section 4.1; RFC 7515, section 4.1. */
export function meaning(part: Part, { name, value }: Claim): string {
  if (part === 'header') {
    return name === 'alg' ? algorithm(value) : (headers.get(name) ?? 'A field of your own.')
  }
  return claims.get(name) ?? 'A claim of your own.'
}

function algorithm(value: string): string {
  if (value === '"HS256"') return 'Signed with the API secret of the app (HMAC, SHA-256).'
  if (value === '"none"') return 'Not signed. Chat tokens use HS256.'
  return 'Signed in another way. Chat tokens use HS256.'
}

// Maps, for a token names its members as it likes, `constructor` as well.
const headers = new Map([
  ['typ', 'What it is: a JSON Web Token.'],
  ['kid', 'Which key it was signed with. Chat servers know one key, the API secret.'],
])

const claims = new Map([
  ['user_id', 'Whom it lets in.'],
  ['exp', 'When it ends, in seconds since 1970.'],
  ['iat', 'When it was issued, in seconds since 1970.'],
  ['nbf', 'It is not valid before this, in seconds since 1970.'],
  ['iss', 'Who issued it.'],
  ['sub', 'Whom it is about. Chat servers read user_id instead.'],
  ['aud', 'Whom it is meant for.'],
  ['jti', 'A number of its own.'],
])

/** How the clocks of the server and of this computer stand to each other. */
export function clocks(skewMs: number | null): string {
  if (skewMs === null) return 'No server has been heard yet, so this computer’s clock counts.'
  if (!isSkewed(skewMs)) return 'This computer and the server agree to within 2 s.'
  const far = span(Math.abs(skewMs))
  return `This computer is ${far} ${skewMs > 0 ? 'behind' : 'ahead of'} the server.`
}

/** A `Date` header has whole seconds, so clocks that are nearer than this count as the same. */
export function isSkewed(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) >= 2_000
}

/** A point in time of this computer's clock, and how far away it is. */
export function when(at: number, now: number): string {
  const far = at > now ? `in ${span(at - now)}` : `${span(now - at)} ago`
  return `${exactTime(at, now)}, ${far}`
}

/** Who renews the session's token. `renewsAt` and `now` are epoch ms by this computer's clock. */
export function renewal(
  renewedBy: SessionInspection['renewedBy'],
  renewsAt: number | null,
  now: number,
): string {
  const at = renewsAt === null ? 'as soon as it can be had' : when(renewsAt, now)
  switch (renewedBy) {
    case 'tokenService':
      return `By the token service: ${at}.`
    case 'thisApp':
      return `By this app, with the API secret it holds in memory: ${at}.`
    case 'none':
      return 'By nobody. When it ends, somebody has to sign in again.'
    case 'refused':
      return 'The token service refused to renew it. When it ends, the person has to sign in again.'
    case 'notNeeded':
      return 'Not needed: it never ends.'
    default:
      return unreachable(renewedBy)
  }
}

/** Where the session's token storedIn. */
export function resting(storedIn: SessionInspection['storedIn'], keychain: Keychain): string {
  switch (storedIn) {
    case 'keychain':
      return `${upperFirst(keychain.name)}, and this app’s memory while it runs.`
    case 'memory':
      return 'This app’s memory, until you quit.'
    case 'nowhere':
      return 'Nowhere.'
    default:
      return unreachable(storedIn)
  }
}

export const signatures = {
  present: 'There is one. It is not shown, and only the server can tell whether it is right.',
  development: 'None: this is a development token.',
  absent: 'None.',
} as const

/** Why no sign-in would take a pasted token. One that is shown can be read, so its form is not what is wrong. */
export function objection(code: ErrorCode): string {
  return code === 'tokenMalformed'
    ? 'No sign-in takes this token: one of its claims is not what it has to be.'
    : problem[code]
}
