import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeBase64Text } from '../../../main/auth/token/base64.ts'
import { explainRefusal, makeDevelopmentToken } from '../../../main/auth/token/developmentToken.ts'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import { tokenOf } from '../../support/fakes.ts'

test('the development token of luke_skywalker is the published one, byte for byte', () => {
  assert.equal(
    makeDevelopmentToken('luke_skywalker').reveal(),
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VyX2lkIjoibHVrZV9za3l3YWxrZXIifQ==.devtoken',
  )
})

// What existing clients get wrong, 8.
for (const id of [
  'a',
  'ab',
  'abc',
  'zoë_o’neil-東京?',
  '陳凱若',
  '~~~???ÿÿÿ>>>',
  '👩‍🚀',
  'a"b\\c',
  '\ud800',
]) {
  test(`a development token holds an id such as ${JSON.stringify(id)} in padded standard base64 of UTF-8`, () => {
    const token = makeDevelopmentToken(id)
    assert.equal(token.userId, id)
    assert.equal(token.expiresAt, null)
    assert.equal(token.signature, 'development')
    const payload = Buffer.from(JSON.stringify({ user_id: id })).toString('base64')
    assert.equal(token.reveal().split('.')[1], payload)
  })
}

test('text is encoded as Node encodes it, and half a letter as the sign for one', () => {
  for (const text of ['', 'f', 'fo', 'foo', 'é', '%41', '\n\0', '🚀'])
    assert.equal(encodeBase64Text(text), Buffer.from(text).toString('base64'), text)
  assert.equal(encodeBase64Text('\ud800'), encodeBase64Text('\ufffd'))
})

test('both codes with which an app refuses a development token mean that it checks; others mean what they say', () => {
  const explain = (code: FailureCode, token = makeDevelopmentToken('luke')) =>
    explainRefusal(token, new Failure(code, 'No.')).code
  assert.equal(explain('authenticationFailed'), 'developmentTokenRefused')
  assert.equal(explain('tokenSignatureInvalid'), 'developmentTokenRefused')
  assert.equal(explain('workspaceInvalid'), 'workspaceInvalid')
  assert.equal(explain('authenticationFailed', tokenOf('luke')), 'authenticationFailed')
})
