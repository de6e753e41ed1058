import type { IncomingMessage } from 'node:http'

import * as v from 'valibot'

import { isSame } from './compare.ts'
import type { Counters } from './counters.ts'
import { resetCounters } from './counters.ts'
import type { Faults, FaultsPatch } from './faults.ts'
import { noFaults } from './faults.ts'
import { readHeaders } from './fields.ts'
import type { Answer } from './http.ts'
import { json, readJson } from './http.ts'
import { publish } from './publish.ts'
import { Refusal, errorBody } from './refusal.ts'
import type { Channel } from './channelStore.ts'
import { channelType } from './channelStore.ts'
import { validated } from './validated.ts'
import { userIdSchema } from './users.ts'
import type { SandboxState } from './state.ts'

const actionSchema = v.variant('action', [
  v.strictObject({ action: v.literal('expire'), user_id: userIdSchema }),
  v.strictObject({
    action: v.literal('revoke'),
    user_id: userIdSchema,
    before: v.optional(v.pipe(v.number(), v.integer())),
  }),
  v.strictObject({ action: v.literal('cut') }),
  v.strictObject({
    action: v.literal('post'),
    cid: v.string(),
    user_id: userIdSchema,
    text: v.pipe(v.string(), v.minLength(1)),
    id: v.optional(v.string()),
    type: v.optional(v.picklist(['system', 'ephemeral', 'deleted', 'error'])),
    parent_id: v.optional(v.string()),
    show_in_channel: v.optional(v.boolean()),
    silent: v.optional(v.boolean()),
    shadowed: v.optional(v.boolean()),
  }),
  v.strictObject({
    action: v.literal('slow'),
    cid: v.string(),
    seconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400)),
  }),
  v.strictObject({ action: v.literal('reset') }),
  v.strictObject({ action: v.literal('resetCounters') }),
])

/**
 * A thing to do once: `expire` or `revoke` all tokens a user has now (or those issued before an instant in epoch seconds),
 * `cut` all sockets, `post` a message of any kind as a user, make a channel `slow`, `reset` all switches, `resetCounters`.
 */
export type Action = v.InferOutput<typeof actionSchema>

/** The switches of a running sandbox. Each call throws a plain `Error` that says what is wrong with its argument. */
export interface Control {
  read(): Faults
  /** Merges into the switches, effective at once; null sets a switch back. Gives the switches as they are then. */
  change(patch: FaultsPatch): Faults
  act(action: Action): void
  /** A copy of the counters. */
  counters(): Counters
}

/** The switches of a world. */
export function createControl(state: SandboxState): Control {
  return {
    read: () => ({ ...state.faults.current() }),
    change: (patch) => ({ ...state.faults.change(patch) }),
    act: (action) => perform(state, validated(actionSchema, action)),
    counters: () => structuredClone(state.counters),
  }
}

/** Answers `GET` and `POST /sandbox/faults` and `POST /sandbox/actions` for requests with the key in `X-Sandbox-Control`. */
export async function answerControl(
  state: SandboxState,
  control: Control,
  request: IncomingMessage,
  parts: string[],
): Promise<Answer> {
  try {
    if (state.controlKey === null) throw new Refusal(16, 'There is nothing at this path')
    const body = await readJson(request, state.time)
    const key = readHeaders(request.headers).get('x-sandbox-control')
    if (key === undefined || !isSame(key, state.controlKey))
      throw new Refusal(17, 'The control key is missing or wrong')
    switch (`${request.method} ${parts.slice(1).join('/')}`) {
      case 'GET faults':
        break
      case 'POST faults':
        control.change(body as FaultsPatch)
        break
      case 'POST actions':
        control.act(body as Action)
        break
      default:
        throw new Refusal(16, 'There is nothing at this path')
    }
    return json(200, { faults: control.read(), counters: control.counters() })
  } catch (error) {
    if (error instanceof Refusal) return json(error.status, errorBody(error))
    throw error
  }
}

function channelOf(state: SandboxState, cid: string): Channel {
  const [type = '', id = ''] = cid.split(':')
  const channel = state.channelStore.find(channelType(type), id)
  if (!channel) throw new Refusal(16, 'There is no such channel')
  return channel
}

function perform(state: SandboxState, action: Action): void {
  switch (action.action) {
    case 'expire':
    case 'revoke': {
      const why = action.action === 'expire' ? 'expired' : 'revoked'
      const before = action.action === 'revoke' ? action.before : undefined
      if (!state.users.find(action.user_id))
        throw new Refusal(16, `There is no user '${action.user_id}'`)
      state.revocations.end(action.user_id, why, Math.floor(state.time.now() / 1000), before)
      return state.connections.recheck()
    }
    case 'cut':
      return state.connections.cut()
    case 'post': {
      const channel = channelOf(state, action.cid)
      if (!state.users.find(action.user_id)) throw new Refusal(16, 'There is no such user')
      publish(state, channel, action.user_id, {
        id: action.id,
        text: action.text,
        type: action.type,
        parentId: action.parent_id,
        showInChannel: action.show_in_channel,
        isSilent: action.silent,
        isShadowed: action.shadowed,
      })
      return
    }
    case 'slow':
      channelOf(state, action.cid).cooldownSeconds = action.seconds
      return
    case 'reset':
      return void state.faults.change(noFaults)
    case 'resetCounters':
      return resetCounters(state.counters)
  }
}
