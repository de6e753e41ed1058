import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { once } from 'node:events'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Fetch } from '../../../main/network/response.ts'
import { openSingleSignOn, outcomeOf, withIdToken } from './harness.ts'

const { signal } = new AbortController()
const alice = { signsInAs: 'alice' }

test('a person who denies is told so, in the app and in the browser', async (t) => {
  const sso = await openSingleSignOn(t)
  sso.person.now = { does: 'deny' }
  assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'signInDenied')
  assert.match(await sso.lastPage(), /not completed/)
})

test('a person who closes the browser has 5 minutes to come back', async (t) => {
  const sso = await openSingleSignOn(t)
  const { signIn } = await sso.begin()
  await sso.clock.turn(299_000)
  assert.equal(sso.pending.pending()?.phase, 'waiting')
  await sso.clock.turn(1_000)
  assert.equal(await outcomeOf(signIn), 'browserTimeout')
  assert.equal(await outcomeOf(fetch(sso.redirectUri())), 'TypeError')
})

test('a second answer gets a page and changes nothing', async (t) => {
  const sso = await openSingleSignOn(t)
  const { signIn, address } = await sso.begin()
  const answer = await sso.browser.answerTo(address, alice)
  const first = await fetch(answer, { redirect: 'manual' })
  const second = await fetch(answer, { redirect: 'manual' })
  assert.deepEqual([first.status, second.status], [303, 410])
  assert.match(await second.text(), /answered already/)
  assert.equal((await signIn).token.userId, 'alice')
})

const junk: [what: string, change: (answer: URL) => void, status: number][] = [
  ['a wrong state', (answer) => answer.searchParams.set('state', 'wrong'), 400],
  ['no state', (answer) => answer.searchParams.delete('state'), 400],
  ['two states', (answer) => answer.searchParams.append('state', 'wrong'), 400],
  ['another path', (answer) => void (answer.pathname = '/other'), 404],
  ['the last page before the answer', (answer) => void (answer.pathname = '/done'), 404],
]
for (const [what, change, status] of junk) {
  test(`an answer with ${what} gets a page, and the sign-in goes on`, async (t) => {
    const sso = await openSingleSignOn(t)
    const { signIn, address } = await sso.begin()
    const answer = await sso.browser.answerTo(address, alice)
    const changed = new URL(answer)
    change(changed)
    const refused = await fetch(changed, { redirect: 'manual' })
    assert.equal(refused.status, status)
    assert.equal(refused.headers.get('cache-control'), 'no-store')
    assert.equal(sso.pending.pending()?.phase, 'waiting')
    await fetch(answer)
    assert.equal((await signIn).token.userId, 'alice')
  })
}

