import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ErrorAbout, ErrorCode } from '../../../../preload/contract.ts'
import { cause, notSent, problem, problemOf } from '../../../../renderer/text/errors.ts'

const about = { host: 'chat.lab', proxy: '127.0.0.1:3130', text: 'https://portal.lab' }

const named: [code: ErrorCode, about: ErrorAbout, words: string][] = [
  ['proxyDenied', about, 'The proxy 127.0.0.1:3130 does not let Latchkey through to chat.lab.'],
  [
    'proxyUnreachable',
    about,
    'The proxy 127.0.0.1:3130 cannot be reached. Check your connection and the proxy settings of your system.',
  ],
  [
    'proxyAuthUnsupported',
    { ...about, text: 'Digest' },
    'The proxy asks for a kind of sign-in (Digest) that Latchkey cannot do for chat.',
  ],
  [
    'redirected',
    about,
    'chat.lab redirects to https://portal.lab. Check the address, or sign in to this network in your browser first.',
  ],
  ['requestRefused', { text: 'Too odd.' }, 'The server refuses this: “Too odd.”'],
]

for (const [code, about, words] of named) {
  test(`${code} names what it is about, and does without where that is not known`, () => {
    assert.equal(problemOf(code, about), words)
    assert.equal(problemOf(code), problem[code])
    assert.equal(problemOf(code, {}), problem[code])
    assert.equal(notSent(code, about), `Not sent. ${words}`)
  })
}

test('a cause is the first sentence, with the dots of addresses in it', () => {
  assert.equal(cause('proxyUnreachable', about), 'The proxy 127.0.0.1:3130 cannot be reached.')
})

test('what is named is named only where the sentence is made for it', () => {
  for (const code of ['network', 'badInput', 'tlsFailed'] as const) {
    assert.equal(problemOf(code, about), problem[code])
  }
})
