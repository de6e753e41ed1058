import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure, type FailureCode } from '../../main/auth/errors.ts'
import * as body from '../../main/chat/schemas.ts'
import { chatFailure } from '../../main/chat/errors.ts'
import { redact } from '../../main/logging/redact.ts'
import { messageOf } from '../../main/chat/channels.ts'
import * as values from './chatValues.ts'
import { anyJson, anyText, mutated } from './json.ts'
import { assertCoded, fuzz, longestValueMs, outcomeOf } from './run.ts'

const guest = fc.record({ user: values.user, access_token: anyText })
const sent = fc.record({ message: values.message })

type Fields = Record<string, unknown>

/** Those of the fields that are there. */
function pick(value: Fields, ...names: string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => name in value).map((name) => [name, value[name]]),
  )
}

/** What the app reads of each body, the usual values in the place of those that are not there. */
const readOf = {
  user: (user: Fields | null) => user && pick(user, 'id', 'name'),
  message: (message: Fields): Fields => ({
    text: '',
    created_at: '',
    ...pick(message, 'id', 'text', 'created_at'),
    ...('user' in message ? { user: readOf.user(message['user'] as Fields | null) } : {}),
  }),
  channel: ({ channel, messages = [], watcher_count = 0 }: Fields): Fields => ({
    channel: pick(channel as Fields, 'cid', 'type', 'id', 'name', 'own_capabilities'),
    messages: (messages as Fields[]).map(readOf.message),
    watcher_count,
  }),
  channels: ({ channels }: Fields) => ({ channels: (channels as Fields[]).map(readOf.channel) }),
  sent: ({ message }: Fields) => ({ message: readOf.message(message as Fields) }),
  guest: ({ user, access_token }: Fields) => ({ user: readOf.user(user as Fields), access_token }),
  messageNew: ({ type, cid, message }: Fields) => ({
    type,
    cid,
    message: readOf.message(message as Fields),
  }),
}

const bodies = [
  ['a channel', body.channelState, values.channelState, readOf.channel],
  ['a list of channels', body.channels, values.channels, readOf.channels],
  ['a sent message', body.sent, sent, readOf.sent],
  ['a guest', body.guest, guest, readOf.guest],
  ['a new message', body.messageNew, values.messageNew, readOf.messageNew],
] as const

for (const [name, schema, valid, expected] of bodies) {
  test(`${name} as a good server answers it is read, each field as it was sent`, async (t) => {
    await fuzz(
      t,
      500,
      fc.property(valid as fc.Arbitrary<unknown>, (json) => {
        assert.deepEqual(body.read(schema, json), expected(json as Fields))
      }),
    )
  })

  test(`${name}: any other answer is read or refused as a bad one, at a field and without its content`, async (t) => {
    let [taken, refused] = [0, 0]
    await fuzz(
      t,
      1_500,
      fc.asyncProperty(fc.oneof(anyJson, mutated(valid)), async (json) => {
        const read = await outcomeOf<unknown>(() => body.read(schema, json))
        if (read instanceof Failure) {
          refused += 1
          assertCoded(read, ['badAnswer'])
          assert.match(
            read.message,
            /^The chat server's answer is not as expected at (the body|[\w.]+)\.$/,
          )
        } else taken += 1
      }),
    )
    assert.ok(taken > 50 && refused > 50, `${taken} taken, ${refused} refused`)
  })
}

const meaning: Record<number, FailureCode> = {
  2: 'workspaceInvalid',
  4: 'badInput',
  5: 'authenticationFailed',
  9: 'rateLimited',
  16: 'notFound',
  17: 'notAllowed',
  40: 'tokenExpired',
  41: 'tokenNotYetValid',
  42: 'tokenUsedBeforeIssued',
  43: 'tokenSignatureInvalid',
}
const byStatus: FailureCode[] = ['badAnswer', 'notFound', 'rateLimited', 'serverError']
const status = fc.oneof(fc.constantFrom(400, 401, 403, 404, 429, 500, 503), fc.integer())

test('an error of a good server means what its code says, whatever the status', async (t) => {
  await fuzz(
    t,
    1_000,
    fc.property(values.errorBody, status, (json, status) => {
      const failure = chatFailure(json, status, null)
      const known = meaning[json.code]
      assertCoded(failure, known ? [known] : byStatus)
    }),
  )
})

test('any other error body is a failure all the same', async (t) => {
  await fuzz(
    t,
    2_000,
    fc.property(
      fc.oneof(anyJson, mutated(values.errorBody), fc.constant(undefined)),
      status,
      fc.option(fc.nat()),
      (json, status, retryAfterMs) => {
        const failure = chatFailure(json, status, retryAfterMs)
        assertCoded(failure, [...Object.values(meaning), ...byStatus])
        assert.equal(failure.retryAfterMs, retryAfterMs)
      },
    ),
  )
})

test('a message.new event is the message that was sent', async (t) => {
  await fuzz(
    t,
    500,
    fc.property(values.messageNew, (event) => {
      const { message, cid } = event
      const heard = messageOf(event)
      assert.deepEqual(
        [heard?.id, heard?.cid, heard?.text, heard?.userId],
        [message.id, cid, message.text ?? '', message.user?.id ?? ''],
      )
    }),
  )
})

test('any other event is a message that can be shown, or none', async (t) => {
  await fuzz(
    t,
    1_500,
    fc.property(fc.oneof(mutated(values.messageNew), anyJson), (event) => {
      const message = messageOf(event as Parameters<typeof messageOf>[0])
      if (message === null) return
      assert.equal(typeof message.text, 'string')
      assert.ok(!Number.isNaN(new Date(message.createdAt).getTime()))
    }),
  )
})

test('a text of any length and shape is made fit to be shown, at once', async (t) => {
  const piece = fc.oneof(
    fc.constantFrom('eyJ', '.', '-', 'a.', 'Bearer ', 'token=', '"', '\\', '@', '://', '?', '%40'),
    fc.string({ maxLength: 6 }),
    anyText,
  )
  const pieces = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
  await fuzz(
    t,
    400,
    fc.property(pieces, fc.integer({ min: 1, max: 100_000 }), (pieces, length) => {
      const text = pieces.repeat(Math.ceil(length / Math.max(1, pieces.length))).slice(0, length)
      const startedAt = performance.now()
      const fit = redact(text)
      const tookMs = performance.now() - startedAt
      assert.ok(tookMs < longestValueMs, `${tookMs} ms for ${text.length} characters`)
      assert.ok(fit.length <= 301)
      assert.doesNotMatch(fit, /\p{Cc}/u)
    }),
  )
})
