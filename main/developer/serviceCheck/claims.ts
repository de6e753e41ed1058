import type { CheckContext } from './context.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import { readJwt, readToken, type Jwt } from './jwt.ts'
import type { Probe } from './probe.ts'

const unread = 'There is no token that can be read.'
/** Names of the user claim in other systems. */
const otherNames = ['sub', 'userId', 'user', 'uid', 'id', 'username', 'email']

/** Whether what was granted can be read as a JWT. */
export const token: Probe = {
  name: 'token',
  title: 'Token',
  run({ facts }) {
    const raw = facts.grant?.token
    if (raw === undefined) return skip('There is no token.')
    const jwt = readJwt(raw)
    const read = readToken(raw)
    if (!jwt) {
      return fail(
        `It is not a JWT. ${typeof read === 'string' ? read : ''}`,
        'Send the JWT by itself, as the library that signs it gives it: no “Bearer”, no quotes.',
      )
    }
    facts.jwt = jwt
    if (typeof read === 'string' && !isToldBelow(jwt)) {
      return fail(read, 'Send the JWT as the library that signs it gives it.')
    }
    if (/[+/=]/.test(raw) && jwt.signature !== 'devtoken') {
      return warn(
        'Its parts are plain base64; a JWT is base64url without padding (RFC 7515).',
        'Let a JWT library make the token.',
      )
    }
    return pass('It is a JWT that can be read.')
  },
}

/** How the token is signed, as far as its header and the look of its signature tell. */
export const algorithm: Probe = {
  name: 'algorithm',
  title: 'Algorithm',
  run({ facts: { jwt }, quote }) {
    return jwt ? judgeAlgorithm(jwt, quote) : skip(unread)
  },
}

/** The user of the token. */
export const userId: Probe = {
  name: 'userId',
  title: 'User ID',
  run(context) {
    const { facts, target, quote } = context
    const { jwt, grant } = facts
    if (!jwt || !grant) return skip(unread)
    const found = jwt.claims['user_id']
    if (found === target.userId) {
      if (typeof readToken(grant.token) !== 'string') facts.session = grant
      return pass('user_id in the token is the user that was asked for.')
    }
    if (typeof found === 'string' && found !== '') {
      return fail(
        `The token is for “${quote(found)}”, not for the user that was asked for. Latchkey does not use it.`,
        'Set user_id to the user_id of the request, letter by letter.',
      )
    }
    if (found !== undefined) {
      return fail(
        'user_id in the token is not a string.',
        'Write it as a string, numbers too: "42".',
      )
    }
    const other = otherNames.find((name) => name in jwt.claims)
    return fail(
      `The token has no user_id${other ? `, only “${other}”` : ''}.`,
      'Add the claim user_id, with the user_id of the request.',
    )
  },
}

/** Faults that have a probe of their own. */
function isToldBelow({ claims, signature }: Jwt): boolean {
  if (signature === '' || typeof claims['user_id'] !== 'string' || claims['user_id'] === '') {
    return true
  }
  return ['exp', 'iat', 'nbf'].some((name) => {
    const time = claims[name]
    return time !== undefined && typeof time !== 'number'
  })
}

function judgeAlgorithm({ header, signature }: Jwt, quote: CheckContext['quote']): Verdict {
  const name = header['alg']
  const advice = 'Sign with HS256 and the API secret.'
  if (signature === 'devtoken') {
    return fail(
      'This is a development token, signed by nobody: whoever knows a user ID can make one.',
      `${advice} A chat backend takes development tokens only with its auth checks off.`,
    )
  }
  if (typeof name !== 'string') return fail('The header names no algorithm (alg).', advice)
  if (name === 'HS256') return pass('It is HS256.')
  if (name.toLowerCase() === 'none') {
    return fail('The token is not signed (alg: none): anybody can make one.', advice)
  }
  if (name === 'HS384' || name === 'HS512') {
    return warn(`It is ${name}; a chat backend may take HS256 only.`, advice)
  }
  // The chat backend shares a secret with the service and has no public key to check this with.
  return fail(`It is ${quote(name)}, which a chat backend cannot check: error 43.`, advice)
}
