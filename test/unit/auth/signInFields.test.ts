import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure, type FailureCode, type FailureField } from '../../../main/auth/errors.ts'
import type { SignInRequest } from '../../../main/auth/signIn.ts'
import { FakeMint } from '../../support/fakeMint.ts'
import { makeToken } from '../../support/fakes.ts'
import { alice, openHarness } from './harness.ts'

/** A refusal of a first token is shown at the field that the token came from. */
const pasted = (): SignInRequest => ({ method: 'token', token: makeToken('alice'), userId: '' })
const minted = (): SignInRequest => ({
  method: 'minted',
  userId: 'alice',
  lifetime: '',
  mint: new FakeMint(),
})

const cases: [code: FailureCode, request: SignInRequest, field: FailureField | null][] = [
  ['authenticationFailed', pasted(), 'token'],
  ['tokenSignatureInvalid', pasted(), 'token'],
  ['tokenNotYetValid', pasted(), 'token'],
  ['tokenUsedBeforeIssued', pasted(), 'token'],
  ['workspaceInvalid', pasted(), null],
  ['network', pasted(), null],
  ['tokenSignatureInvalid', minted(), 'secret'],
  ['authenticationFailed', minted(), null],
  ['tokenSignatureInvalid', alice, null],
]
for (const [code, request, field] of cases) {
  const place = field === null ? 'at no field' : `at the field "${field}"`
  test(`${code} is told ${place} to somebody who signs in by ${request.method}`, async () => {
    const harness = openHarness()
    harness.chat.mode = new Failure(code, 'The server says so.')
    await assert.rejects(harness.run.session.signIn(request, false), { code, field })
  })
}

test('an expired token is told at the field that it was pasted in', async () => {
  const harness = openHarness()
  const token = makeToken('alice', { exp: -60 })
  await assert.rejects(harness.run.session.signIn({ method: 'token', token, userId: '' }, false), {
    code: 'tokenExpired',
    field: 'token',
  })
})

test('white space around a user ID that was typed beside a token is dropped', async () => {
  for (const userId of [' alice ', '  ']) {
    const harness = openHarness()
    await harness.run.session.signIn({ method: 'token', token: makeToken('alice'), userId }, false)
    assert.equal(harness.run.session.signedIn()?.account.userId, 'alice')
  }
})

test('an anonymous visitor is called so', async () => {
  const harness = openHarness()
  await harness.run.session.signIn({ method: 'anonymous', userId: 'a-random-id' }, false)
  assert.equal(harness.run.session.signedIn()?.account.name, 'Anonymous')
})
