import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure, type FailureCode } from '../../main/auth/errors.ts'
import type { Grant } from '../../main/auth/ports.ts'
import { createTokenService } from '../../main/workspaces/tokenService.ts'
import { fetchOf, spoiltAnswer, type Answer } from './http.ts'
import { mutated, words } from './json.ts'
import { assertCoded, fuzz, longestValueMs, outcomeOf } from './run.ts'
import { goodClaims, tokenWith } from './tokens.ts'

const { signal } = new AbortController()

const grant = fc.record(
  {
    token: tokenWith(goodClaims),
    refresh_token: fc.option(fc.stringMatching(/^[!-~]{1,80}$/)),
    user: fc.option(
      fc.record(
        { id: words, name: fc.option(words), image: fc.option(fc.webUrl()) },
        { requiredKeys: [] },
      ),
    ),
    expires_in: fc.nat(),
  },
  { requiredKeys: ['token'] },
)
const refusal = fc.record(
  { error: fc.oneof(words, fc.constant('invalid_credentials')), message: words },
  { requiredKeys: ['error'] },
)

/** A token service of one answer. */
function serviceOf(answer: Answer) {
  const service = createTokenService(new URL('https://api.acme.example/token'), {
    fetch: fetchOf(answer),
  })
  const ask = {
    signIn: () => service.signIn('alice', 'a password', signal),
    renew: () => service.renew('alice', 'a credential', signal),
  }
  return { ask }
}

test('what a good token service grants is granted, each field as it was sent', async (t) => {
  await fuzz(
    t,
    1_000,
    fc.asyncProperty(grant, fc.constantFrom(200, 201), async (body, status) => {
      const { ask } = serviceOf({ status, headers: {}, body: JSON.stringify(body) })
      const granted = await ask.renew()
      assert.equal(granted.token.reveal(), body.token)
      assert.equal(granted.refreshCredential, body.refresh_token ?? null)
      // On one line, as names are shown.
      const name = body.user?.name?.replace(/\p{Cc}+/gu, ' ').trim()
      assert.equal(granted.name, name || null)
      assert.equal(granted.image, body.user?.image ?? null)
    }),
  )
})

test('a definite no is a definite no, to a sign-in and to a renewal', async (t) => {
  await fuzz(
    t,
    500,
    fc.asyncProperty(refusal, fc.constantFrom(401, 403), async (body, status) => {
      const { ask } = serviceOf({ status, headers: {}, body: JSON.stringify(body) })
      const failures = [await outcomeOf(ask.signIn), await outcomeOf(ask.renew)]
      assert.deepEqual(
        failures.map((failure) => failure instanceof Failure && failure.code),
        ['credentialsRefused', 'renewalRefused'],
      )
    }),
  )
})

test('whatever else it answers is a grant or can be tried again, and only a 401 or 403 ends a session', async (t) => {
  const answer = fc.oneof(
    spoiltAnswer(grant, mutated(grant)),
    spoiltAnswer(refusal, mutated(refusal)),
  )
  let [granted, refused] = [0, 0]
  await fuzz(
    t,
    3_000,
    fc.asyncProperty(answer, async (answer) => {
      const { ask } = serviceOf(answer)
      const outcome: Grant | Failure = await outcomeOf(ask.renew)
      if (!(outcome instanceof Failure)) {
        granted += 1
        assert.ok(answer.status < 300)
        assert.notEqual(outcome.token.userId, '')
        return
      }
      refused += 1
      const isEnd = [400, 401, 403].includes(answer.status)
      const passing: FailureCode[] = [
        'badAnswer',
        'credentialUnusable',
        'rateLimited',
        'redirected',
        'serverError',
      ]
      assertCoded(outcome, isEnd ? ['renewalRefused', ...passing] : passing)
      assert.equal(outcome.canRetry, outcome.code !== 'renewalRefused')
    }),
  )
  assert.ok(granted > 50 && refused > 500, `${granted} granted, ${refused} refused`)
})

test('an answer without an end is cut off at 64 KB', async (t) => {
  await fuzz(
    t,
    20,
    fc.asyncProperty(fc.uint8Array({ minLength: 64, maxLength: 5_000 }), async (chunk) => {
      const startedAt = performance.now()
      const service = createTokenService(new URL('https://api.acme.example/token'), {
        fetch: async () =>
          new Response(
            new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(chunk)) }),
          ),
      })
      const outcome = await outcomeOf(() => service.renew('alice', null, signal))
      assert.ok(outcome instanceof Failure)
      assertCoded(outcome, ['badAnswer'])
      assert.ok(performance.now() - startedAt < longestValueMs)
    }),
  )
})
