import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { inspect } from 'node:util'
import { Failure } from '../../../main/auth/errors.ts'
import type { TokenService } from '../../../main/auth/ports.ts'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import { createTokenService } from '../../../main/workspaces/tokenService.ts'
import { FakeClock, testSecret } from '../../support/fakes.ts'
import { FakeTokenService } from '../../support/fakeServers.ts'
import { takeSignOuts } from '../../support/fakeSignOuts.ts'

interface Bench {
  service: TokenService
  returnWrongUser(): void
  neverAnswer(): void
}

async function openReal(t: TestContext, faults: FaultsPatch = {}) {
  const sandbox = await startSandbox({
    secret: testSecret,
    clock: new FakeClock(),
    bot: 'off',
    faults,
  })
  t.after(() => sandbox.stop())
  const service = createTokenService(
    new URL(sandbox.tokenServiceUrl),
    { fetch },
    { signIn: 'password', signOut: 'delete' },
  )
  return { sandbox, service }
}

const services: [name: string, open: (t: TestContext) => Promise<Bench>][] = [
  [
    'the fake token service',
    async () => {
      const service = new FakeTokenService(new FakeClock())
      takeSignOuts(service)
      return {
        service,
        returnWrongUser: () => void (service.mode = 'wrongUser'),
        neverAnswer: () => void (service.mode = 'never'),
      }
    },
  ],
  [
    'the token service over HTTP',
    async (t) => {
      const { sandbox, service } = await openReal(t)
      return {
        service,
        returnWrongUser: () => void sandbox.faults.change({ tokenService: 'wrongUser' }),
        neverAnswer: () => void sandbox.faults.change({ tokenService: 'never' }),
      }
    },
  ],
]

const { signal } = new AbortController()

// The port: main/auth/ports.ts, TokenService.
for (const [name, open] of services) {
  test(`${name}: the right password grants a token of that user, a credential and a name`, async (t) => {
    const { service } = await open(t)
    const grant = await service.signIn('alice', 'alice-sandbox', signal)
    assert.equal(grant.token.userId, 'alice')
    assert.ok(grant.token.expiresAt !== null && grant.token.issuedAt !== null)
    assert.ok(grant.refreshCredential)
    assert.equal(grant.name, 'Alice Moreau')
    // The sandbox has a picture of her.
    assert.ok(grant.image === null || grant.image.endsWith('/pictures/alice.png'))
  })

  test(`${name}: a wrong password and an unknown user are refused at the password`, async (t) => {
    const { service } = await open(t)
    const refusal = { code: 'credentialsRefused', field: 'password', canRetry: false }
    await assert.rejects(service.signIn('alice', 'bob-sandbox', signal), refusal)
    await assert.rejects(service.signIn('nobody', 'nobody-sandbox', signal), refusal)
  })

  test(`${name}: the credential renews, and each renewal brings another token and credential`, async (t) => {
    const { service } = await open(t)
    const first = await service.signIn('alice', 'alice-sandbox', signal)
    const second = await service.renew('alice', first.refreshCredential, signal)
    const third = await service.renew('alice', second.refreshCredential, signal)
    assert.equal(third.token.userId, 'alice')
    const tokens = [first, second, third].map(({ token }) => token.reveal())
    assert.equal(new Set(tokens).size, 3)
    const credentials = [first, second, third].map((grant) => grant.refreshCredential)
    assert.equal(new Set(credentials).size, 3)
  })

  test(`${name}: a credential is good until its successor was used, then refused for good`, async (t) => {
    const { service } = await open(t)
    const first = await service.signIn('alice', 'alice-sandbox', signal)
    const lost = await service.renew('alice', first.refreshCredential, signal)
    const second = await service.renew('alice', first.refreshCredential, signal)
    assert.notEqual(lost.refreshCredential, second.refreshCredential)
    await service.renew('alice', second.refreshCredential, signal)
    await assert.rejects(service.renew('alice', first.refreshCredential, signal), {
      code: 'renewalRefused',
      canRetry: false,
    })
  })

  test(`${name}: a missing credential, an invented one and another user's renew nothing`, async (t) => {
    const { service } = await open(t)
    const { refreshCredential } = await service.signIn('bob', 'bob-sandbox', signal)
    for (const credential of [null, 'made-up', refreshCredential]) {
      await assert.rejects(service.renew('alice', credential, signal), { code: 'renewalRefused' })
    }
  })

  test(`${name}: a sign-out ends the credential; one that is not good ends nothing`, async (t) => {
    const { service } = await open(t)
    const { refreshCredential } = await service.signIn('alice', 'alice-sandbox', signal)
    assert.ok(service.signOut && refreshCredential)
    await assert.rejects(service.signOut('made-up', signal), { code: 'renewalRefused' })
    await service.signOut(refreshCredential, signal)
    const refused = { code: 'renewalRefused' }
    await assert.rejects(service.renew('alice', refreshCredential, signal), refused)
    await assert.rejects(service.signOut(refreshCredential, signal), refused)
  })

  test(`${name}: a call that is called off, before or on the way, fails with aborted`, async (t) => {
    const { service, neverAnswer } = await open(t)
    const controller = new AbortController()
    neverAnswer()
    const under = assert.rejects(service.renew('alice', 'x', controller.signal), {
      code: 'aborted',
    })
    setImmediate(() => controller.abort())
    await under
    await assert.rejects(service.signIn('alice', 'x', controller.signal), { code: 'aborted' })
  })

  test(`${name}: whose token it is, is for the caller to check`, async (t) => {
    const { service, returnWrongUser } = await open(t)
    returnWrongUser()
    const { token } = await service.signIn('alice', 'alice-sandbox', signal)
    assert.notEqual(token.userId, 'alice')
  })
}

