import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled } from '../../support/fakes.ts'
import { openSingleSignOn, outcomeOf, type Oddities } from './harness.ts'

const { signal } = new AbortController()

/** Alice has signed in; `renew` renews with a refresh token and tells what happened in which order. */
async function openSignedIn(t: TestContext, oddities: Oddities = {}) {
  const sso = await openSingleSignOn(t, oddities)
  const { refreshCredential } = await sso.singleSignOn.signIn(null, signal)
  const rotated: string[] = []
  return {
    ...sso,
    first: refreshCredential ?? '',
    rotated,
    exchanges: () => sso.provider.forms.filter(isRefresh).length,
    renew: (refreshToken: string, signal = new AbortController().signal) =>
      sso.singleSignOn.renew(
        {
          userId: 'alice',
          refreshCredential: refreshToken,
          async rotated(next) {
            rotated.push(next)
            // A keychain takes its time.
            for (let turn = 0; turn < 20; turn += 1) await settled()
            sso.service.calls.push('stored')
          },
        },
        signal,
      ),
  }
}

function isRefresh(form: URLSearchParams): boolean {
  return form.get('grant_type') === 'refresh_token'
}

test('a renewal stores the new refresh token before it uses the new access token', async (t) => {
  const { renew, first, service, rotated } = await openSignedIn(t)
  const grant = await renew(first)
  assert.equal(grant.token.userId, 'alice')
  assert.deepEqual(service.calls, ['issue alice (null)', 'stored', 'issue alice (alice)'])
  assert.equal(rotated.length, 1)
  assert.notEqual(rotated[0], first)
  await renew(rotated[0] ?? '')
  assert.equal(rotated.length, 2)
})

test('a provider that does not replace refresh tokens makes no write', async (t) => {
  const { renew, first, rotated } = await openSignedIn(t, { traits: { refreshTokens: 'kept' } })
  await renew(first)
  await renew(first)
  assert.deepEqual(rotated, [])
})

test('a provider that gives no refresh token is told apart', async (t) => {
  const sso = await openSingleSignOn(t, { traits: { refreshTokens: 'none' } })
  const grant = await sso.singleSignOn.signIn(null, signal)
  assert.equal(grant.refreshCredential, null)
})

test('an access token that the token service could not answer for is used again', async (t) => {
  const { renew, first, service, rotated, exchanges } = await openSignedIn(t)
  service.failure = new Failure('serverError', 'It is down.')
  assert.equal(await outcomeOf(renew(first)), 'serverError')
  service.failure = null
  await renew(rotated[0] ?? '')
  assert.equal(exchanges(), 1)
})

test('an access token that has ended meanwhile is not', async (t) => {
  const { renew, first, service, rotated, exchanges, clock } = await openSignedIn(t)
  service.failure = new Failure('serverError', 'It is down.')
  assert.equal(await outcomeOf(renew(first)), 'serverError')
  service.failure = null
  await clock.turn(600_000)
  await renew(rotated[0] ?? '')
  assert.equal(exchanges(), 2)
})

test('an access token that the token service refused is not, and the refusal is definite', async (t) => {
  const { renew, first, service, rotated, exchanges } = await openSignedIn(t)
  service.failure = new Failure('accessTokenRefused', 'No.')
  assert.equal(await outcomeOf(renew(first)), 'accessTokenRefused')
  service.failure = null
  await renew(rotated[0] ?? '')
  assert.equal(exchanges(), 2)
})

test('a renewal that is called off uses no refresh token up: the next one takes over its result', async (t) => {
  const { renew, first, exchanges, rotated } = await openSignedIn(t)
  const controller = new AbortController()
  const calledOff = outcomeOf(renew(first, controller.signal))
  controller.abort()
  assert.equal(await calledOff, 'aborted')
  await renew(first)
  assert.equal(exchanges(), 1)
  assert.equal(new Set(rotated).size, 1)
})

test('two renewals at once send the refresh token once', async (t) => {
  const { renew, first, exchanges } = await openSignedIn(t)
  await Promise.all([renew(first), renew(first)])
  assert.equal(exchanges(), 1)
})

test('a result that nobody took for too long leads to the next renewal', async (t) => {
  const { renew, first, exchanges, rotated, clock, provider } = await openSignedIn(t)
  const controller = new AbortController()
  const calledOff = outcomeOf(renew(first, controller.signal))
  controller.abort()
  await calledOff
  while (exchanges() < 1) await new Promise((resolve) => setImmediate(resolve))
  await renew(first)
  await clock.turn(600_000)
  await renew(rotated.at(-1) ?? '')
  assert.ok(provider.forms.every((form) => form.get('client_id') === 'latchkey'))
})

test('a refresh token that was used before ends the sign-in for good', async (t) => {
  const { renew, first, provider } = await openSignedIn(t)
  await renew(first)
  const failure = await renew(first).catch((error: unknown) => error)
  assert.ok(failure instanceof Failure)
  assert.deepEqual([failure.code, failure.canRetry], ['singleSignOnEnded', false])
  assert.equal(provider.requests.at(-1), 'POST /token')
})

