import type { IncomingMessage } from 'node:http'

import type { Call } from './call.ts'
import { authenticate } from './caller.ts'
import { count } from './counters.ts'
import type { Fields, Target } from './fields.ts'
import { readHeaders } from './fields.ts'
import type { Answer } from './http.ts'
import { json, readJson, unreachable } from './http.ts'
import { captivePortal, unavailablePage } from './pages.ts'
import { Refusal, errorBody } from './refusal.ts'
import { findRoute } from './routes.ts'
import type { SandboxState } from './state.ts'

/** Answers one REST call of the chat protocol, faults included. */
export async function answerChat(
  state: SandboxState,
  request: IncomingMessage,
  target: Target,
): Promise<Answer> {
  const { chat, chatDelayMs, retryAfterSeconds } = state.faults.current()
  await state.time.pause(chatDelayMs)
  switch (chat) {
    case 'ok':
      return serve(state, request, target)
    case 'never':
      return { kind: 'silence' }
    case 'loseAnswers':
      await serve(state, request, target)
      return { kind: 'cut' }
    case 'unavailable':
      return unavailablePage(retryAfterSeconds)
    case 'html':
      return captivePortal(200)
    default:
      return unreachable(chat)
  }
}

async function serve(
  state: SandboxState,
  request: IncomingMessage,
  { parts, query }: Target,
): Promise<Answer> {
  const startedAt = performance.now()
  const found = parts && findRoute(request.method ?? '', parts)
  const name = found?.route.name ?? 'unknown path'
  let headers: Record<string, string> = {}
  try {
    if (!found) throw new Refusal(16, 'There is nothing at this path')
    const call = await readCall(state, request, found.params, query)
    const allowance = state.rateLimits.take(call.caller.userId, name)
    headers = allowance.headers
    if (allowance.isExceeded) throw new Refusal(9, 'Too many requests, see X-RateLimit-Reset')
    const answer = await found.route.serve(call)
    count(state.counters.rest, 'ok')
    state.log(name)
    return answer.kind === 'json'
      ? { ...answer, body: { ...answer.body, duration: duration(startedAt) }, headers }
      : answer
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    count(state.counters.rest, error.code)
    state.log(`${name}: refused with code ${error.code}`)
    // A real rate limit tells the end of its minute instead.
    if (error.status === 429 && !headers['X-RateLimit-Reset'])
      headers = { 'Retry-After': String(state.faults.current().retryAfterSeconds) }
    return json(error.status, errorBody(error, duration(startedAt)), headers)
  }
}

async function readCall(
  state: SandboxState,
  request: IncomingMessage,
  params: string[],
  query: Fields,
): Promise<Call> {
  // Read before anything can refuse, so that the connection is fit for the next request.
  const body = await readJson(request, state.time)
  const { refuseWith } = state.faults.current()
  if (refuseWith !== null)
    throw new Refusal(refuseWith, `The sandbox refuses everything with code ${refuseWith}`)
  const headers = readHeaders(request.headers)
  const caller = await authenticate(state, {
    apiKey: query.get('api_key'),
    authType: headers.get('stream-auth-type'),
    token: headers.get('authorization'),
    claimedIds: [query.get('user_id')],
  })
  return { state, caller, params, query, body }
}

function duration(startedAt: number): string {
  return `${(performance.now() - startedAt).toFixed(2)}ms`
}
