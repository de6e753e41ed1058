import { Failure } from '../auth/errors.ts'
import { unattended, type Patience } from './pausableTimeouts.ts'
import { networkFailure } from './errors.ts'

/** One HTTP request with a JSON body and a JSON answer, bounded in time and size. */
export interface JsonRequest {
  url: URL
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: unknown
  signal: AbortSignal
  timeoutMs: number
  /** A longer answer is refused. */
  maxBytes: number
}

/** An answer that was JSON, whatever its status. */
export interface JsonAnswer {
  status: number
  json: unknown
  retryAfterMs: number | null
}

export interface HttpOptions {
  fetch: typeof fetch
  /** Where a person may be asked on the way: whose time-outs they get. */
  patience?: Pick<Patience, 'timeout'>
  /** Called with the server's clock (epoch ms) when an answer tells it. */
  learn(serverNow: number): void
}

const mostRedirects = 3

/**
 * Sends a request. Redirects (307, 308) are followed within the origin only: a body with a password goes nowhere else.
 * @throws Failure `network`, `certificateRefused`, `proxyRefused`, `timeout`, `aborted`, `rateLimited`, `serverError`,
 * `badAnswer`
 */
export async function requestJson(http: HttpOptions, request: JsonRequest): Promise<JsonAnswer> {
  const { timeout: begin } = http.patience ?? unattended
  const timeout = begin(request.timeoutMs)
  const signal = AbortSignal.any([request.signal, timeout.signal])
  try {
    const response = await follow(http, request, signal)
    const text = await readText(response, request.maxBytes)
    return readAnswer(response, text)
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

async function follow(
  { fetch, learn }: HttpOptions,
  request: JsonRequest,
  signal: AbortSignal,
): Promise<Response> {
  let url = request.url
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, {
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
    const date = Date.parse(response.headers.get('date') ?? '')
    // The header counts whole seconds: on average half of one has passed.
    if (Number.isFinite(date)) learn(date + 500)
    if (response.status < 300 || response.status >= 400) return response
    await response.body?.cancel()
    const location = response.headers.get('location') ?? ''
    const target = URL.canParse(location, url.href) ? new URL(location, url) : null
    const isFollowed = response.status === 307 || response.status === 308
    if (!isFollowed || target?.origin !== url.origin || redirects === mostRedirects) {
      throw new Failure('badAnswer', `${url.host} redirects elsewhere (${response.status}).`)
    }
    url = target
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Failure('badAnswer', `The answer is over ${maxBytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readAnswer(response: Response, text: string): JsonAnswer {
  const { status } = response
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'))
  const json = parse(text)
  if (json === undefined) {
    const wait = retryAfterMs === null ? {} : { retryAfterMs }
    if (status === 429) throw new Failure('rateLimited', 'The server asks to slow down.', wait)
    if (status >= 500) throw new Failure('serverError', `The server answered ${status}.`, wait)
    throw new Failure('badAnswer', `The answer (${status}) is not JSON.`)
  }
  return { status, json, retryAfterMs }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `Retry-After` in ms: seconds or a date (RFC 9110 section 10.2.3); null when absent or unreadable. */
export function readRetryAfter(value: string | null): number | null {
  if (value === null) return null
  // Any number of digits is allowed; too many would make Infinity, and a timer for that fires at once.
  if (/^\d+$/.test(value.trim())) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER)
  const date = Date.parse(value)
  return Number.isFinite(date) ? Math.max(0, date - Date.now()) : null
}