test('another program that sends junk first does not end the sign-in', async (t) => {
  const sso = await openSingleSignOn(t)
  const { signIn, address } = await sso.begin()
  const { port, host } = new URL(sso.redirectUri())
  const answer = await sso.browser.answerTo(address, alice)
  const { pathname, search } = answer
  const requests = [
    '\0\0\0',
    `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n\r\n`,
    `HEAD ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET ${pathname}${search} HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`,
    `GET http://evil.example${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET ${pathname}?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  ]
  for (const request of requests) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.end(request)
    socket.resume()
    await once(socket, 'close')
  }
  assert.equal(sso.pending.pending()?.phase, 'waiting')
  await fetch(answer)
  assert.equal((await signIn).token.userId, 'alice')
})

for (const [what, change] of [
  ['of another issuer', (answer: URL) => answer.searchParams.set('iss', 'https://evil.example')],
  ['without its issuer', (answer: URL) => answer.searchParams.delete('iss')],
] as const) {
  test(`an answer ${what} is refused, and the code is sent nowhere`, async (t) => {
    const sso = await openSingleSignOn(t)
    const { signIn, address } = await sso.begin()
    const answer = await sso.browser.answerTo(address, alice)
    change(answer)
    await fetch(answer)
    assert.equal(await outcomeOf(signIn), 'issuerMismatch')
    assert.deepEqual(sso.provider.forms, [])
  })
}

test('metadata that names another issuer is refused', async (t) => {
  const odd =
    (usual: Fetch): Fetch =>
    async (address, init) => {
      const answer = await usual(address, init)
      if (!String(address).includes('.well-known')) return answer
      const metadata = (await (answer as Response).json()) as object
      return Response.json({ ...metadata, issuer: 'https://evil.example' })
    }
  const sso = await openSingleSignOn(t, { fetch: odd })
  assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'issuerMismatch')
  assert.deepEqual(sso.opened, [])
})

test('a code that was used before is refused', async (t) => {
  const sso = await openSingleSignOn(t)
  const first = await sso.begin()
  const used = await sso.browser.answerTo(first.address, alice)
  await fetch(used)
  await first.signIn
  const second = await sso.begin()
  const answer = await sso.browser.answerTo(second.address, alice)
  answer.searchParams.set('code', used.searchParams.get('code') ?? '')
  await fetch(answer)
  assert.equal(await outcomeOf(second.signIn), 'codeRefused')
})

test('a code that has expired is refused', async (t) => {
  const sso = await openSingleSignOn(t, { traits: { codeSeconds: 30 } })
  const { signIn, address } = await sso.begin()
  const answer = await sso.browser.answerTo(address, alice)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 31_000 })
  await fetch(answer)
  assert.equal(await outcomeOf(signIn), 'codeRefused')
})

test('a port that cannot be opened is told, and no browser opens', async (t) => {
  const sso = await openSingleSignOn(t, { hosts: ['192.0.2.1'] })
  assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'listenerFailed')
  assert.deepEqual(sso.opened, [])
})

test('a system without a browser is told, without the address, and nothing listens any more', async (t) => {
  const openInBrowser = (address: URL) => Promise.reject(new Error(`No program: ${address.href}`))
  const sso = await openSingleSignOn(t, { openInBrowser })
  const failure = await sso.singleSignOn.signIn(null, signal).catch((error: unknown) => error)
  assert.ok(failure instanceof Failure && failure.code === 'browserMissing')
  assert.equal(failure.cause, undefined)
  assert.equal(await outcomeOf(fetch(sso.redirectUri())), 'TypeError')
})

const discoveries: [what: string, answer: () => Response, code: string][] = [
  ['has a problem', () => new Response('', { status: 503 }), 'serverError'],
  ['asks to slow down', () => new Response('', { status: 429 }), 'rateLimited'],
  [
    'is a portal',
    () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    'badAnswer',
  ],
  [
    'redirects',
    () => new Response(null, { status: 302, headers: { location: 'https://x.example/' } }),
    'redirected',
  ],
  ['sends too much', () => new Response(' '.repeat(300_000)), 'badAnswer'],
]
for (const [what, answer, code] of discoveries) {
  test(`discovery that ${what} fails with ${code}, before a browser opens`, async (t) => {
    const sso = await openSingleSignOn(t, { fetch: () => async () => answer() })
    assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), code)
    assert.deepEqual(sso.opened, [])
  })
}

test('a provider that cannot be reached is told', async (t) => {
  const sso = await openSingleSignOn(t)
  sso.provider.stop()
  assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'network')
})

test('a provider that never answers is given up after 10 s', async (t) => {
  const never: Fetch = (_, init) =>
    new Promise((_resolve, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    )
  const sso = await openSingleSignOn(t, { fetch: () => never })
  const signIn = outcomeOf(sso.singleSignOn.signIn(null, signal))
  await import('../../../main/oidc/client.ts')
  await sso.clock.turn(10_000)
  assert.equal(await signIn, 'timeout')
})

test('a certificate that is not trusted is told', async (t) => {
  const refuse = async () => {
    throw new Error('net::ERR_CERT_AUTHORITY_INVALID')
  }
  const sso = await openSingleSignOn(t, { fetch: () => refuse })
  assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'certificateRefused')
})

for (const minutes of [10, -10]) {
  test(`a provider whose clock is off by ${minutes} minutes signs people in`, async (t) => {
    const shift = minutes * 60
    const sso = await openSingleSignOn(t, {
      fetch: withIdToken(({ iat, ...claims }) => ({
        ...claims,
        iat: Number(iat) + shift,
        exp: Number(iat) + shift + 60,
      })),
    })
    assert.equal((await sso.singleSignOn.signIn(null, signal)).token.userId, 'alice')
  })
}

const tampered: [what: string, claims: Record<string, unknown>, isForged?: boolean][] = [
  ['nonce', { nonce: 'another' }],
  ['audience', { aud: 'another-client' }],
  ['issuer', { iss: 'https://evil.example' }],
  ['end', { exp: 1 }],
  ['signature', {}, true],
]
for (const [what, changes, isForged = false] of tampered) {
  test(`an ID token with a wrong ${what} is refused, and its access token is not used`, async (t) => {
    const change = (claims: Record<string, unknown>) => ({ ...claims, ...changes })
    const sso = await openSingleSignOn(t, { fetch: withIdToken(change, isForged) })
    assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'idTokenInvalid')
    assert.deepEqual(sso.service.calls, [])
  })
}

test('a client that the provider does not know is told', async (t) => {
  const sso = await openSingleSignOn(t, {
    fetch: (usual) => (address, init) =>
      String(address).endsWith('/token')
        ? Promise.resolve(
            Response.json(
              { error: 'unauthorized_client', error_description: 'Not for native apps.' },
              { status: 400 },
            ),
          )
        : usual(address, init),
  })
  const failure = await sso.singleSignOn.signIn(null, signal).catch((error: unknown) => error)
  assert.ok(failure instanceof Failure)
  assert.deepEqual([failure.code, failure.about.text], ['providerRefused', 'Not for native apps.'])
})

test('after a refusal of the token service, the refresh token is revoked', async (t) => {
  const sso = await openSingleSignOn(t)
  sso.service.failure = new Failure('accessTokenRefused', 'No such user.')
  assert.equal(await outcomeOf(sso.singleSignOn.signIn(null, signal)), 'accessTokenRefused')
  await sso.lastPage()
  while (!sso.log.lines.some((line) => line.includes('oidc.revoked'))) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.ok(sso.provider.requests.includes('POST /token/revocation'))
})
