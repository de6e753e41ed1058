import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeToken } from '../../support/fakes.ts'
import { answer, testCases } from './expectFindings.ts'
import {
  checkManualService,
  password,
  type Call,
  type ServiceFaults,
} from './manualTokenService.ts'

const no = { error: 'no', message: 'No.' }

function toWrongPassword(response: () => Response): ServiceFaults {
  const isWrong = ({ body }: Call) => 'password' in body && body['password'] !== password
  return { answer: (call) => (isWrong(call) ? response() : null) }
}

function toOthers(response: (userId: string) => Response): ServiceFaults {
  return {
    answer: ({ body: { user_id: userId = '' } }) => (userId === 'alice' ? null : response(userId)),
  }
}

function granted(userId = 'alice'): Response {
  return answer(200, { token: makeToken(userId, { iat: -1, exp: 3_600 }) })
}

testCases([
  ['any password will do', toWrongPassword(granted), ['fail wrongPassword'], /let in/],
  [
    'a wrong password is refused by a page',
    toWrongPassword(() => answer(401, '<html>')),
    ['fail wrongPassword'],
    /without the JSON error/,
  ],
  [
    'a wrong password is a bad request',
    toWrongPassword(() => answer(400, no)),
    ['fail wrongPassword'],
    /400, which is no definite no/,
  ],
  [
    'a wrong password is refused without a word',
    toWrongPassword(() => answer(401, { error: 'no' })),
    ['warn wrongPassword'],
    /no “message”/,
  ],
  [
    'a wrong password is forbidden, which is as good',
    toWrongPassword(() => answer(403, no)),
    [],
    /refused with 403/,
  ],
  [
    'a wrong password is one call too many',
    toWrongPassword(() => answer(429, no)),
    ['warn wrongPassword'],
    /slow down/,
  ],
  ['one refresh token is kept', { rotation: 'kept' }, [], /stays good for all renewals/],
  [
    'each refresh token is good once',
    { rotation: 'once' },
    ['fail rotation'],
    /a second time: It is answered with 401: “That is not right\.”/,
  ],
  ['old refresh tokens never end', { rotation: 'forever' }, ['warn replacedCredential'], /stolen/],
  [
    'the new refresh token is refused',
    // Calls: sign-in, wrong password, renewal, the same again, and then the one that this gave.
    { answer: ({ index }) => (index === 4 ? answer(401, no) : null) },
    ['fail rotation'],
    /The new refresh token: It is answered with 401/,
  ],
  [
    'any refresh token will do',
    { answer: ({ bearer }) => (bearer?.startsWith('latchkey-check') ? granted() : null) },
    ['fail forgedCredential'],
    /let in/,
  ],
  [
    'a refresh token is good for anybody',
    toOthers(granted),
    ['fail otherUsersCredential'],
    /let in/,
  ],
  [
    'whoever is asked for, the token is of the refresh token’s user',
    toOthers(() => granted()),
    ['warn otherUsersCredential'],
    /all the same/,
  ],
  [
    'a renewal is for somebody else',
    { answer: ({ bearer }) => (bearer === null ? null : granted('bob')) },
    ['fail renewal', 'fail forgedCredential'],
    /somebody else/,
  ],
  [
    'a renewal has no answer',
    { answer: ({ bearer }) => bearer && Promise.reject(new TypeError('fetch failed')) },
    ['fail renewal', 'fail forgedCredential'],
    /cannot be reached \(no reason given\)/,
  ],
  [
    'ten at once are too many',
    { answer: ({ index }) => (index >= 8 && index < 12 ? answer(429, no) : null) },
    ['warn parallel'],
    /4 of ten/,
  ],
  [
    'ten at once are too much',
    { answer: ({ index }) => (index === 9 ? answer(503, '') : null) },
    ['fail parallel'],
    /503.*\(1 of ten\.\)/,
  ],
])

test('exactly one wrong password is tried, after the right one', async () => {
  const { calls, find } = await checkManualService()
  const tried = calls.flatMap(({ body }) => ('password' in body ? [body['password']] : []))
  assert.equal(tried.length, 2)
  assert.equal(tried[0], password)
  assert.match(find('wrongPassword').message, /One wrong try was made, no more/)
})

test('where each refresh token is good once, ten sign-ins at once are made instead of renewals', async () => {
  const { calls, find } = await checkManualService({ rotation: 'once' })
  assert.match(find('parallel').message, /^Ten sign-ins/)
  assert.equal(calls.filter(({ body }) => body['password'] === password).length, 11)
})
