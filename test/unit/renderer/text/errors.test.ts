import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ErrorAbout, ErrorCode } from '../../../../preload/contract.ts'
import {
  errorCause,
  notSentText,
  errorText,
  describeError,
} from '../../../../renderer/text/errors.ts'

const about = { host: 'chat.lab', proxy: '127.0.0.1:3130', text: 'https://portal.lab' }

const named: [code: ErrorCode, about: ErrorAbout, words: string][] = [
  ['proxyDenied', about, 'The proxy 127.0.0.1:3130 blocks the connection to chat.lab.'],
  [
    'proxyUnreachable',
    about,
    'The proxy 127.0.0.1:3130 cannot be reached. Check your connection and your system’s proxy settings.',
  ],
  [
    'proxyAuthUnsupported',
    { ...about, text: 'Digest' },
    'The proxy requires a sign-in method (Digest) that Latchkey does not support for chat.',
  ],
  [
    'redirected',
    about,
    'chat.lab redirects to https://portal.lab. Check the server URL, or sign in to this network in your browser first.',
  ],
  ['requestRefused', { text: 'Too odd.' }, 'The server rejected this request: “Too odd.”'],
]

for (const [code, about, words] of named) {
  test(`${code} names its subject if it is known`, () => {
    assert.equal(describeError(code, about), words)
    assert.equal(describeError(code), errorText(code))
    assert.equal(describeError(code, {}), errorText(code))
    assert.equal(notSentText(code, about), `Not sent. ${words}`)
  })
}

test('a cause is the first sentence, including dots in addresses', () => {
  assert.equal(errorCause('proxyUnreachable', about), 'The proxy 127.0.0.1:3130 cannot be reached.')
})

test('only sentences made for a subject name it', () => {
  for (const code of ['network', 'badInput', 'tlsFailed'] as const) {
    assert.equal(describeError(code, about), errorText(code))
  }
})
