import type { CheckContext } from './context.ts'
import { fail, pass, skip, warn, type Verdict } from './verdict.ts'
import { readJwt, readToken, type Jwt } from './jwt.ts'
import type { Probe } from './probe.ts'

/** Names of the user claim in other systems. */
const otherNames = ['sub', 'userId', 'user', 'uid', 'id', 'username', 'email']

/** Whether what was granted can be read as a JWT. */
export const token: Probe = {
  name: 'token',
  run({ facts, text: { tokenCheck: text } }) {
    const raw = facts.grant?.token
    if (raw === undefined) return skip(text.none)
    const jwt = readJwt(raw)
    const read = readToken(raw)
    if (!jwt) {
      return fail(text.notJwt(typeof read === 'string' ? read : ''), text.notJwtAdvice)
    }
    facts.jwt = jwt
    if (typeof read === 'string' && !isToldBelow(jwt)) {
      return fail(text.unreadable(read), text.asSigned)
    }
    if (/[+/=]/.test(raw) && jwt.signature !== 'devtoken') {
      return warn(text.plainBase64.message, text.plainBase64.advice)
    }
    return pass(text.readable)
  },
}

/** How the token is signed, as far as its header and the look of its signature tell. */
export const algorithm: Probe = {
  name: 'algorithm',
  run({ facts: { jwt }, quote, text: { tokenCheck } }) {
    return jwt ? judgeAlgorithm(jwt, quote, tokenCheck) : skip(tokenCheck.unread)
  },
}

/** The user of the token. */
export const userId: Probe = {
  name: 'userId',
  run(context) {
    const { facts, target, quote } = context
    const { tokenCheck: text } = context.text
    const { jwt, grant } = facts
    if (!jwt || !grant) return skip(text.unread)
    const found = jwt.claims['user_id']
    if (found === target.userId) {
      if (typeof readToken(grant.token) !== 'string') facts.session = grant
      return pass(text.rightUser)
    }
    if (typeof found === 'string' && found !== '') {
      return fail(text.otherUser.message(quote(found)), text.otherUser.advice)
    }
    if (found !== undefined) {
      return fail(text.userNotString.message, text.userNotString.advice)
    }
    const other = otherNames.find((name) => name in jwt.claims)
    return fail(other === undefined ? text.noUser : text.onlyOther(other), text.noUserAdvice)
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

function judgeAlgorithm(
  { header, signature }: Jwt,
  quote: CheckContext['quote'],
  text: CheckContext['text']['tokenCheck'],
): Verdict {
  const name = header['alg']
  const advice = text.signWith
  if (signature === 'devtoken') {
    return fail(text.development.message, text.development.advice)
  }
  if (typeof name !== 'string') return fail(text.noAlgorithm, advice)
  if (name === 'HS256') return pass(text.hs256)
  if (name.toLowerCase() === 'none') {
    return fail(text.notSigned, advice)
  }
  if (name === 'HS384' || name === 'HS512') {
    return warn(text.longerHash(name), advice)
  }
  // The chat backend shares a secret with the service and has no public key to check this with.
  return fail(text.otherAlgorithm(quote(name)), advice)
}
