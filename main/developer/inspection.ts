import type * as contract from '../../preload/contract.ts'
import { Failure, toFailure } from '../auth/errors.ts'
import { readPasted } from '../auth/token/pastedToken.ts'
import type { ServerTime } from '../auth/renewal/serverTime.ts'
import type { SignedIn } from '../auth/sessionState.ts'
import { longestToken } from '../auth/token/token.ts'
import { showToken } from '../ipc/view.ts'
import { readJwt } from './serviceCheck/jwt.ts'

/** Reads the session's own token; null when there is none. */
export function inspectSession(signedIn: SignedIn | null): contract.SessionInspection | null {
  const token = signedIn?.activeSession.token()
  if (!signedIn || !token) return null
  const { account, backend, activeSession } = signedIn
  const { renewedBy, storedIn } = showToken(signedIn)
  return {
    ...inspect(token.reveal(), backend.serverTime),
    isForAccount: token.userId === account.userId,
    renewsAt: activeSession.renewsAt(),
    renewedBy,
    storedIn,
  }
}

/**
 * Reads a pasted token. One that every sign-in would refuse is shown as far as it can be read, with what is
 * wrong with it: that is what a developer wants to see.
 * @throws Failure `tokenMalformed` at `token`
 */
export function inspectPasted(
  raw: string,
  serverTime: ServerTime | null,
): contract.PastedInspection {
  const failure = failureOf(raw)
  try {
    return { ...inspect(raw.trim(), serverTime), problem: failure?.code ?? null }
  } catch (error) {
    throw failure ?? error
  }
}

function failureOf(raw: string): Failure | null {
  try {
    readPasted(raw)
    return null
  } catch (error) {
    return toFailure(error)
  }
}

/** Reads what is open to everybody who holds the token. Of its signature nothing but its kind is looked at. */
function inspect(raw: string, serverTime: ServerTime | null): contract.TokenInspection {
  const jwt = raw.length > longestToken ? null : readJwt(raw)
  if (!jwt) throw new Failure('tokenMalformed', 'This is no JWT.', { field: 'token' })
  const { header, claims, signature } = jwt
  const userId = claims['user_id']
  return {
    header: claimsOf(header),
    payload: claimsOf(claims),
    signature: signature === '' ? 'absent' : signature === 'devtoken' ? 'development' : 'present',
    userId: typeof userId === 'string' && userId !== '' ? userId : null,
    issuedAt: instantOf(claims['iat']),
    notBefore: instantOf(claims['nbf']),
    expiresAt: instantOf(claims['exp']),
    skewMs: serverTime?.isHeard() ? Math.round(serverTime.skewMs()) : null,
  }
}

const longestName = 64
const longestValue = 400

function claimsOf(part: Record<string, unknown>): contract.Claim[] {
  return Object.entries(part).map(([name, value]) => ({
    name: shorten(name, longestName),
    value: shorten(JSON.stringify(value), longestValue),
  }))
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** The last instant that a calendar reaches (ECMA-262, section 21.4.1.1). */
const lastInstant = 8.64e15

/** Epoch ms of a claim in epoch seconds (RFC 7519, section 2); null: it is not there, or no number. */
function instantOf(seconds: unknown): number | null {
  if (typeof seconds !== 'number') return null
  return Math.max(-lastInstant, Math.min(seconds * 1000, lastInstant))
}
