import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PageLanguage } from '../../../main/oidc/answerPage.ts'
import { de } from '../../../main/text/de.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { openSingleSignOn, outcomeOf } from './harness.ts'

const { signal } = new AbortController()

test('a person signs in in the browser, and the token service names the user', async (t) => {
  const sso = await openSingleSignOn(t)
  const grant = await sso.singleSignOn.signIn(null, signal)
  assert.equal(grant.token.userId, 'alice')
  assert.notEqual(grant.refreshCredential, null)
  assert.deepEqual(sso.service.calls, ['issue alice (null)'])
  assert.match(await sso.lastPage(), /You can go back to Latchkey/)
  assert.equal(sso.answered.count, 1)
  assert.equal(sso.pending.pending(), null)
  // The listener is closed.
  assert.equal(await outcomeOf(fetch(sso.redirectUri())), 'TypeError')
})

test('the request has PKCE with S256, a state, a nonce, the scopes and a redirect to this computer', async (t) => {
  const sso = await openSingleSignOn(t, { settings: { audience: 'https://api.acme.example' } })
  await sso.begin()
  const query = Object.fromEntries(sso.opened[0]?.searchParams ?? [])
  assert.equal(query['code_challenge_method'], 'S256')
  assert.match(query['code_challenge'] ?? '', /^[\w-]{43}$/)
  assert.match(query['state'] ?? '', /^[\w-]{43}$/)
  assert.match(query['nonce'] ?? '', /^[\w-]{43}$/)
  assert.equal(query['scope'], 'openid offline_access')
  assert.equal(query['audience'], 'https://api.acme.example')
  assert.match(query['redirect_uri'] ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback$/)
})

test('the address of the last page holds neither the code nor the state', async (t) => {
  const sso = await openSingleSignOn(t)
  await sso.singleSignOn.signIn(null, signal)
  await sso.lastPage()
  const last = sso.browser.visited.at(-1) ?? ''
  assert.equal(new URL(last).pathname, '/done')
  assert.equal(new URL(last).search, '')
})

test('the last page is in the language of the app', async (t) => {
  const language: PageLanguage = { code: () => 'de', texts: () => de }
  const sso = await openSingleSignOn(t, { language })
  await sso.singleSignOn.signIn(null, signal)
  assert.match(await sso.lastPage(), /lang="de".*Sie können zu Latchkey zurückkehren/)
})

test('it listens on IPv6 where there is no IPv4', async (t) => {
  const sso = await openSingleSignOn(t, { hosts: ['192.0.2.1', '::1'] })
  await sso.singleSignOn.signIn(null, signal)
  assert.match(sso.redirectUri(), /^http:\/\/\[::1\]:\d+\/callback$/)
})

test('while a person signs in, the phase is told, and the browser can be opened again', async (t) => {
  const sso = await openSingleSignOn(t)
  const { signIn, address } = await sso.begin()
  assert.deepEqual(sso.pending.pending(), {
    host: new URL(sso.provider.issuer).host,
    phase: 'waiting',
  })
  await sso.pending.openAgain()
  assert.deepEqual(sso.opened, [address, address])
  await sso.browser.open(address, { signsInAs: 'bob' })
  assert.equal((await signIn).token.userId, 'bob')
  assert.equal(await outcomeOf(sso.pending.openAgain()), 'notFound')
})

test('a cancelled sign-in ends at once, and nothing listens any more', async (t) => {
  const sso = await openSingleSignOn(t)
  const { signIn } = await sso.begin()
  sso.pending.cancel()
  assert.equal(await outcomeOf(signIn), 'aborted')
  assert.equal(sso.pending.pending(), null)
  assert.equal(await outcomeOf(fetch(sso.redirectUri())), 'TypeError')
})

test('a second sign-in takes the place of the first', async (t) => {
  const sso = await openSingleSignOn(t)
  const first = await sso.begin()
  const second = await sso.begin()
  assert.equal(await outcomeOf(first.signIn), 'aborted')
  await sso.browser.open(second.address, { signsInAs: 'bob' })
  assert.equal((await second.signIn).token.userId, 'bob')
})

test('after another person has signed in, the provider is told to ask', async (t) => {
  const sso = await openSingleSignOn(t)
  const failure = await sso.singleSignOn.signIn('bob', signal).catch((error: unknown) => error)
  assert.ok(failure instanceof Failure && failure.code === 'otherPerson')
  assert.deepEqual(failure.about, { user: 'alice', wantedUser: 'bob' })
  await sso.begin()
  assert.equal(sso.opened[1]?.searchParams.get('prompt'), 'login')
})

test('nothing of a sign-in is in the log', async (t) => {
  const sso = await openSingleSignOn(t)
  const grant = await sso.singleSignOn.signIn(null, signal)
  const log = sso.log.lines.join('\n')
  const secrets = sso.provider.forms.flatMap((form) => [...form.values()])
  const state = sso.opened[0]?.searchParams.get('state') ?? ''
  for (const secret of [...secrets, grant.refreshCredential ?? '', grant.token.reveal(), state]) {
    if (secret.length > 20) assert.ok(!log.includes(secret))
  }
  assert.match(log, /oidc.redeemed/)
})
