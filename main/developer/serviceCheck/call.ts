import type { Clock } from '../../auth/ports.ts'
import { Failure } from '../../auth/errors.ts'
import { reasonOf } from '../../network/errors.ts'
import { readJson } from '../../network/json.ts'
import { readBytes, type Fetch, type HttpInit, type HttpResponse } from '../../network/response.ts'
import { readPause } from '../../network/retryAfter.ts'

/** The result of one call. `ms`: until the last byte, or until the time-out. */
export type CallResult =
  | { kind: 'answer'; ms: number; answer: Answer }
  /** A redirect that Latchkey does not follow. `to`: the host, null where there is no readable one. */
  | { kind: 'redirect'; ms: number; status: number; to: string | null }
  | { kind: 'timeout'; ms: number }
  /** `code`: the system's, OpenSSL's or Chromium's word for it; null where there is none. */
  | { kind: 'failed'; ms: number; code: string | null }

/** An answer of the token service. Times are epoch ms. */
export interface Answer {
  status: number
  contentType: string | null
  /** The `Date` header: whole seconds. */
  serverTime: number | null
  /** By this computer's clock. */
  receivedAt: number
  retryAfterMs: number | null
  redirects: number
  body: Body
}

/** `text` is not kept, for it may hold anything. */
export type Body = { kind: 'json'; value: unknown } | { kind: 'text' } | { kind: 'tooLong' }

/** How calls are made; an argument, so that a test turns the clock. */
export interface Transport {
  fetch: Fetch
  clock: Clock
}

/** As in main/workspaces/tokenService.ts: what the app itself puts up with. */
const timeoutMs = 10_000
const maxBytes = 65_536
const mostRedirects = 3

/**
 * Makes one call of a token service the way the app does: `POST`, or `DELETE` without a body. What goes wrong on the way is a value, not an error.
 * @throws Failure `aborted`
 */
export async function call(
  transport: Transport,
  url: URL,
  body: Record<string, string> | null,
  credential: string | null,
  signal: AbortSignal,
): Promise<CallResult> {
  const { clock } = transport
  const startedAt = clock.monotonic()
  const timeout = new AbortController()
  const cancel = clock.after(timeoutMs, () => timeout.abort())
  const init = {
    method: body === null ? 'DELETE' : 'POST',
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      ...(credential === null ? {} : { Authorization: `Bearer ${credential}` }),
    },
    body: body && JSON.stringify(body),
    redirect: 'manual' as const,
    signal: AbortSignal.any([signal, timeout.signal]),
  }
  const ms = () => Math.round(clock.monotonic() - startedAt)
  try {
    const found = await follow(transport, url, init)
    return { ...found, ms: ms() }
  } catch (error) {
    if (signal.aborted) throw new Failure('aborted', 'The check was called off.')
    if (timeout.signal.aborted) return { kind: 'timeout', ms: ms() }
    return { kind: 'failed', ms: ms(), code: systemCode(error) }
  } finally {
    cancel()
  }
}

type Found =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'redirect'; status: number; to: string | null }

async function follow({ fetch, clock }: Transport, url: URL, init: HttpInit): Promise<Found> {
  for (let redirects = 0, at = url; ; redirects += 1) {
    const response = await fetch(at, init)
    const { status, headers } = response
    if (status < 300 || status >= 400) {
      const date = Date.parse(headers.get('date') ?? '')
      const answer = {
        status,
        contentType: headers.get('content-type'),
        serverTime: Number.isFinite(date) ? date : null,
        receivedAt: clock.now(),
        retryAfterMs: readPause(headers, status, clock.now()),
        redirects,
        body: await readBody(response),
      }
      return { kind: 'answer', answer }
    }
    await response.body?.cancel()
    const location = headers.get('location')
    const target =
      location !== null && URL.canParse(location, at.href) ? new URL(location, at) : null
    const isFollowed = status === 307 || status === 308
    if (!isFollowed || target?.origin !== at.origin || redirects === mostRedirects) {
      return { kind: 'redirect', status, to: target?.host ?? null }
    }
    at = target
  }
}

async function readBody(response: HttpResponse): Promise<Body> {
  const bytes = await readBytes(response, maxBytes)
  if (bytes === null) return { kind: 'tooLong' }
  const value = readJson(bytes)
  return value === undefined ? { kind: 'text' } : { kind: 'json', value }
}

function systemCode(error: unknown): string | null {
  const reason = reasonOf(error)
  if (reason !== null) return reason
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause !== 'object' || cause === null) return null
  // Node's fetch does not ask at ports of other protocols (WHATWG Fetch, section 2.9), and has no code for it.
  return 'message' in cause && cause.message === 'bad port' ? 'bad port' : null
}
