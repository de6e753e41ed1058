import { randomUUID } from 'node:crypto'

import * as v from 'valibot'

import type { Call } from './call.ts'
import { findChannel } from './channels.ts'
import { json, unreachable } from './http.ts'
import { requirePermission } from './permissions.ts'
import { publish } from './publish.ts'
import { Refusal } from './refusal.ts'
import type { Draft, Channel } from './channelStore.ts'
import { validated } from './validated.ts'
import { wireMessage } from './wire.ts'

const sendSchema = v.object({
  message: v.object({
    id: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))),
    text: v.pipe(v.string(), v.regex(/\S/u, 'A message needs text')),
    parent_id: v.optional(v.pipe(v.string(), v.maxLength(255))),
    show_in_channel: v.optional(v.boolean()),
    silent: v.optional(v.boolean()),
  }),
})

/** How long the text of a message may be, in code points. */
export const longestText = 5000

/**
 * `POST /channels/{type}/{id}/message`: sends a message. Refused with code 4 when its id exists, 16 or 21 for a parent that
 * cannot have replies, 17, 20 when it is too long, 60 in slow mode.
 */
export function sendMessage(call: Call) {
  const { state, caller, body } = call
  const channel = findChannel(call)
  requirePermission(caller, 'SendMessage', channel.type, channel.members.has(caller.userId))
  const { parent_id, show_in_channel, silent, ...draft } = validated(sendSchema, body).message
  const length = Array.from(draft.text).length
  if (length > longestText)
    throw new Refusal(20, `The message has ${length} characters; ${longestText} are the most`)
  const { moderation, slowModeSeconds } = state.faults.current()
  state.channelStore.demandCooldown(channel, caller.userId, slowModeSeconds)
  const message: Draft = {
    ...draft,
    parentId: parent_id,
    showInChannel: show_in_channel,
    isSilent: silent,
  }
  switch (moderation) {
    case 'off':
      return json(201, { message: publish(state, channel, caller.userId, message) })
    case 'shadow': {
      const sent = publish(state, channel, caller.userId, { ...message, isShadowed: true })
      return json(201, { message: { ...sent, shadowed: false } })
    }
    case 'block':
      return json(201, { message: block(call, channel, draft.id) })
    default:
      return unreachable(moderation)
  }
}

/** Answers the sender of a blocked message. Nothing is stored or broadcast. */
function block({ state, caller }: Call, { cid }: Channel, id: string = randomUUID()) {
  const text = 'Message was blocked by moderation policies'
  const blocked = { id, cid, userId: caller.userId, text, createdAt: state.time.now() }
  return wireMessage({ ...blocked, type: 'error' }, state.users)
}
