// The example of docs/token-service.md once more, with another library, so that the check is compared with another implementation.
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import jwt from 'jsonwebtoken'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const secret = process.env['CHAT_API_SECRET'] ?? ''
const passwords = new Map([['alice', 'alice-example']])
/** @type {Map<string | undefined, { user_id: string, sign_in: string, replaces: string | undefined }>} */
const refreshTokens = new Map()

createServer((request, response) => void serve(request, response)).listen(
  Number(process.env['PORT'] ?? 4000),
  '127.0.0.1',
)

/** @type {(request: IncomingMessage, response: ServerResponse) => Promise<void>} */
async function serve(request, response) {
  /** @type {(status: number, body: object) => void} */
  const answer = (status, body) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  try {
    const bearer = request.headers.authorization?.replace(/^Bearer /, '')
    const known = refreshTokens.get(bearer)
    if (request.method === 'DELETE') {
      if (!known) return answer(401, { error: 'unauthorized', message: 'Not signed in.' })
      for (const [token, { sign_in }] of refreshTokens)
        if (sign_in === known.sign_in) refreshTokens.delete(token)
      return answer(200, {})
    }
    let text = ''
    for await (const chunk of request)
      if ((text += chunk).length > 65_536) throw new Error('too long')
    const { user_id, password } = JSON.parse(text)
    const isRight = bearer
      ? known?.user_id === user_id
      : password && passwords.get(user_id) === password
    if (!isRight)
      return answer(401, {
        error: 'unauthorized',
        message: 'The user ID or the password is wrong.',
      })

    if (known) refreshTokens.delete(known.replaces)
    const refresh_token = randomBytes(32).toString('base64url')
    const sign_in = known?.sign_in ?? randomUUID()
    refreshTokens.set(refresh_token, { user_id, sign_in, replaces: bearer })
    const iat = Math.floor(Date.now() / 1000) - 1
    const token = jwt.sign({ user_id, iat, exp: iat + 3_600, jti: randomUUID() }, secret)
    answer(200, { token, refresh_token, user: { id: user_id } })
  } catch {
    answer(400, { error: 'bad_request', message: 'The body is not as expected.' })
  }
}
