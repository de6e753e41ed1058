import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, levels, readLevel, type Level } from '../../../main/logging/log.ts'
import { makeToken } from '../../support/fakes.ts'

function openLog(level: Level = 'debug') {
  const lines: string[] = []
  const log = createLog([{ level, write: (line) => void lines.push(line) }])
  return { log, lines }
}

test('a line is time, level, event and facts', () => {
  const { log, lines } = openLog()
  log.info('token.refused', { userId: 'alice', attempt: 2, isLast: false, code: null })
  assert.match(
    lines[0] ?? '',
    /^\d{4}-\d\d-\d\dT[\d:.]+Z info token\.refused userId=alice attempt=2 isLast=false code=null\n$/,
  )
})

// What existing clients get wrong, 9.
test('no token is written, even when a caller logs one', () => {
  const { log, lines } = openLog()
  for (const level of levels) {
    const token = makeToken('alice')
    log[level]('oops', { token, text: `a\n${token}`, reason: `Bearer ${token}` })
    const line = lines.at(-1) ?? ''
    for (const part of token.split('.')) assert.ok(!line.includes(part), line)
    assert.match(line, new RegExp(` ${level} oops token=\\[secret\\] text=.*\\[token\\]`))
  }
})

test('an event is one line, and no fact can pass for another', () => {
  const { log, lines } = openLog()
  const breaks = [
    '\n',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\v',
    '\f',
    '\0',
    '\u001b[2K',
    '\u202e',
  ]
  for (const piece of breaks) {
    log.warn('said', { text: `one${piece}2031 error forged`, next: `x" forged="1` })
    const line = lines.at(-1) ?? ''
    assert.equal(line.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).length, 2, JSON.stringify(line))
    assert.match(line, /^[^\p{Cc}\u202e]+\n$/u)
    assert.match(line, / text="one\\.*2031 error forged" next="x\\" forged=\\"1"\n$/)
  }
})

for (const level of levels) {
  test(`level ${level} writes that level and the more severe ones`, () => {
    const { log, lines } = openLog(level)
    for (const each of levels) log[each]('event')
    const written = lines.map((line) => line.split(' ')[1])
    assert.deepEqual(written, levels.slice(0, levels.indexOf(level) + 1))
  })
}

test('each sink has a level of its own', () => {
  const written: string[] = []
  const sinkAt = (level: Level) => ({ level, write: () => void written.push(level) })
  const log = createLog([sinkAt('info'), sinkAt('warn')])
  log.info('a')
  log.warn('b')
  assert.deepEqual(written, ['info', 'info', 'warn'])
})

test('LATCHKEY_LOG names a level, and nonsense names none', () => {
  const read = ['error', 'warn', 'info', ' Debug ', 'verbose', '', undefined].map(readLevel)
  assert.deepEqual(read, ['error', 'warn', 'info', 'debug', null, null, null])
})
