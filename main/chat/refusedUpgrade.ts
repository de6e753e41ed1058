import type { IncomingMessage } from 'node:http'
import { Failure, type FailureCode } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'
import { redirected } from '../network/errors.ts'
import { logBadAnswer, readType } from '../network/http.ts'
import { readJson } from '../network/json.ts'
import { readAge, readDate, readPause, type AnswerHeaders } from '../network/retryAfter.ts'
import { chatFailure, isOwnError, type AnswerContext } from './errors.ts'

/** How an upgrade to a WebSocket was refused, by a plain HTTP answer. */
export interface RefusedUpgrade {
  failure: Failure
  /** The server's clock (epoch ms), where the answer is the chat server's own and fresh. */
  serverNow: number | null
}

export interface UpgradeOptions {
  clock: Clock
  url: URL
  /** The server's clock as far as it is known (epoch ms). */
  serverNow(): number
  context: AnswerContext
  log: Log | undefined
}

/** More of a body is not read, and no longer. */
const maxBytes = 65_536
const bodyTimeoutMs = 5_000

/** Reads the answer and drops its connection. Never throws. */
export async function readRefusedUpgrade(
  response: IncomingMessage,
  { clock, url, serverNow, context, log }: UpgradeOptions,
): Promise<RefusedUpgrade> {
  const status = response.statusCode ?? 0
  const headers: AnswerHeaders = { get: (name) => response.headers[name]?.toString() ?? null }
  const json = readJson(await readBody(response, clock))
  if (!isOwnError(json)) {
    logBadAnswer(log, 'socket', url.host, { status, type: readType(headers.get('content-type')) })
  }
  const date = readDate(headers)
  const isFresh = date !== null && readAge(headers) === 0 && isOwnError(json)
  const retryAfterMs = readPause(headers, status, serverNow())
  return {
    failure: failureOf(json, { status, retryAfterMs, headers, url, context }),
    serverNow: isFresh ? date + 500 : null,
  }
}

/** Where a server that is no chat server, or a proxy that passes no upgrade on, answers an upgrade with one of these. */
const wrongAddress: ReadonlySet<number> = new Set([400, 404, 405, 426, 501])
const vague: ReadonlySet<FailureCode> = new Set([
  'badAnswer',
  'notFound',
  'requestRefused',
  'serverError',
])

function failureOf(
  json: unknown,
  answer: {
    status: number
    retryAfterMs: number | null
    headers: AnswerHeaders
    url: URL
    context: AnswerContext
  },
): Failure {
  const { status, retryAfterMs, headers, url, context } = answer
  if (status >= 300 && status < 400) {
    const location = headers.get('location') ?? ''
    const target = URL.canParse(location, url.href) ? new URL(location, url) : null
    return redirected(url.host, status, target, context.isEcho)
  }
  const failure = chatFailure(json, status, retryAfterMs, context)
  if (!wrongAddress.has(status) || !vague.has(failure.code)) return failure
  return new Failure('addressWrong', `${url.host} refuses an upgrade (${status}).`, {
    origin: 'inBetween',
    retryAfterMs,
    about: { host: url.host },
  })
}

/** The bytes within the limits, or nothing. */
function readBody(response: IncomingMessage, clock: Clock): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const cancel = clock.after(bodyTimeoutMs, () => end())
    function end(whole: Buffer = Buffer.alloc(0)): void {
      cancel()
      response.destroy()
      resolve(whole)
    }
    response.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) return end()
      chunks.push(chunk)
    })
    response.on('end', () => end(Buffer.concat(chunks)))
    response.on('error', () => end())
    response.on('close', () => end())
  })
}
