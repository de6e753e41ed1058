import type { CheckRequest, Finding } from '../../../preload/contract.ts'
import type { CheckTexts } from '../../../main/text/en/serviceCheck.ts'
import type { Clock } from '../../../main/auth/ports.ts'
import { checkTokenService } from '../../../main/developer/serviceCheck/check.ts'
import { FakeClock, makeToken } from '../../support/fakes.ts'
import { drive } from './drive.ts'

/** The result of one call. */
export interface Call {
  body: Record<string, string>
  bearer: string | null
  /** How many came before it. */
  index: number
}

/** The fate of refresh tokens: `once` spends each at its first use, `kept` and `forever` never. */
export type Rotation = 'tolerant' | 'once' | 'kept' | 'forever' | 'none'

/** The faults of a token service made by hand. */
export interface ServiceFaults {
  rotation?: Rotation
  /** The raw token for a user; `now` is epoch ms. */
  token?(userId: string, now: number): string
  /** Answers a sign-out, which otherwise ends all of them; `end` ends them. */
  signOut?(end: () => void): Response
  /** Changes the body of a grant. */
  grant?(body: Record<string, unknown>, call: Call): unknown
  /** Stands before the JSON of every answer. */
  prefix?: string
  /** Headers of every answer, over the usual ones. */
  headers?: Record<string, string>
  /** Answers itself, or leaves it to the good service. */
  answer?(call: Call): Response | Promise<Response> | null | ''
}

/** Everybody's password here. Plainly nobody's. */
export const password = 'a-password-for-tests'

/** A good token service on a clock that stands still, but for what a test wants otherwise. */
export function serve(
  clock: Pick<Clock, 'now'>,
  faults: ServiceFaults = {},
): typeof fetch & { calls: Call[] } {
  const { rotation = 'tolerant', token = goodToken, grant = (body) => body } = faults
  /** Refresh token to the one that it replaces. */
  const live = new Map<string, string | null>()
  const calls: Call[] = []

  async function answer(_url: string | URL | Request, init?: RequestInit): Promise<Response> {
    const authorization = new Headers(init?.headers).get('authorization')
    const bearer = authorization?.replace('Bearer ', '') ?? null
    if (init?.method === 'DELETE') {
      const end = () => live.clear()
      if (faults.signOut) return faults.signOut(end)
      end()
      return new Response(null, { status: 204 })
    }
    const call = { body: JSON.parse(init?.body as string), bearer, index: calls.length }
    calls.push(call)
    const own = await faults.answer?.(call)
    return own || serveWell(call)
  }

  function serveWell(call: Call): Response {
    const { body, bearer } = call
    const isKnown = body['user_id'] === 'alice'
    const isRight = bearer === null ? body['password'] === password : live.has(bearer)
    if (!isKnown || !isRight) return json(401, { error: 'no', message: 'That is not right.' })
    const refresh_token = renewed(bearer)
    const granted = { token: token('alice', clock.now()), refresh_token, user: { id: 'alice' } }
    return json(200, grant(granted, call))
  }

  function renewed(bearer: string | null): string | null {
    if (rotation === 'none') return null
    if (rotation === 'kept' && bearer !== null) return null
    if (rotation === 'once') live.delete(bearer ?? '')
    if (rotation === 'tolerant') live.delete(live.get(bearer ?? '') ?? '')
    const next = `a-credential-for-tests-${live.size}-${calls.length}`
    live.set(next, bearer)
    return next
  }

  function json(status: number, body: unknown): Response {
    const Date = new globalThis.Date(clock.now()).toUTCString()
    const text = `${faults.prefix ?? ''}${JSON.stringify(body)}`
    const headers = { Date, 'Content-Type': 'application/json', ...faults.headers }
    return new Response(text, { status, headers })
  }

  return Object.assign(answer, { calls })
}

/** Checks a token service by hand as alice, with the right password unless told otherwise. */
export async function checkManualService(
  faults: ServiceFaults = {},
  request: Partial<CheckRequest> = {},
  text?: CheckTexts,
) {
  const clock = new FakeClock()
  const service = serve(clock, faults)
  const checking = checkTokenService(
    {
      url: 'https://api.acme.example/chat-token',
      userId: 'alice',
      password,
      signIn: 'password',
      ...request,
    },
    { fetch: service, clock, tell: () => undefined, ...(text && { text }) },
    new AbortController().signal,
  )
  const report = await drive(clock, 1_100, checking)
  return { ...report, calls: service.calls, find: finder(report.findings) }
}

function finder(findings: Finding[]): (probe: string) => Finding {
  return (probe) => {
    const found = findings.find((finding) => finding.probe === probe)
    if (!found) throw new Error(`There is no probe ${probe}.`)
    return found
  }
}

function goodToken(userId: string): string {
  return makeToken(userId, { iat: -1, exp: 3_600 })
}
