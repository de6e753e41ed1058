import * as v from 'valibot'

import type { Call } from './call.ts'
import { json } from './http.ts'
import { Refusal } from './refusal.ts'
import { validated } from './validated.ts'
import { userIdSchema, wireUser } from './users.ts'

const guestSchema = v.object({
  user: v.object({
    id: v.pipe(userIdSchema, v.maxLength(200)),
    name: v.optional(v.pipe(v.string(), v.maxLength(255))),
    image: v.optional(v.pipe(v.string(), v.maxLength(2048))),
  }),
})

/** `POST /guest`: a new guest and a token for it that does not expire, as a guest has no way to renew one. */
export async function createGuest({ state, caller, body }: Call) {
  if (caller.role !== 'anonymous')
    throw new Refusal(2, 'A guest is made with stream-auth-type anonymous')
  const { id, name, image } = validated(guestSchema, body).user
  const guest = state.users.createGuest(id, { name, image })
  state.counters.guestsCreated += 1
  return json(201, {
    user: wireUser(guest),
    access_token: await state.tokens.issue(guest.id, 'forever'),
  })
}
