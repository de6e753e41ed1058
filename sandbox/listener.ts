import type { IncomingMessage, ServerResponse } from 'node:http'

import { answerChat } from './chat.ts'
import type { Control } from './control.ts'
import { answerControl } from './control.ts'
import { plainEncoding } from './encoding.ts'
import { readHeaders, readTarget } from './fields.ts'
import type { Answer } from './http.ts'
import { json, send } from './http.ts'
import { foreignRequestReason } from './foreignRequest.ts'
import { Refusal, errorBody } from './refusal.ts'
import { answerPicture } from './pictures.ts'
import { answerTokenService } from './tokenService.ts'
import type { SandboxState } from './state.ts'

/** The HTTP listener of a sandbox. */
export interface Listener {
  answer(request: IncomingMessage, response: ServerResponse): void
  /** Destroys the connections of all requests that wait for an answer, but those to the switches. */
  cut(): void
}

/** A listener that hands each request to the switches, the token service or the chat server, after its path. */
export function createListener(state: SandboxState, control: Control): Listener {
  const waiting = new Set<ServerResponse>()

  const choose = async (request: IncomingMessage, response: ServerResponse): Promise<Answer> => {
    const target = readTarget(request.url)
    const isControl = target.parts?.[0] === 'sandbox'
    // The switches stay reachable, so that the network can be turned on again.
    if (!isControl && state.faults.current().network === 'off') return { kind: 'cut' }
    const foreign = foreignRequestReason(readHeaders(request.headers))
    if (foreign !== null) return refuse(new Refusal(17, foreign))
    if (target.parts && isControl) return answerControl(state, control, request, target.parts)
    if (target.parts?.[0] === 'pictures') return answerPicture(request.method, target.parts[1])
    if (target.parts?.[0] === 'sso') return state.identityProvider.answer(request, target)
    waiting.add(response)
    response.on('close', () => waiting.delete(response))
    const path = target.parts?.join('/')
    return path === 'token' || path === 'token/sso'
      ? answerTokenService(state, request, path === 'token/sso')
      : answerChat(state, request, target)
  }

  return {
    answer(request, response) {
      choose(request, response)
        .catch((error: unknown) => {
          state.log(`failed: ${String(error)}`)
          return json(500, {
            code: -1,
            message: 'The sandbox failed',
            StatusCode: 500,
            duration: '',
            more_info: '',
            details: [],
          })
        })
        .then((answer) => {
          // The switches and the identity provider are not of the protocol, and always plain.
          const isPlain = /^\/(?:sandbox|sso)\//.test(request.url ?? '')
          send(response, answer, state.time, isPlain ? plainEncoding : state.encoding)
        })
        .catch((error: unknown) => state.log(`no answer sent: ${String(error)}`))
    },
    cut() {
      for (const response of waiting) response.socket?.destroy()
    },
  }
}

function refuse(refusal: Refusal): Answer {
  return json(refusal.status, errorBody(refusal))
}
