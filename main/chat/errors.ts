import { Failure, type FailureCode } from '../auth/errors.ts'
import { quote, type EchoCheck } from '../logging/echo.ts'

/** Beside the answer itself. */
export interface AnswerContext {
  /** The server asked, for the sentences that name it. */
  host?: string
  /** Recognises a text that repeats what was sent. */
  isEcho?: EchoCheck
}

/**
 * Maps an answer without success to a Failure, here and nowhere else, by its shape and its HTTP status.
 * The chat server's own answer is JSON with a numeric `code`; with a 4xx other than 408 and 429 it is definite. Everything
 * else comes from something in between, and says nothing about the request unless the status is about its size.
 */
export function chatFailure(
  body: unknown,
  status: number,
  retryAfterMs: number | null,
  { host, isEcho = () => false }: AnswerContext = {},
): Failure {
  const error = readError(body)
  const at = host === undefined ? {} : { host }
  if (error === null) return inBetween(status, retryAfterMs, at)
  const isDefinite = isClientError(status)
  const code = isDefinite ? definiteCode(error.code, status) : passingCode(status)
  const text = quote(error.message, isEcho)
  return new Failure(code, text || `The chat server answered ${status} (code ${error.code}).`, {
    origin: 'server',
    canRetry: !isDefinite,
    retryAfterMs: retryAfterMs ?? (code === 'appSuspended' ? suspendedPauseMs : null),
    about: text === '' ? at : { ...at, text },
  })
}

/**
 * Maps the `error` of a `connection.error`: as an answer with its `StatusCode`, or with 401, which such frames are
 * for, where it has none.
 */
export function frameFailure(error: unknown, context?: AnswerContext): Failure {
  const status = isObject(error) ? error['StatusCode'] : undefined
  // Go writes 0 for a number that is not set.
  const isStatus = typeof status === 'number' && status >= 100 && status < 600
  return chatFailure(error, isStatus ? status : 401, null, context)
}

/** A message that moderation blocks is answered as one of type `error`, whose text is the reason. */
export function blockedMessage(reason: string, isEcho: EchoCheck): Failure {
  const text = quote(reason, isEcho)
  return new Failure('requestRefused', text || 'The chat server does not publish this message.', {
    origin: 'server',
    about: text === '' ? {} : { text },
  })
}

/** Whether an answer without success is the chat server's own. */
export function isOwnError(body: unknown): boolean {
  return readError(body) !== null
}

/** An answer of something in between. Any of them can pass, but those to the size of the request. */
function inBetween(status: number, retryAfterMs: number | null, about: { host?: string }): Failure {
  const code = tooLarge.get(status) ?? passingCode(status)
  return new Failure(code, `The answer (${status}) is not the chat server's.`, {
    origin: 'inBetween',
    canRetry: !tooLarge.has(status),
    retryAfterMs,
    about,
  })
}

/** RFC 9110 sections 15.5.14 and 15.5.15, RFC 6585 section 5. */
const tooLarge: ReadonlyMap<number, FailureCode> = new Map([
  [413, 'payloadTooLarge'],
  [414, 'headersTooLarge'],
  [431, 'headersTooLarge'],
])

/** The vendor's public table. Lower codes are also other systems' (gRPC), so they count with their own status only. */
const auth: ReadonlyMap<number, FailureCode> = new Map([
  [2, 'workspaceInvalid'],
  [5, 'authenticationFailed'],
  [40, 'tokenExpired'],
  [41, 'tokenNotYetValid'],
  [42, 'tokenUsedBeforeIssued'],
  [43, 'tokenSignatureInvalid'],
  [70, 'notAllowed'],
])
const withStatus: ReadonlyMap<string, FailureCode> = new Map([
  ['400 4', 'badInput'],
  ['400 6', 'userNameTaken'],
  ['404 16', 'notFound'],
])
const always: ReadonlyMap<number, FailureCode> = new Map([
  [17, 'notAllowed'],
  [20, 'messageTooLong'],
  [22, 'payloadTooLarge'],
  [60, 'slowMode'],
  [70, 'notAllowed'],
  [99, 'appSuspended'],
  [431, 'headersTooLarge'],
])

/** A suspended app comes back by a person's hand: minutes, not seconds. */
const suspendedPauseMs = 300_000

function definiteCode(code: number, status: number): FailureCode {
  const refusal = status === 401 ? auth.get(code) : undefined
  return (
    refusal ?? always.get(code) ?? withStatus.get(`${status} ${code}`) ?? definiteStatus(status)
  )
}

function definiteStatus(status: number): FailureCode {
  if (status === 404) return 'notFound'
  return tooLarge.get(status) ?? 'requestRefused'
}

function passingCode(status: number): FailureCode {
  if (status === 429) return 'rateLimited'
  return status >= 500 || status === 408 ? 'serverError' : 'badAnswer'
}

/** A 4xx that says something about the request. */
function isClientError(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

/** The code is what counts; everything else may be absent, null or of another type. */
function readError(body: unknown): { code: number; message: string } | null {
  if (!isObject(body) || typeof body['code'] !== 'number') return null
  const { code, message } = body
  return { code, message: typeof message === 'string' ? message : '' }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