const troubles: [fault: NonNullable<FaultsPatch['tokenService']>, code: string][] = [
  ['down', 'network'],
  ['error', 'serverError'],
  ['busy', 'rateLimited'],
  ['unavailable', 'serverError'],
  ['html', 'badAnswer'],
  ['htmlRefusal', 'badAnswer'],
  ['redirect', 'redirected'],
  ['malformedToken', 'badAnswer'],
  ['noToken', 'badAnswer'],
  ['badJson', 'badAnswer'],
  ['huge', 'badAnswer'],
]

for (const [fault, code] of troubles) {
  test(`a token service whose fault is “${fault}” fails with ${code}: to be tried again, for sign-in and renewal`, async (t) => {
    const { sandbox, service } = await openReal(t)
    const { refreshCredential } = await service.signIn('alice', 'alice-sandbox', signal)
    sandbox.faults.change({ tokenService: fault })
    const isAsked = code === 'rateLimited' || fault === 'unavailable'
    const expected = { code, canRetry: true, retryAfterMs: isAsked ? 5_000 : null }
    await assert.rejects(service.signIn('alice', 'alice-sandbox', signal), expected)
    await assert.rejects(service.renew('alice', refreshCredential, signal), expected)
  })
}

for (const fault of ['refused', 'forbidden'] as const) {
  test(`a token service that says “${fault}” with a JSON error means it`, async (t) => {
    const { service } = await openReal(t, { tokenService: fault })
    await assert.rejects(service.signIn('alice', 'x', signal), { code: 'credentialsRefused' })
    await assert.rejects(service.renew('alice', 'x', signal), { code: 'renewalRefused' })
  })
}

/** A token service of one answer. */
function answering(status: number, body: unknown) {
  const asked: { headers: Headers; body: unknown }[] = []
  const service = createTokenService(new URL('https://api.acme.example/chat-token'), {
    async fetch(_, init) {
      asked.push({ headers: new Headers(init?.headers), body: JSON.parse(init?.body as string) })
      return Response.json(body, { status })
    },
  })
  return { service, asked }
}

test('the calls are those of the contract', async () => {
  const { service, asked } = answering(401, { error: 'no' })
  await assert.rejects(service.signIn('alice', 'pw', signal))
  await assert.rejects(service.signIn('alice', '', signal))
  await assert.rejects(service.renew('alice', 'credential', signal))
  await assert.rejects(service.renew('alice', null, signal))
  assert.deepEqual(
    asked.map(({ body }) => body),
    [
      { user_id: 'alice', password: 'pw' },
      { user_id: 'alice' },
      { user_id: 'alice' },
      { user_id: 'alice' },
    ],
  )
  assert.deepEqual(
    asked.map(({ headers }) => headers.get('authorization')),
    [null, null, 'Bearer credential', null],
  )
})

for (const [status, body] of [
  [401, {}],
  [403, { message: 'A proxy says no.' }],
  [401, 'no'],
  [400, { error: 'bad_request' }],
  [404, { error: 'not_found' }],
  [200, { error: 'no' }],
  [200, { token: 7 }],
  [200, null],
] as const) {
  test(`an answer ${status} ${JSON.stringify(body)} is no definite refusal`, async () => {
    const { service } = answering(status, body)
    await assert.rejects(service.renew('alice', 'x', signal), { code: 'badAnswer', canRetry: true })
  })
}

// What existing clients get wrong, 9.
test('a service that repeats a token in its error or its rubbish does not bring it into a failure', async () => {
  const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VyX2lkIjoiYSJ9.c2lnbmF0dXJl'
  for (const { service } of [
    answering(401, { error: 'no', message: `The token ${token} has ended.` }),
    answering(200, { token: `${token}.more` }),
    answering(500, { error: token }),
  ]) {
    const failure: unknown = await service.renew('a', 'secret-x', signal).catch((error) => error)
    assert.ok(failure instanceof Failure)
    const said = inspect(failure, { depth: 9, showHidden: true })
    for (const part of [...token.split('.'), 'secret-x']) assert.ok(!said.includes(part), said)
  }
})
