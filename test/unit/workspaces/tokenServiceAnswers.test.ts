import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Failure } from '../../../main/auth/errors.ts'
import { createTokenService } from '../../../main/workspaces/tokenService.ts'
import { makeToken } from '../../support/fakes.ts'

const { signal } = new AbortController()

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

test('at a renewal invalid_grant with 400 is a definite no, as in OAuth; at a sign-in it is none', async () => {
  const { service } = answering(400, { error: 'invalid_grant', error_description: 'Expired.' })
  await assert.rejects(service.renew('alice', 'x', signal), {
    code: 'renewalRefused',
    message: 'Expired.',
    canRetry: false,
  })
  await assert.rejects(service.signIn('alice', 'x', signal), { code: 'badAnswer' })
  for (const error of ['invalid_request', 'INVALID_GRANT', 'invalid_grant ', ['invalid_grant']]) {
    const { service } = answering(400, { error })
    await assert.rejects(service.renew('alice', 'x', signal), { code: 'badAnswer', canRetry: true })
  }
})

test('the error field alone makes a refusal, with any message', async () => {
  for (const message of [null, 7, {}, ['No.'], '']) {
    const { service } = answering(403, { error: 'no', message })
    await assert.rejects(service.renew('alice', 'x', signal), {
      code: 'renewalRefused',
      message: 'no',
    })
  }
})

const good = makeToken('alice')

test('an odd field of a grant costs that field, and never the grant', async () => {
  for (const odd of [null, 7, false, [], {}, '']) {
    for (const body of [
      { token: good, refresh_token: odd },
      { token: good, user: odd },
      { token: good, user: { id: odd, name: odd, image: odd === '' ? null : odd } },
    ]) {
      const grant = await answering(200, body).service.signIn('alice', 'pw', signal)
      assert.equal(grant.token.reveal(), good)
      assert.deepEqual([grant.refreshCredential, grant.name, grant.image], [null, null, null])
    }
  }
})

test('a name is one line of at most 255 characters', async () => {
  const { service } = answering(200, { token: good, user: { name: `Al\nice${'x'.repeat(9_999)}` } })
  const { name } = await service.signIn('alice', 'pw', signal)
  assert.equal(name?.length, 255)
  assert.ok(name.startsWith('Al icex'))
})

for (const credential of ['one\r\nX: y', 'crédit', '東京', 'a\tb', ' x', 'x'.repeat(16_385)]) {
  test(`a refresh credential that fits no header (${JSON.stringify(credential).slice(0, 12)}…) has a code of its own`, async () => {
    const { service } = answering(200, { token: good, refresh_token: credential })
    const failure = await service.signIn('alice', 'pw', signal).catch((error: unknown) => error)
    assert.ok(failure instanceof Failure)
    assert.deepEqual([failure.code, failure.canRetry], ['credentialUnusable', true])
    assert.ok(!inspect(failure).includes(credential))
    // One that an earlier version kept is not sent, and not repeated either.
    const { service: other, asked } = answering(200, { token: good })
    if (credential.length > 16_384 || /^[ -~\t\xa0-\xff]*$/.test(credential)) return
    const kept: unknown = await other.renew('alice', credential, signal).catch((error) => error)
    assert.ok(kept instanceof Failure)
    assert.deepEqual([kept.code, kept.canRetry, asked.length], ['credentialUnusable', false, 0])
    assert.ok(!inspect(kept, { depth: 9 }).includes(credential))
  })
}

test('a service that repeats our secret in any encoding is not quoted', async () => {
  const credential = '3f2a9c1e-77aa-4b1d-9a52-0cd3e1f0a9b7'
  const password = 'hunter two'
  for (const sent of [credential, password]) {
    for (const message of [
      `The refresh token ${sent} is not known`,
      `Not known: ${sent.slice(0, 20)} ${sent.slice(20)}`,
      `Not known: ${Array.from(sent).join('-')}`,
      `Not known: ${encodeURIComponent(encodeURIComponent(sent))}`,
      JSON.stringify(JSON.stringify({ sent })),
      `Not known: ${Buffer.from(`alice:${sent}!`).toString('base64')}`,
      `Not known: ${sent.toUpperCase()}`,
      `Not known: ${Array.from(sent)
        .map((c) => `\\u00${c.charCodeAt(0).toString(16)}`)
        .join('')}`,
      `Not known: ${Array.from(sent)
        .map((c) => `%${c.charCodeAt(0).toString(16)}`)
        .join('')}`,
      `Not known: ${Buffer.from(sent).toString('hex')}`,
    ]) {
      const { service } = answering(401, { error: 'no', message })
      const ask =
        sent === password
          ? service.signIn('alice', sent, signal)
          : service.renew('alice', sent, signal)
      await assert.rejects(ask, { message: 'The token service answered 401.' }, message)
    }
  }
  const named = answering(200, { token: good, user: { name: `Hi ${password}`, image: password } })
  const grant = await named.service.signIn('alice', password, signal)
  assert.deepEqual([grant.name, grant.image], [null, null])
  const plain = answering(401, { error: 'no', message: 'The user is not known.' })
  await assert.rejects(plain.service.renew('alice', credential, signal), {
    message: 'The user is not known.',
  })
})

test('an access token is sent as bearer, without a user ID at a sign-in and with it at a renewal', async () => {
  const { service, asked } = answering(200, { token: good, refresh_token: 'not-for-us' })
  const grant = await service.issue('an-access-token', null, signal)
  await service.issue('an-access-token', 'alice', signal)
  assert.deepEqual([grant.token.userId, grant.refreshCredential], ['alice', null])
  assert.deepEqual(
    asked.map(({ body, headers }) => [body, headers.get('authorization')]),
    [
      [{}, 'Bearer an-access-token'],
      [{ user_id: 'alice' }, 'Bearer an-access-token'],
    ],
  )
})

for (const status of [401, 403]) {
  test(`${status} with a JSON error is a definite refusal of an access token, in the service's words`, async () => {
    const { service } = answering(status, { error: 'no', message: 'You are not on the list.' })
    const failure = await service.issue('a', null, signal).catch((error: unknown) => error)
    assert.ok(failure instanceof Failure)
    assert.deepEqual(
      [failure.code, failure.about.text, failure.canRetry],
      ['accessTokenRefused', 'You are not on the list.', false],
    )
  })
}

test('a service that repeats the access token is not quoted', async () => {
  const accessToken = 'an-access-token-of-some-length'
  const { service } = answering(401, { error: 'no', message: `Unknown: ${accessToken}` })
  const failure = await service.issue(accessToken, null, signal).catch((error: unknown) => error)
  assert.ok(!inspect(failure, { depth: 9 }).includes(accessToken))
})
