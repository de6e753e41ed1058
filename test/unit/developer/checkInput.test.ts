import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { checkTokenService } from '../../../main/developer/serviceCheck/check.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { CheckRequest, Finding } from '../../../preload/contract.ts'
import { FakeClock, makeToken, settled } from '../../support/fakes.ts'
import { checkManualService, password, serve } from './manualTokenService.ts'

const inputs: [what: string, changes: Partial<CheckRequest>, field: string][] = [
  ['an address that is none', { url: 'acme' }, 'tokenServiceUrl'],
  ['an empty address', { url: ' ' }, 'tokenServiceUrl'],
  ['http to another computer', { url: 'http://api.acme.example/' }, 'tokenServiceUrl'],
  ['a password in the address', { url: `https://a:${password}@a.example/` }, 'tokenServiceUrl'],
  ['an empty user ID', { userId: '  ' }, 'userId'],
  ['a user ID with a space', { userId: 'al ice' }, 'userId'],
  ['a user ID with a line break', { userId: 'al\nice' }, 'userId'],
  ['a user ID with a control character', { userId: 'al\u0000ice' }, 'userId'],
  ['a user ID of 256 characters', { userId: 'a'.repeat(256) }, 'userId'],
  ['an empty password', { password: '' }, 'password'],
]

for (const [what, changes, field] of inputs) {
  test(`${what} is refused at its field, without a call`, async () => {
    let calls = 0
    const answer = () => ((calls += 1), null)
    const failure: unknown = await checkManualService({ answer }, changes).catch((error) => error)
    assert.ok(failure instanceof Failure)
    assert.deepEqual([failure.code, failure.field, calls], ['badInput', field, 0])
    assert.ok(!inspect(failure, { depth: 9, showHidden: true }).includes(password))
  })
}

test('a password is not sent to a service that wants none', async () => {
  const { calls } = await checkManualService({}, { signIn: 'none' })
  assert.deepEqual(
    calls.map(({ body }) => body),
    [{ user_id: 'alice' }],
  )
})

test('a port that fetch does not ask at is told', async () => {
  const url = 'http://127.0.0.1:6000/'
  const { findings } = await checkTokenService(
    { url, userId: 'alice', password, signIn: 'password' },
    { fetch, clock: new FakeClock(), tell: () => undefined },
    new AbortController().signal,
  )
  assert.match(findings[0]?.message ?? '', /port of 127\.0\.0\.1:6000 belongs to another protocol/)
})

test('spaces around the user ID are dropped, as at a sign-in', async () => {
  const { calls } = await checkManualService({}, { userId: ' alice ' })
  assert.equal(calls[0]?.body['user_id'], 'alice')
})

test('a check that is called off ends there, in a call, a pause or between two probes', async () => {
  const same = makeToken('alice', { exp: 3_600 })
  for (const [at, waitsFor, last] of [
    ['call', 10_000, undefined],
    ['pause', 1_100, 'rotation'],
    ['between', null, 'reachable'],
  ] as const) {
    const clock = new FakeClock()
    const controller = new AbortController()
    const service = serve(clock, {
      // The same token each time: then there is a pause.
      token: () => same,
      answer: () => (at === 'call' ? new Promise(() => undefined) : null),
    })
    const told: string[] = []
    const tell = ({ probe }: Finding) => {
      told.push(probe)
      if (at === 'between') controller.abort()
    }
    const check = checkTokenService(
      { url: 'https://a.example/', userId: 'alice', password, signIn: 'password' },
      { fetch: abortable(service), clock, tell },
      controller.signal,
    )
    const ended = assert.rejects(check, { code: 'aborted' })
    if (waitsFor !== null) {
      while (!clock.pending().includes(waitsFor)) await settled()
      controller.abort()
    }
    await ended
    assert.deepEqual(clock.pending(), [])
    assert.equal(told.at(-1), last)
  }
})

// What existing clients get wrong, 9.
test('no secret is in the report, with any answer of the service', async () => {
  const secrets = new Set<string>([password])
  const echo = (text: string) => `“${[...secrets].join(' ')}” ${text}`
  for (const where of ['message', 'error', 'user', 'claim', 'type', 'key', 'refusal', 'redirect']) {
    const { findings } = await checkManualService({
      headers: where === 'type' ? { 'Content-Type': `text/${password}` } : {},
      grant(body) {
        secrets.add(String(body['token'])).add(String(body['refresh_token']))
        if (where === 'user') return { ...body, user: { id: echo('') } }
        if (where === 'key') return { [password]: 1, [String(body['refresh_token'])]: 2 }
        return body
      },
      answer({ index, bearer }) {
        if (bearer !== null) secrets.add(bearer)
        if (where === 'redirect') {
          const Location = `https://${password}.example/`
          return new Response('', { status: 307, headers: { Location } })
        }
        if (where === 'error') return Response.json({ error: echo('') }, { status: 401 })
        if (where === 'message' || (where === 'refusal' && index > 1)) {
          return Response.json({ error: 'no', message: echo('no') }, { status: 401 })
        }
        return null
      },
    })
    const said = JSON.stringify(findings)
    for (const secret of secrets) {
      for (const part of secret.split('.')) assert.ok(!said.includes(part), `${where}: ${said}`)
    }
  }
})

test('a token that looks like none is not quoted either', async () => {
  const token = () => 'opaque'
  const { find } = await checkManualService({
    token,
    grant: (body) => ({ ...body, user: { id: `bob ${token()}` } }),
  })
  assert.match(find('body').message, /is \[withheld\], not the user/)
})

/** As `fetch` does, the hand-made service gives up when it is told to. */
function abortable(service: typeof fetch): typeof fetch {
  return (url, init) =>
    Promise.race([
      service(url, init),
      new Promise<never>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      }),
    ])
}
