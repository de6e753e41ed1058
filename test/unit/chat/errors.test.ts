import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chatFailure } from '../../../main/chat/errors.ts'
import { makeToken } from '../../support/fakes.ts'

const codes: [code: number, status: number, meaning: string, canRetry: boolean][] = [
  [2, 401, 'workspaceInvalid', false],
  [4, 400, 'badInput', false],
  [5, 401, 'authenticationFailed', false],
  [9, 429, 'rateLimited', true],
  [16, 404, 'notFound', false],
  [17, 403, 'notAllowed', false],
  [40, 401, 'tokenExpired', false],
  [41, 401, 'tokenNotYetValid', false],
  [42, 401, 'tokenUsedBeforeIssued', false],
  [43, 401, 'tokenSignatureInvalid', false],
]

for (const [code, status, meaning, canRetry] of codes) {
  test(`code ${code} is ${meaning}, whatever the status says`, () => {
    for (const seen of [status, 200, 500]) {
      const failure = chatFailure({ code, message: 'Why.', StatusCode: status }, seen, null)
      assert.equal(failure.code, meaning)
      assert.equal(failure.message, 'Why.')
      assert.equal(failure.canRetry, canRetry)
    }
  })
}

const unknown: [status: number, meaning: string][] = [
  [429, 'rateLimited'],
  [500, 'serverError'],
  [503, 'serverError'],
  [404, 'notFound'],
  [401, 'badAnswer'],
  [403, 'badAnswer'],
  [400, 'badAnswer'],
]

for (const [status, meaning] of unknown) {
  test(`without a code of the chat server's own, ${status} is ${meaning}: no reason to sign anybody out`, () => {
    for (const body of [
      undefined,
      null,
      'x',
      [],
      {},
      { code: '40' },
      { code: 12_345 },
      { code: null },
    ]) {
      assert.equal(chatFailure(body, status, null).code, meaning)
    }
  })
}

test('what the server asks to wait is kept', () => {
  assert.equal(chatFailure({ code: 9 }, 429, 7_000).retryAfterMs, 7_000)
  assert.equal(chatFailure({ code: 9 }, 429, null).retryAfterMs, null)
})

// What existing clients get wrong, 9.
test('a token that the server repeats is cut out of the message', () => {
  const token = makeToken('alice')
  const { message } = chatFailure({ code: 43, message: `Bad token ${token}!` }, 401, null)
  assert.equal(message, 'Bad token [token]!')
})
