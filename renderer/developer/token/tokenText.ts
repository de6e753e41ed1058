import type { Claim, ErrorCode, Keychain, SessionInspection } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { errorText } from '../../text/errors.ts'
import { exactTime, span } from '../../text/times.ts'
import { unreachable } from '../../unreachable.ts'
import { upperFirst } from '../../text/labels.ts'

/** The two visible parts of a token. */
export type Part = 'header' | 'payload'

/** The description of a token's member (RFC 7519, section 4.1; RFC 7515, section 4.1). */
export function describeMember(part: Part, { name, value }: Claim): string {
  const { customField, customClaim, headers, payload } = developerTexts().token
  if (part === 'payload') return described(payload, name) ?? customClaim
  return name === 'alg' ? algorithm(value) : (described(headers, name) ?? customField)
}

/** The own property of a name. A token may have members such as `constructor`. */
function described(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}

function algorithm(value: string): string {
  const { algorithms } = developerTexts().token
  if (value === '"HS256"') return algorithms.hs256
  return value === '"none"' ? algorithms.none : algorithms.other
}

/** The difference between the server's clock and this computer's. */
export function clockSkewText(skewMs: number | null): string {
  const { clockAhead, clockBehind, clocksAgree, clockUnknown } = developerTexts().token
  if (skewMs === null) return clockUnknown
  if (!isSkewed(skewMs)) return clocksAgree
  const far = span(Math.abs(skewMs))
  return skewMs > 0 ? clockBehind(far) : clockAhead(far)
}

/** True if the clocks differ. `Date` headers have whole seconds, so a smaller difference does not count. */
export function isSkewed(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) >= 2_000
}

/** A point in time by this computer's clock, and its distance from now. */
export function timeWithDistance(at: number, now: number): string {
  const { ago, ahead } = developerTexts().token
  const time = exactTime(at, now)
  return at > now ? ahead(time, span(at - now)) : ago(time, span(now - at))
}

/** The renewal of the session's token. `renewsAt` and `now` are epoch ms by this computer's clock. */
export function renewalText(
  renewedBy: SessionInspection['renewedBy'],
  renewsAt: number | null,
  now: number,
): string {
  const { asSoonAsPossible, renewal } = developerTexts().token
  const at = renewsAt === null ? asSoonAsPossible : timeWithDistance(renewsAt, now)
  switch (renewedBy) {
    case 'tokenService':
    case 'identityProvider':
    case 'thisApp':
      return renewal[renewedBy](at)
    case 'none':
    case 'refusedByTokenService':
    case 'refusedByIdentityProvider':
    case 'notNeeded':
      return renewal[renewedBy]
    default:
      return unreachable(renewedBy)
  }
}

/** The storage location of the session's token. */
export function tokenStorageText(
  storedIn: SessionInspection['storedIn'],
  keychain: Keychain,
): string {
  const { storage } = developerTexts().token
  return storedIn === 'keychain' ? storage.keychain(upperFirst(keychain.name)) : storage[storedIn]
}

/** The reason why a pasted token cannot be used. A shown token has a readable form, so its claims are at fault. */
export function pastedTokenProblem(code: ErrorCode): string {
  return code === 'tokenMalformed' ? developerTexts().token.invalidClaim : errorText(code)
}
