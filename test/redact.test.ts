import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../main/log.ts'
import { redact } from '../main/redact.ts'
import { makeToken, signToken } from './fakes.ts'

const developmentToken = makeToken('alice').split('.').slice(0, 2).join('.') + '==.devtoken'
const tokens = [
  makeToken('alice'),
  makeToken('zoë_o’neil-東京?'),
  signToken({ user_id: '~~~???ÿÿÿ>>>' }),
  developmentToken,
]

test('whatever looks like a token is cut out, whole or cut short, wherever it stands', () => {
  for (const token of tokens) {
    const [header = '', payload = ''] = token.split('.')
    for (const cut of [token, `${header}.${payload}`, `${header}.`, header, token.slice(0, 50)]) {
      for (const text of [cut, `token=${cut}&x`, `"${cut}"`, `a ${cut} b ${cut} c`]) {
        const safe = redact(text)
        assert.ok(!safe.includes(header) && !safe.includes(payload.slice(0, 12)), safe)
        assert.match(safe, /\[token\]/)
      }
    }
  }
})

test('other words stay as they are', () => {
  for (const text of ['Sign in with your password again.', 'eyJ', 'a.b.c', '東京 is fine']) {
    assert.equal(redact(text), text)
  }
})

test('control characters, line breaks too, become spaces, and an endless text is cut', () => {
  assert.equal(redact('one\r\ntwo\u001b[31mthree\u0000'), 'one two [31mthree ')
  assert.equal(redact('x'.repeat(10_000)).length, 301)
})

// What existing clients get wrong, 9.
test('the log writes one line an event, and no token whoever lets it through', () => {
  const lines: string[] = []
  const log = createLog((line) => void lines.push(line), 'info')
  log.info('token.refused', { userId: 'alice', attempt: 2, isLast: false, code: null })
  for (const token of tokens) log.warn('oops', { token, text: `a\n${token}` })
  assert.match(
    lines[0] ?? '',
    /^\d{4}-\d\d-\d\dT[\d:.]+Z info token\.refused userId=alice attempt=2 isLast=false code=null\n$/,
  )
  for (const line of lines) {
    assert.equal(line.indexOf('\n'), line.length - 1)
    for (const token of tokens) assert.ok(!line.includes(token.split('.')[1] ?? '?'))
  }
})

test('at level warn nothing less is written', () => {
  const lines: string[] = []
  const log = createLog((line) => void lines.push(line), 'warn')
  log.info('a')
  log.warn('b')
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /warn b\n$/)
})
