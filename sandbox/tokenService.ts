import type { IncomingMessage } from 'node:http'

import * as v from 'valibot'

import { isSame } from './compare.ts'
import { readHeaders } from './fields.ts'
import type { Answer } from './http.ts'
import { json, readJson } from './http.ts'
import { Refusal } from './refusal.ts'
import { seededUsers } from './seed.ts'
import { shaped } from './shape.ts'
import { spoil } from './tokenFaults.ts'
import { userIdSchema } from './users.ts'
import type { World } from './world.ts'

/** Somebody the token service has let in, and the id of the refresh token it was by, if it was. */
interface Admitted {
  userId: string
  replaces?: string
}

const requestSchema = v.object({ user_id: userIdSchema, password: v.optional(v.string()) })
const bearer = /^Bearer +(\S+)$/i

/**
 * Answers one call of the token service:
 * `{"user_id", "password"}` signs in; `{"user_id"}` with `Authorization: Bearer <refresh token>` renews. Both give
 * `{"token", "refresh_token", "user"}`. Refused: 401, or 403 for a refresh token of somebody else, `{"error", "message"}`.
 */
export async function answerTokenService(world: World, request: IncomingMessage): Promise<Answer> {
  world.counters.tokenServiceCalls += 1
  await world.time.pause(world.faults.current().tokenServiceDelayMs)
  const answer = await spoil(world, request, () => serve(world, request))
  world.log(`token service: ${'status' in answer ? answer.status : answer.kind}`)
  return answer
}

async function serve(world: World, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') {
    return json(405, { error: 'method_not_allowed', message: 'Ask with POST.' }, { Allow: 'POST' })
  }
  try {
    const body = shaped(requestSchema, await readJson(request, world.time))
    const admitted = await admit(
      world,
      body,
      bearer.exec(readHeaders(request.headers).get('authorization') ?? '')?.[1],
    )
    return 'kind' in admitted ? admitted : issue(world, admitted)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return json(error.status, { error: 'bad_request', message: error.message })
  }
}

async function admit(
  world: World,
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
    const presented = await world.refreshTokens.present(refreshToken)
    if (!presented.ok) return refuse(presented.problem, 'Sign in with your password again.')
    if (!user) return refuse('refresh_token_invalid', 'There is no such user any more.')
    if (presented.userId !== userId)
      return json(403, {
        error: 'wrong_user',
        message: 'This is the refresh token of somebody else.',
      })
    return { userId, replaces: presented.id }
  }
  if (world.signIn === 'none' && user) return { userId }
  return refuse('credentials_required', 'Send a password, or a refresh token as bearer.')
}

async function issue(world: World, { userId, replaces }: Admitted): Promise<Answer> {
  const { id, name, image } = world.users.welcome(userId)
  const last =
    world.faults.current().tokenService === 'sameToken' ? world.tokens.last(userId) : undefined
  world.counters.tokensIssued += 1
  return json(200, {
    token: last ?? (await world.tokens.issue(userId)),
    refresh_token: await world.refreshTokens.issue(userId, replaces),
    user: { id, name, ...(image === undefined ? {} : { image }) },
  })
}

function refuse(error: string, message: string): Answer {
  return json(401, { error, message }, { 'WWW-Authenticate': 'Bearer' })
}
