import { Failure } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'
import { systemClock } from '../platform/clock.ts'
import type { EchoCheck } from '../logging/echo.ts'
import { credentialUnusable, networkFailure, redirected } from './errors.ts'
import { readJson } from './json.ts'
import { unattended, type Patience } from './pausableTimeouts.ts'
import { readBytes, type Fetch, type HttpResponse } from './response.ts'
import { readAge, readDate, readPause } from './retryAfter.ts'

/** One HTTP request with a JSON body and a JSON answer, bounded in time and size. */
export interface JsonRequest {
  url: URL
  method: 'GET' | 'POST' | 'DELETE'
  headers: Record<string, string>
  body?: unknown
  signal: AbortSignal
  timeoutMs: number
  /** A longer answer is not read. */
  maxBytes: number
  /** The status of a 2xx is all that is needed: its body may be of any length, cut short or anything else than JSON. */
  isBodyOptional?: boolean
  /** Recognises a text that repeats what is sent. */
  isEcho?: EchoCheck
}

/** An answer of any status. */
export interface JsonAnswer {
  status: number
  /** Undefined: the body is not JSON. */
  json: unknown
  /** How long the answer asks us to wait, in ms, at most an hour; null: it does not ask. */
  retryAfterMs: number | null
  /** The server's clock as this answer tells it, carried on to now (epoch ms); null: no `Date`, or one from a cache. */
  serverNow: number | null
  /** See `readType`. */
  type: string
}

export interface HttpOptions {
  fetch: Fetch
  /** Where a person may be asked on the way: whose time-outs they get. */
  patience?: Pick<Patience, 'timeout'>
  /** Measures how long an answer was read; the computer's own by default. */
  clock?: Clock
  /** The server's clock as far as it is known (epoch ms); this computer's by default. */
  serverNow?(): number
  log?: Log
}

const mostRedirects = 3

/**
 * Sends a request. Redirects (307, 308) are followed within the origin only: a body with a password goes nowhere else.
 * @throws Failure `credentialUnusable`, `redirected`, `badAnswer` (too long), `timeout`, `aborted`, and those of
 * `networkFailure`
 */
export async function requestJson(http: HttpOptions, request: JsonRequest): Promise<JsonAnswer> {
  requireSendable(request.headers)
  const { timeout: begin } = http.patience ?? unattended
  const timeout = begin(request.timeoutMs)
  const signal = AbortSignal.any([request.signal, timeout.signal])
  try {
    return await readAnswer(http, request, await follow(http, request, signal))
  } catch (error) {
    if (error instanceof Failure) throw error
    if (request.signal.aborted) throw new Failure('aborted', 'The request was called off.')
    if (timeout.signal.aborted) {
      throw new Failure('timeout', `${request.url.host} did not answer in time.`)
    }
    throw networkFailure(request.url.host, error)
  } finally {
    timeout.end()
  }
}

/** Says in the log that an answer cannot be used, and what can be said of it without repeating it. */
export function logBadAnswer(
  log: Log | undefined,
  over: 'http' | 'socket',
  host: string,
  { status, type }: Pick<JsonAnswer, 'status' | 'type'>,
): void {
  log?.info('answer.bad', { over, host, status, type })
}

/** The media type of a body, where it is a usual one: what else a server writes there can be anything. */
export function readType(header: string | null): string {
  const type = (header ?? 'none').split(';')[0]?.trim().toLowerCase() ?? ''
  return usualTypes.has(type) ? type : 'other'
}

const usualTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/octet-stream',
  'application/problem+json',
  'application/xhtml+xml',
  'application/xml',
  'none',
  'text/html',
  'text/plain',
  'text/xml',
])

/** A header holds visible Latin-1 only (RFC 9110 section 5.5); what else is said of one may repeat its value. */
function requireSendable(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) throw credentialUnusable(name)
  }
}

async function follow(
  http: HttpOptions,
  request: JsonRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let url = request.url
  for (let redirects = 0; ; redirects += 1) {
    const response = await http.fetch(url, {
      method: request.method,
      headers: {
        ...request.headers,
        Accept: 'application/json',
        'Content-Type': 'application/json',
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      redirect: 'manual',
      signal,
    })
    const { status, headers } = response
    if (status < 300 || status >= 400) return response
    void response.body?.cancel().catch(() => undefined)
    const location = headers.get('location') ?? ''
    const target = URL.canParse(location, url.href) ? new URL(location, url) : null
    const isFollowed = status === 307 || status === 308
    if (!isFollowed || target?.origin !== url.origin || redirects === mostRedirects) {
      logBadAnswer(http.log, 'http', url.host, {
        status,
        type: readType(headers.get('content-type')),
      })
      throw redirected(url.host, status, target, request.isEcho)
    }
    url = target
  }
}

async function readAnswer(
  { clock = systemClock, serverNow = () => clock.now(), log }: HttpOptions,
  { url, maxBytes, isBodyOptional = false }: JsonRequest,
  response: HttpResponse,
): Promise<JsonAnswer> {
  const startedAt = clock.monotonic()
  const { status, headers } = response
  const date = readDate(headers)
  const type = readType(headers.get('content-type'))
  const retryAfterMs = readPause(headers, status, serverNow())
  const json = await readBody(response, maxBytes).catch((error: unknown) => {
    if (isBodyOptional && status < 300) return undefined
    if (error instanceof Failure) logBadAnswer(log, 'http', url.host, { status, type })
    throw error
  })
  if (json === undefined) logBadAnswer(log, 'http', url.host, { status, type })
  const isFresh = date !== null && readAge(headers) === 0
  // The header counts whole seconds: on average half of one has passed.
  const learned = isFresh ? date + 500 + clock.monotonic() - startedAt : null
  return { status, json, retryAfterMs, serverNow: learned, type }
}

async function readBody(response: HttpResponse, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(response, maxBytes)
  if (bytes === null) throw new Failure('badAnswer', `The answer is over ${maxBytes} bytes.`)
  return readJson(bytes)
}
