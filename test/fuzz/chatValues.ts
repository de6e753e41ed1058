import fc from 'fast-check'
import { anyText, words } from './json.ts'

/** The answers and events of a good chat server, field by field, including fields that this app does not read. */

const id = fc.stringMatching(/^[\w-]{1,32}$/)

const instant = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toISOString())

export const user = fc.record(
  { id, name: fc.option(words), image: fc.webUrl(), online: fc.boolean() },
  { requiredKeys: ['id'] },
)

export const message = fc.record(
  { id, text: anyText, user: fc.option(user), created_at: instant, html: anyText },
  { requiredKeys: ['id'] },
)

export const channelState = fc.record(
  {
    channel: fc.record(
      {
        cid: id.map((id) => `messaging:${id}`),
        type: fc.constant('messaging'),
        id,
        name: fc.option(words),
        own_capabilities: fc.array(fc.constantFrom('send-message', 'read-events', 'quote-message')),
        frozen: fc.boolean(),
      },
      { requiredKeys: ['cid', 'type', 'id'] },
    ),
    messages: fc.array(message, { maxLength: 5 }),
    read: fc.array(fc.record({ user, last_read: instant, unread_messages: fc.nat() }), {
      maxLength: 3,
    }),
    watcher_count: fc.nat(),
    members: fc.array(user, { maxLength: 3 }),
  },
  { requiredKeys: ['channel'] },
)

export const channels = fc.record({ channels: fc.array(channelState, { maxLength: 4 }) })

export const messageNew = fc.record({
  type: fc.constant('message.new'),
  cid: id.map((id) => `messaging:${id}`),
  message,
  created_at: instant,
})

export const welcome = fc.record({
  type: fc.constant('health.check'),
  connection_id: id,
  created_at: instant,
  me: fc.record({ id, role: fc.constantFrom('user', 'guest', 'admin'), name: words }),
})

/** An error body, by REST or in a `connection.error`. */
export const errorBody = fc.record(
  {
    code: fc.oneof(
      fc.constantFrom(2, 4, 5, 6, 9, 16, 17, 20, 22, 40, 41, 42, 43, 60, 70, 99, 431),
      fc.integer(),
    ),
    message: fc.oneof(words, anyText),
    StatusCode: fc.integer({ min: 400, max: 599 }),
    duration: fc.constant('0.00ms'),
    more_info: fc.webUrl(),
  },
  { requiredKeys: ['code', 'message'] },
)
