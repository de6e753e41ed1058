import type { IncomingMessage } from 'node:http'

import * as v from 'valibot'

import { isSame } from './compare.ts'
import { readHeaders } from './fields.ts'
import type { Answer } from './http.ts'
import { json, readJson } from './http.ts'
import { Refusal } from './refusal.ts'
import { seededUsers } from './seed.ts'
import { validated } from './validated.ts'
import { applyFault } from './tokenFaults.ts'
import { userIdSchema } from './users.ts'
import type { SandboxState } from './state.ts'

/** An authenticated user, and the refresh token that showed it if there was one. */
interface Admitted {
  userId: string
  before?: { id: string; signInId: string }
}

const requestSchema = v.object({ user_id: userIdSchema, password: v.optional(v.string()) })
const renewalSchema = v.object({ user_id: v.optional(userIdSchema) })
const bearer = /^Bearer +(\S+)$/i

/**
 * Answers one call of the token service:
 * `{"user_id", "password"}` signs in; `{"user_id"}` with `Authorization: Bearer <refresh token>` renews. Both give
 * `{"token", "refresh_token", "user"}`. `DELETE` with the refresh token as bearer ends its sign-in: 204. Refused: 401, or 403 for
 * a refresh token of another user, `{"error", "message"}`. With single sign-on the bearer is an access token of the identity
 * provider, which names the user.
 */
export async function answerTokenService(
  state: SandboxState,
  request: IncomingMessage,
  isSingleSignOn = false,
): Promise<Answer> {
  state.counters.tokenServiceCalls += 1
  await state.time.pause(state.faults.current().tokenServiceDelayMs)
  const serveIt = isSingleSignOn ? serveSingleSignOn : serve
  const answer = await applyFault(state, request, () => serveIt(state, request))
  state.log(`token service: ${'status' in answer ? answer.status : answer.kind}`)
  return answer
}

async function serve(state: SandboxState, request: IncomingMessage): Promise<Answer> {
  const refreshToken = bearer.exec(readHeaders(request.headers).get('authorization') ?? '')?.[1]
  if (request.method === 'DELETE') return endSignIn(state, refreshToken)
  if (request.method !== 'POST') {
    const message = 'Ask with POST, or end a sign-in with DELETE.'
    return json(405, { error: 'method_not_allowed', message }, { Allow: 'POST, DELETE' })
  }
  try {
    const body = validated(requestSchema, await readJson(request, state.time))
    const admitted = await admit(state, body, refreshToken)
    return 'kind' in admitted ? admitted : issue(state, admitted)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return json(error.status, { error: 'bad_request', message: error.message })
  }
}

async function serveSingleSignOn(state: SandboxState, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') {
    const message = 'Ask with POST.'
    return json(405, { error: 'method_not_allowed', message }, { Allow: 'POST' })
  }
  const accessToken = bearer.exec(readHeaders(request.headers).get('authorization') ?? '')?.[1]
  const userId = await state.identityProvider.userOf(accessToken ?? '')
  if (userId === undefined) return refuse('invalid_token', 'This access token is not good.')
  const body = v.safeParse(renewalSchema, await readJson(request, state.time))
  if (!body.success || (body.output.user_id ?? userId) !== userId) {
    return json(403, { error: 'wrong_user', message: 'This is the access token of somebody else.' })
  }
  const { id, name, image } = state.users.welcome(userId)
  state.counters.tokensIssued += 1
  const user = { id, name, ...(image === undefined ? {} : { image }) }
  return json(200, { token: await state.tokens.issue(userId), user })
}

async function admit(
  state: SandboxState,
  { user_id: userId, password }: v.InferOutput<typeof requestSchema>,
  refreshToken: string | undefined,
): Promise<Admitted | Answer> {
  const user = seededUsers.find(({ id }) => id === userId)
  if (password !== undefined) {
    // Compared even when there is no such user, so that the time of the answer does not tell.
    const isRight = isSame(password, user?.password ?? '')
    return user && isRight
      ? { userId }
      : refuse('invalid_credentials', 'User ID and password do not match.')
  }
  if (refreshToken !== undefined) {
    const presented = await state.refreshTokens.present(refreshToken)
    if (!presented.ok) return refuse(presented.problem, 'Sign in with your password again.')
    if (!user) return refuse('refresh_token_invalid', 'There is no such user any more.')
    if (presented.userId !== userId)
      return json(403, {
        error: 'wrong_user',
        message: 'This is the refresh token of somebody else.',
      })
    return { userId, before: presented }
  }
  if (state.signIn === 'none' && user) return { userId }
  return refuse('credentials_required', 'Send a password, or a refresh token as bearer.')
}

async function issue(state: SandboxState, { userId, before }: Admitted): Promise<Answer> {
  const { id, name, image } = state.users.welcome(userId)
  const last =
    state.faults.current().tokenService === 'sameToken' ? state.tokens.last(userId) : undefined
  state.counters.tokensIssued += 1
  return json(200, {
    token: last ?? (await state.tokens.issue(userId)),
    refresh_token: await state.refreshTokens.issue(userId, before),
    user: { id, name, ...(image === undefined ? {} : { image }) },
  })
}

/** A refresh token that is unknown, used or ended ends nothing: only its holder may sign its user out. */
async function endSignIn(state: SandboxState, refreshToken: string | undefined): Promise<Answer> {
  if (refreshToken === undefined) {
    return refuse('credentials_required', 'Send the refresh token as bearer.')
  }
  const presented = await state.refreshTokens.present(refreshToken)
  if (!presented.ok) return refuse(presented.problem, 'This refresh token is not good any more.')
  state.refreshTokens.end(presented.signInId)
  state.counters.signOuts += 1
  return { kind: 'text', status: 204, type: 'text/plain', body: '' }
}

function refuse(error: string, message: string): Answer {
  return json(401, { error, message }, { 'WWW-Authenticate': 'Bearer' })
}
