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
const name = (value: unknown) =>
  typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ').trim() || null : null

/** The flags of a message that names none. */
const plain = { kind: 'shown', isSilent: false }

/** The app's reading of each body, with default values for missing fields. */
const readOf = {
  user: (user: Fields | null | undefined) =>
    user ? { id: user['id'], name: name(user['name']), image: user['image'] ?? null } : null,
  message: (message: Fields): Fields => ({
    id: message['id'],
    text: message['text'] ?? '',
    user: readOf.user(message['user'] as Fields),
    created_at: message['created_at'] ?? '',
    ...plain,
  }),
  readState: ({ user, last_read, unread_messages }: Fields): Fields => ({
    userId: (user as Fields)['id'],
    lastReadAt: Date.parse(last_read as string),
    unreadCount: unread_messages,
  }),
  channel: ({ channel, messages = [], read = [], watcher_count = 0 }: Fields): Fields => {
    const { cid, type, id, own_capabilities = null, ...rest } = channel as Fields
    // The values have an id of their own; a cid says it, too, and the id counts.
    return {
      channel: { cid, type, id, name: name(rest['name']), own_capabilities, cooldown: 0 },
      messages: (messages as Fields[]).map(readOf.message),
      isFullPage: false,
      read: (read as Fields[]).map(readOf.readState),
      watcher_count,
    }
  },
}

const bodies: [
  name: string,
  read: (json: unknown) => unknown,
  valid: fc.Arbitrary<unknown>,
  expected: (json: Fields) => unknown,
][] = [
  [
    'a channel',
    (json) => body.readChannel(json, () => undefined),
    values.channelState,
    readOf.channel,
  ],
  [
    'a list of channels',
    (json) => body.readChannels(json, () => undefined),
    values.channels,
    ({ channels }) => (channels as Fields[]).map(readOf.channel),
  ],
  [
    'a sent message',
    (json) => body.readSent(json, 'own'),
    sent,
    ({ message }) => readOf.message(message as Fields),
  ],
  [
    'a guest',
    body.readGuest,
    guest,
    ({ user, access_token }) => {
      const { id, name } = readOf.user(user as Fields) ?? {}
      return { userId: id, name, access_token }
    },
  ],
  [
    'a new message',
    body.readMessageNew,
    values.messageNew,
    ({ cid, message }) => ({ cid, message: readOf.message(message as Fields) }),
  ],
]

for (const [name, read, valid, expected] of bodies) {
  test(`${name} as a good server answers it is read, each field as it was sent`, async (t) => {
    await fuzz(
      t,
      500,
      fc.property(valid, (json) => assert.deepEqual(read(json), expected(json as Fields))),
    )
  })

  test(`${name}: any other answer is read, is nothing, or is a bad one at a field, without its content`, async (t) => {
    let [taken, refused] = [0, 0]
    await fuzz(
      t,
      1_500,
      fc.asyncProperty(fc.oneof(anyJson, mutated(valid)), async (json) => {
        const outcome = await outcomeOf<unknown>(() => read(json))
        if (outcome instanceof Failure) {
          refused += 1
          assertCoded(outcome, ['badAnswer'])
          assert.match(outcome.message, /^The chat server's answer is not as expected at [\w.]+\.$/)
        } else if (outcome === null) refused += 1
        else taken += 1
      }),
    )
    assert.ok(taken > 50 && refused > 50, `${taken} taken, ${refused} refused`)
  })
}

const status = fc.oneof(fc.constantFrom(400, 401, 403, 404, 429, 500, 503), fc.integer())
const refusals = new Set<FailureCode>([
  'authenticationFailed',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
  'workspaceInvalid',
])

test('whatever an error is, only a 401 refuses a token, and only its own 4xx ends a request', async (t) => {
  const anyError = fc.oneof(
    values.errorBody,
    mutated(values.errorBody),
    anyJson,
    fc.constant(undefined),
  )
  await fuzz(
    t,
    3_000,
    fc.property(anyError, status, fc.option(fc.nat()), (json, status, retryAfterMs) => {
      const failure = chatFailure(json, status, retryAfterMs)
      assert.ok(failure.message.length <= 400)
      assert.ok(!refusals.has(failure.code) || status === 401)
      const isOwn = typeof (json as Fields | null | undefined)?.['code'] === 'number'
      assert.equal(failure.origin, isOwn ? 'server' : 'inBetween')
      const isDefinite = status >= 400 && status < 500 && status !== 408 && status !== 429
      const isTooLarge = [413, 414, 431].includes(status)
      assert.equal(failure.canRetry, !(isDefinite && (isOwn || isTooLarge)))
      if (failure.code !== 'appSuspended') assert.equal(failure.retryAfterMs, retryAfterMs)
    }),
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
