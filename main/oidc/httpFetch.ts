import type { CustomFetch } from 'openid-client'
import { Failure } from '../auth/errors.ts'
import { networkFailure, redirected } from '../network/errors.ts'
import type { Patience } from '../network/pausableTimeouts.ts'
import { readBytes, type Fetch, type HttpResponse } from '../network/response.ts'
import { readAge, readDate, readPause } from '../network/retryAfter.ts'

/** The way to the identity provider: the app's own, through the system's proxy and trust store. */
export interface OidcHttp {
  readonly fetch: Fetch
  readonly patience: Pick<Patience, 'timeout'>
  /** This computer's clock, epoch ms. */
  now(): number
}

const timeoutMs = 10_000
/** Metadata and keys of large providers take 20 kB. */
const mostBytes = 262_144
/** All that openid-client reads. */
const readHeaders = ['content-type', 'date', 'www-authenticate']

/**
 * The `fetch` of openid-client for one sign-in or renewal. Its own `signal` is not heard: `patience` owns the time-outs.
 * Redirects are not followed, because a request can hold a credential.
 * @param learnClock is told how far the provider's clock is ahead of this computer's, in ms; null: the answer does not say
 */
export function createHttpFetch(
  { fetch, patience, now }: OidcHttp,
  signal: AbortSignal,
  learnClock: (aheadMs: number | null) => void = () => undefined,
): CustomFetch {
  return async (address, { method, headers, body }) => {
    const { host } = new URL(address)
    const timeout = patience.timeout(timeoutMs)
    try {
      const sent = { method, headers: withoutUserAgent(headers), body: textOf(body) }
      const both = AbortSignal.any([signal, timeout.signal])
      const answer = await fetch(address, { ...sent, redirect: 'manual', signal: both })
      requireAnswer(answer, address, now())
      const bytes = await readBytes(answer, mostBytes)
      if (bytes === null) {
        throw new Failure('badAnswer', `The answer is over ${mostBytes} bytes.`, {
          about: { host },
        })
      }
      learnClock(aheadOf(answer, now()))
      return toResponse(answer, bytes)
    } catch (error) {
      if (error instanceof Failure) throw error
      if (signal.aborted) throw new Failure('aborted', 'The request was called off.')
      if (timeout.signal.aborted) {
        throw new Failure('timeout', `${host} did not answer in time.`, { about: { host } })
      }
      throw networkFailure(host, error)
    } finally {
      timeout.end()
    }
  }
}

/** Our own stands in each request already. */
function withoutUserAgent(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'user-agent'),
  )
}

function textOf(body: Parameters<CustomFetch>[1]['body']): string | null {
  if (body === undefined || body === null) return null
  if (typeof body === 'string' || body instanceof URLSearchParams) return body.toString()
  throw new TypeError('A request of openid-client has a body of another kind.')
}

/** @throws Failure for an answer that says nothing about the request */
function requireAnswer(answer: HttpResponse, address: string, now: number): void {
  const { host } = new URL(address)
  const { status, headers } = answer
  const isUsed = (status >= 200 && status < 300) || (status >= 400 && status < 500)
  if (isUsed && status !== 408 && status !== 429) return
  void answer.body?.cancel().catch(() => undefined)
  if (status < 400) {
    const location = headers.get('location') ?? ''
    const target = URL.canParse(location, address) ? new URL(location, address) : null
    throw redirected(host, status, target)
  }
  const code = status === 429 ? 'rateLimited' : 'serverError'
  const retryAfterMs = readPause(headers, status, now)
  throw new Failure(code, `${host} answered ${status}.`, { retryAfterMs, about: { host } })
}

function aheadOf({ headers }: HttpResponse, now: number): number | null {
  const date = readDate(headers)
  return date === null || readAge(headers) > 0 ? null : date - now
}

/**
 * openid-client wants the platform's own `Response`. It costs 20 ms and 3 MB once, at the first single sign-on of a run, and
 * never at a start of another workspace.
 */
function toResponse(answer: HttpResponse, bytes: Buffer): Response {
  const headers = new Headers()
  for (const name of readHeaders) {
    const value = answer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const hasBody = ![204, 205, 304].includes(answer.status)
  return new Response(hasBody ? new Uint8Array(bytes) : null, { status: answer.status, headers })
}
