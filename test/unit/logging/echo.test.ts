import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEchoCheck, quote } from '../../../main/logging/echo.ts'
import { makeToken } from '../../support/fakes.ts'

const secrets = ['hunter2', 'rt_9f8a7c6d5e4f', 'pass "word" ü', makeToken('alice')]

/** The shapes in which a server repeats what it was sent. */
const shapes: [name: string, shape: (secret: string) => string][] = [
  ['as it is', (secret) => `Not accepted: ${secret}.`],
  ['in JSON', (secret) => JSON.stringify({ got: secret })],
  ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ got: secret }))],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
  [
    'each byte percent-encoded',
    (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%$&'),
  ],
  ['each character escaped', (secret) => hex(secret, (code) => `\\u${code.padStart(4, '0')}`)],
  ['as HTML entities', (secret) => hex(secret, (code) => `&#x${code};`)],
  ['in two lines', (secret) => `${secret.slice(0, 5)}\n${secret.slice(5)}`],
  ['spelt out', (secret) => Array.from(secret).join('-')],
  ['in capitals', (secret) => secret.toUpperCase()],
  ['in Base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in Base64 with a name before', (secret) => Buffer.from(`alice:${secret}!`).toString('base64')],
  ['in base64url', (secret) => Buffer.from(`a:${secret}..`).toString('base64url')],
  ['in hexadecimal', (secret) => Buffer.from(secret).toString('hex')],
]

for (const [name, shape] of shapes) {
  test(`a secret ${name} is an echo`, () => {
    for (const secret of secrets) {
      const isEcho = createEchoCheck(['', secret])
      assert.equal(isEcho(shape(secret)), true, shape(secret))
      assert.equal(quote(`What is ${shape(secret)}?`, isEcho), '')
      assert.equal(createEchoCheck(['another-secret-1'])(shape(secret)), false)
    }
  })
}

test('a piece of eight letters and digits of a long secret is an echo', () => {
  const isEcho = createEchoCheck(['3f2a9c1e-77aa-4b1d-9a52-0cd3e1f0a9b7'])
  for (const piece of ['3f2a9c1e…', '(0cd3e1f0)', '77aa-4b1d']) assert.equal(isEcho(piece), true)
  assert.equal(isEcho('3f2a9c1 and more'), false)
})

test('other texts are quoted, and the header that all tokens share is no secret', () => {
  const isEcho = createEchoCheck([makeToken('alice'), 'hunter2', 'x', ''])
  for (const text of [
    'The user does not exist.',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    '100 % of x',
  ]) {
    assert.equal(isEcho(text), false)
  }
  assert.equal(quote('No such user.', isEcho), 'No such user.')
})

test('a text of any length is looked at at once', () => {
  const isEcho = createEchoCheck([makeToken('alice')])
  const startedAt = performance.now()
  for (const piece of ['%25', '\\\\', '&#x26;', '%', 'a']) isEcho(piece.repeat(1_000_000))
  assert.ok(performance.now() - startedAt < 2_000)
})

function hex(text: string, write: (code: string) => string): string {
  return Array.from({ length: text.length }, (_, at) =>
    write(text.charCodeAt(at).toString(16)),
  ).join('')
}
