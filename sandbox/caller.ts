import type { Actor } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { GoodToken, Tokens } from './tokens.ts'
import { anonymousId, type Users } from './users.ts'

/** The identity that a request claims. */
export interface Credentials {
  apiKey: string | undefined
  authType: string | undefined
  token: string | undefined
  /** Every place where the request names its user; all must agree with the token, if there is one. */
  claimedIds: (string | undefined)[]
}

/** The parts of a sandbox that tell who calls. */
export interface IdentityParts {
  apiKey: string
  tokens: Tokens
  users: Users
}

/** An authenticated caller; `token` is null for an anonymous one. */
export interface Caller extends Actor {
  token: GoodToken | null
}

/** Finds out who calls, or refuses with code 2, 5, 40, 41, 42 or 43. A good token's user is made if new. */
export async function authenticate(
  state: IdentityParts,
  credentials: Credentials,
): Promise<Caller> {
  const { apiKey, authType, token, claimedIds } = credentials
  if (apiKey !== state.apiKey)
    throw new Refusal(
      2,
      `The API key is ${apiKey ? 'not one of this server' : 'missing'} (api_key)`,
    )
  switch (authType) {
    case 'anonymous':
      return { userId: anonymousId, role: 'anonymous', token: null }
    case 'jwt':
      return authenticateByToken(state, token, claimedIds)
    default:
      throw new Refusal(
        2,
        'The authentication type is missing or unknown (stream-auth-type): jwt or anonymous',
      )
  }
}

async function authenticateByToken(
  state: IdentityParts,
  token: string | undefined,
  claimedIds: (string | undefined)[],
): Promise<Caller> {
  if (!token) throw new Refusal(5, 'The token is missing (Authorization)')
  const good = await state.tokens.verify(token)
  for (const claimed of claimedIds) {
    if (claimed !== undefined && claimed !== good.userId) {
      throw new Refusal(5, 'The user_id of the request is not the user_id of the token')
    }
  }
  const { id, role } = state.users.find(good.userId) ?? state.users.welcome(good.userId)
  return { userId: id, role, token: good }
}