const troubles: [what: string, answer: () => Response, code: string][] = [
  ['500', () => new Response('', { status: 500 }), 'serverError'],
  ['429', () => new Response('', { status: 429, headers: { 'Retry-After': '7' } }), 'rateLimited'],
  ['HTML', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), 'badAnswer'],
  [
    'invalid_client',
    () => Response.json({ error: 'invalid_client' }, { status: 401 }),
    'providerRefused',
  ],
  ['server_error', () => Response.json({ error: 'server_error' }, { status: 400 }), 'serverError'],
]
for (const [what, answer, code] of troubles) {
  test(`a renewal that gets ${what} can be tried again with the same refresh token`, async (t) => {
    let isOdd = false
    const { renew, first } = await openSignedIn(t, {
      fetch: (usual) => (address, init) =>
        isOdd && String(address).endsWith('/token')
          ? Promise.resolve(answer())
          : usual(address, init),
    })
    isOdd = true
    const failure = await renew(first).catch((error: unknown) => error)
    assert.ok(failure instanceof Failure)
    assert.deepEqual([failure.code, failure.canRetry], [code, true])
    if (code === 'rateLimited') assert.equal(failure.retryAfterMs, 7_000)
    isOdd = false
    assert.equal((await renew(first)).token.userId, 'alice')
  })
}

describe('the life of a refresh token', () => {
  const said: [answer: Record<string, unknown>, lives: number | null][] = [
    [{ refresh_expires_in: 36_000 }, 36_000_000],
    [{ refresh_token_expires_in: 1_209_600 }, 1_209_600_000],
    [{ refresh_token_expires_in: '1209600' }, 1_209_600_000],
    [{ refresh_expires_in: 0 }, null],
    [{}, null],
    [{ refresh_expires_in: -1 }, null],
    [{ refresh_expires_in: 'soon' }, null],
    [{ refresh_expires_in: { seconds: 5 } }, null],
    [{ refresh_expires_in: 1e300 }, null],
  ]
  for (const [answer, lives] of said) {
    test(`is ${lives} ms when an answer says ${JSON.stringify(answer)}`, async (t) => {
      const { singleSignOn } = await openSingleSignOn(t, {
        fetch: (usual) => async (address, init) => {
          const usualAnswer = await usual(address, init)
          if (!String(address).endsWith('/token')) return usualAnswer
          return Response.json({
            ...((await (usualAnswer as Response).json()) as object),
            ...answer,
          })
        },
      })
      const grant = await singleSignOn.signIn(null, signal)
      assert.equal(grant.signInLivesMs, lives)
      const renewed = await singleSignOn.renew(
        {
          userId: 'alice',
          refreshCredential: grant.refreshCredential ?? '',
          rotated: async () => {},
        },
        signal,
      )
      assert.equal(renewed.signInLivesMs, lives)
    })
  }

  test('is told as shorter when the token service answers later', async (t) => {
    const { renew, first, service, rotated, clock } = await openSignedIn(t, {
      fetch: (usual) => async (address, init) => {
        const usualAnswer = await usual(address, init)
        if (!String(address).endsWith('/token')) return usualAnswer
        const tokens = (await (usualAnswer as Response).json()) as object
        return Response.json({ ...tokens, refresh_expires_in: 36_000 })
      },
    })
    service.failure = new Failure('serverError', 'It is down.')
    assert.equal(await outcomeOf(renew(first)), 'serverError')
    service.failure = null
    await clock.turn(60_000)
    assert.equal((await renew(rotated[0] ?? '')).signInLivesMs, 35_940_000)
  })
})

test('a sign-out revokes the refresh token', async (t) => {
  const { renew, first, singleSignOn } = await openSignedIn(t)
  await singleSignOn.signOut(first, signal)
  assert.equal(await outcomeOf(renew(first)), 'singleSignOnEnded')
})

test('a sign-out during a renewal revokes the refresh token that it brings', async (t) => {
  const { renew, first, singleSignOn, rotated, provider } = await openSignedIn(t)
  const renewal = renew(first)
  await singleSignOn.signOut(first, signal)
  await outcomeOf(renewal)
  const revoked = provider.forms.find((form) => form.has('token_type_hint'))?.get('token')
  assert.equal(revoked, rotated[0])
})

test('the page for signing out is opened, with the client and no token in its address', async (t) => {
  const { singleSignOn, opened, provider, person } = await openSignedIn(t)
  person.now = null
  await singleSignOn.endSession(signal)
  const { origin, pathname, searchParams } = opened.at(-1) ?? new URL('x:')
  assert.equal(`${origin}${pathname}`, `${provider.issuer}/session/end`)
  assert.deepEqual([...searchParams], [['client_id', 'latchkey']])
})

test('nothing of a renewal is in the log', async (t) => {
  const { renew, first, log, rotated } = await openSignedIn(t)
  await renew(first)
  const lines = log.lines.join('\n')
  assert.match(lines, /oidc.refreshed {"isRotated":true}/)
  for (const secret of [first, rotated[0] ?? '']) assert.ok(!lines.includes(secret))
})
