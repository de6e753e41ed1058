import type { IncomingMessage } from 'node:http'

import { readTarget } from './fields.ts'
import type { Answer } from './http.ts'
import { json, longestBody, unreachable } from './http.ts'
import { captivePortal, unavailablePage } from './pages.ts'
import { seededUsers } from './seed.ts'
import type { SandboxState } from './state.ts'

/** Answers as the token service's fault switch says; asks `serve` for the right answer where that is needed. */
export async function applyFault(
  state: SandboxState,
  request: IncomingMessage,
  serve: () => Promise<Answer>,
): Promise<Answer> {
  const { tokenService, retryAfterSeconds } = state.faults.current()
  switch (tokenService) {
    case 'ok':
    case 'sameToken':
      return serve()
    case 'down':
      return { kind: 'cut' }
    case 'never':
      return { kind: 'silence' }
    case 'error':
      return json(500, { error: 'internal_error', message: 'Something broke.' })
    case 'busy':
      return json(
        429,
        { error: 'too_many_requests', message: 'Too many requests.' },
        { 'Retry-After': String(retryAfterSeconds) },
      )
    case 'unavailable':
      return unavailablePage(retryAfterSeconds)
    case 'html':
      return captivePortal(200)
    case 'htmlRefusal':
      return captivePortal(401)
    case 'redirect':
      return redirect(request) ?? serve()
    case 'refused':
      return json(401, {
        error: 'session_ended',
        message: 'Your session was ended by an administrator.',
      })
    case 'forbidden':
      return json(403, { error: 'account_disabled', message: 'This account is disabled.' })
    case 'badJson':
      return { kind: 'text', status: 200, type: 'application/json', body: '{"token":' }
    case 'huge':
      return json(200, { token: 'x'.repeat(longestBody) })
    case 'wrongUser':
    case 'malformedToken':
    case 'noToken':
      return applyBodyFault(state, tokenService, await serve())
    default:
      return unreachable(tokenService)
  }
}

// To another name of this computer, which is another origin. There the right answer waits, so that a client that follows
// is found out by signing in.
function redirect(request: IncomingMessage): Answer | null {
  if (readTarget(request.url).query.get('followed') !== undefined) return null
  const Location = `http://localhost:${request.socket.localPort}/token?followed=1`
  return { kind: 'text', status: 307, type: 'text/plain', body: '', headers: { Location } }
}

async function applyBodyFault(
  state: SandboxState,
  how: 'wrongUser' | 'malformedToken' | 'noToken',
  answer: Answer,
): Promise<Answer> {
  if (answer.kind !== 'json' || answer.status !== 200) return answer
  const { token: _, ...rest } = answer.body as { token: string; user: { id: string } }
  switch (how) {
    case 'wrongUser': {
      const other = seededUsers.find(({ id }) => id !== rest.user.id)
      return json(200, { ...rest, token: await state.tokens.issue(other?.id ?? 'nobody') })
    }
    case 'malformedToken':
      return json(200, { ...rest, token: 'this-is-no-token' })
    case 'noToken':
      return json(200, rest)
    default:
      return unreachable(how)
  }
}
