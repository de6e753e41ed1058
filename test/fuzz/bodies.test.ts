import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure, type FailureCode } from '../../main/auth/failure.ts'
import * as body from '../../main/chatBodies.ts'
import { chatFailure } from '../../main/chatFailure.ts'
import { redact } from '../../main/redact.ts'
import { messageOf } from '../../main/rooms.ts'
import * as values from './chatValues.ts'
import { anyJson, anyText, mutated } from './json.ts'
import { assertCoded, fuzz, longestValueMs, outcomeOf } from './run.ts'

const guest = fc.record({ user: values.user, access_token: anyText })
const sent = fc.record({ message: values.message })

const bodies = [
  ['a channel', body.channelState, values.channelState],
  ['a list of channels', body.channels, values.channels],
  ['a sent message', body.sent, sent],
  ['a guest', body.guest, guest],
  ['a new message', body.messageNew, values.messageNew],
] as const

for (const [name, schema, valid] of bodies) {
  test(`${name} as a good server answers it is read, and nothing of what is read is lost`, async (t) => {
    await fuzz(
      t,
      500,
      fc.property(valid as fc.Arbitrary<unknown>, (json) => {
        assertWithin(body.read(schema, json), json)
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

test('an event is a message or it is not', async (t) => {
  await fuzz(
    t,
    1_500,
    fc.property(fc.oneof(values.messageNew, mutated(values.messageNew), anyJson), (event) => {
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

/** Every value that was read is one that was sent, or the usual one for one that was not. */
function assertWithin(read: unknown, sent: unknown): void {
  if (typeof read !== 'object' || read === null) return assert.ok(Object.is(read, sent))
  assert.equal(Array.isArray(read), Array.isArray(sent))
  if (Array.isArray(read)) assert.equal(read.length, (sent as unknown[]).length)
  for (const [name, value] of Object.entries(read)) {
    const original = (sent as Record<string, unknown>)[name]
    if (original !== undefined) assertWithin(value, original)
    else assert.ok(value === '' || value === 0 || (Array.isArray(value) && value.length === 0))
  }
}
