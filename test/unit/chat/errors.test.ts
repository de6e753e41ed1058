import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FailureCode } from '../../../main/auth/errors.ts'
import { failureKindOf, type FailureKind } from '../../../main/auth/requests/failureKind.ts'
import { chatFailure, frameFailure } from '../../../main/chat/errors.ts'
import { createEchoCheck } from '../../../main/logging/echo.ts'
import { makeToken } from '../../support/fakes.ts'

const own: [code: number, status: number, meaning: FailureCode, kind: FailureKind][] = [
  [2, 401, 'workspaceInvalid', 'token'],
  [4, 400, 'badInput', 'request'],
  [5, 401, 'authenticationFailed', 'token'],
  [6, 400, 'userNameTaken', 'request'],
  [9, 429, 'rateLimited', 'server'],
  [16, 404, 'notFound', 'request'],
  [17, 403, 'notAllowed', 'request'],
  [18, 400, 'requestRefused', 'request'],
  [20, 400, 'messageTooLong', 'request'],
  [22, 413, 'payloadTooLarge', 'request'],
  [23, 408, 'serverError', 'server'],
  [40, 401, 'tokenExpired', 'token'],
  [41, 401, 'tokenNotYetValid', 'token'],
  [42, 401, 'tokenUsedBeforeIssued', 'token'],
  [43, 401, 'tokenSignatureInvalid', 'token'],
  [60, 403, 'slowMode', 'request'],
  [70, 403, 'notAllowed', 'request'],
  [99, 403, 'appSuspended', 'request'],
  [431, 431, 'headersTooLarge', 'request'],
  [12_345, 400, 'requestRefused', 'request'],
  [12_345, 401, 'requestRefused', 'request'],
  [-7, 403, 'requestRefused', 'request'],
  [0, 422, 'requestRefused', 'request'],
  [12_345, 404, 'notFound', 'request'],
  [12_345, 500, 'serverError', 'server'],
  [12_345, 503, 'serverError', 'server'],
  [12_345, 429, 'rateLimited', 'server'],
  [12_345, 408, 'serverError', 'server'],
]

for (const [code, status, meaning, kind] of own) {
  test(`the chat server's own ${status} with code ${code} is ${meaning}, about the ${kind}`, () => {
    const failure = chatFailure({ code, message: 'Why.', StatusCode: status }, status, null)
    assert.deepEqual([failure.code, failure.message, failure.origin], [meaning, 'Why.', 'server'])
    assert.equal(failureKindOf(failure), kind)
    // A token is renewed or a person signs in; the same request alone does not help.
    assert.equal(failure.canRetry, kind === 'server')
  })
}

// A gRPC gateway's codes are others: 2 unknown, 4 deadline, 5 not found, 9 precondition, 16 unauthenticated.
for (const [status, code, meaning] of [
  [404, 5, 'notFound'],
  [403, 43, 'requestRefused'],
  [400, 2, 'requestRefused'],
  [400, 9, 'requestRefused'],
  [401, 16, 'requestRefused'],
  [409, 6, 'requestRefused'],
  [500, 2, 'serverError'],
  [503, 43, 'serverError'],
  [504, 4, 'serverError'],
  [500, 40, 'serverError'],
  [429, 40, 'rateLimited'],
  [200, 40, 'badAnswer'],
] as const) {
  test(`a ${status} with code ${code} refuses no token: ${meaning}`, () => {
    const failure = chatFailure({ code, message: 'Not Found', details: [] }, status, null)
    assert.equal(failure.code, meaning)
    assert.notEqual(failureKindOf(failure), 'token')
  })
}

const between: [status: number, meaning: FailureCode, kind: FailureKind][] = [
  [200, 'badAnswer', 'server'],
  [400, 'badAnswer', 'server'],
  [401, 'badAnswer', 'server'],
  [403, 'badAnswer', 'server'],
  [404, 'badAnswer', 'server'],
  [408, 'serverError', 'server'],
  [413, 'payloadTooLarge', 'request'],
  [414, 'headersTooLarge', 'request'],
  [429, 'rateLimited', 'server'],
  [431, 'headersTooLarge', 'request'],
  [500, 'serverError', 'server'],
  [503, 'serverError', 'server'],
]

for (const [status, meaning, kind] of between) {
  test(`a ${status} without a numeric code comes from something in between: ${meaning}, about the ${kind}`, () => {
    for (const body of [undefined, null, 'x', [], [40], {}, { code: '40' }, { code: null }]) {
      const failure = chatFailure(body, status, null)
      assert.deepEqual([failure.code, failure.origin], [meaning, 'inBetween'])
      assert.equal(failureKindOf(failure), kind)
    }
  })
}

test('the code is what counts: the other fields of an error may be absent, null or of another type', () => {
  for (const odd of [null, 7, {}, [], false]) {
    const body = { code: 40, message: odd, StatusCode: odd, details: odd, more_info: odd }
    assert.equal(chatFailure(body, 401, null).code, 'tokenExpired')
    assert.equal(frameFailure({ ...body, StatusCode: odd === 7 ? 0 : odd }).code, 'tokenExpired')
  }
  assert.equal(
    chatFailure({ code: 40 }, 401, null).message,
    'The chat server answered 401 (code 40).',
  )
})

test('a frame counts as an answer with 401, or with its StatusCode', () => {
  assert.equal(frameFailure({ code: 43 }).code, 'tokenSignatureInvalid')
  assert.equal(frameFailure({ code: 43, StatusCode: 401 }).code, 'tokenSignatureInvalid')
  assert.equal(frameFailure({ code: 43, StatusCode: 403 }).code, 'requestRefused')
  assert.equal(frameFailure({ code: 5, StatusCode: 404 }).code, 'notFound')
  assert.equal(frameFailure({ code: 2, StatusCode: 500 }).code, 'serverError')
  for (const odd of [undefined, null, 'No.', {}, []]) {
    assert.equal(frameFailure(odd).code, 'badAnswer')
  }
})

test('the pause that an answer asks for is kept; a suspended app is left alone for minutes', () => {
  assert.equal(chatFailure({ code: 9 }, 429, 7_000).retryAfterMs, 7_000)
  assert.equal(chatFailure({ code: 9 }, 429, null).retryAfterMs, null)
  assert.equal(chatFailure(undefined, 503, 7_000).retryAfterMs, 7_000)
  assert.equal(frameFailure({ code: 99, StatusCode: 403 }).retryAfterMs, 300_000)
})

// What existing clients get wrong, 9.
test('a token that the server repeats is cut out of the message, in pieces and encoded too', () => {
  const token = makeToken('alice')
  const { message } = chatFailure({ code: 43, message: `Bad token ${token}!` }, 401, null)
  assert.equal(message, 'Bad token [token]!')
  const [, payload = '', signature = ''] = token.split('.')
  const isEcho = createEchoCheck([token])
  for (const piece of [
    signature.slice(3, 15),
    encodeURIComponent(token),
    payload,
    `a-${signature}`,
  ]) {
    const body = { code: 12_345, message: `Bad: ${piece}` }
    const failure = chatFailure(body, 400, null, { isEcho })
    assert.equal(failure.message, 'The chat server answered 400 (code 12345).')
    assert.equal(failure.about.text, undefined)
  }
  const plain = chatFailure({ code: 12_345, message: 'Too odd.' }, 400, null, { isEcho })
  assert.equal(plain.about.text, 'Too odd.')
})
