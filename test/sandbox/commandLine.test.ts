import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readCommandLine, usage, usualPort } from '../../sandbox/commandLine.ts'

const usual = {
  kind: 'run',
  port: usualPort,
  state: null,
  bot: undefined,
  controlKey: undefined,
  large: false,
  odd: false,
}

test('without arguments the sandbox runs at its usual port', () => {
  assert.deepEqual(readCommandLine([]), usual)
})

test('every option is understood, with = and with a blank', () => {
  const expected = { ...usual, port: 9000, state: 'here', bot: 'off', controlKey: 'k', odd: true }
  assert.deepEqual(
    readCommandLine(['--port=9000', '--state=here', '--quiet-bot', '--control-key=k', '--odd']),
    expected,
  )
  assert.deepEqual(
    readCommandLine([
      '--port',
      '9000',
      '--state',
      'here',
      '--quiet-bot',
      '--control-key',
      'k',
      '--odd',
    ]),
    expected,
  )
  assert.deepEqual(readCommandLine(['--port=0']), { ...usual, port: 0 })
  assert.deepEqual(readCommandLine(['--help']), { kind: 'help' })
  assert.deepEqual(readCommandLine(['--print-config', '--port=9000']), {
    kind: 'printConfig',
    port: 9000,
  })
})

for (const [args, message] of [
  [['--port=http'], "--port takes a number from 0 to 65535, not 'http'"],
  [['--port=65536'], "--port takes a number from 0 to 65535, not '65536'"],
  [['--port=-1'], "--port takes a number from 0 to 65535, not '-1'"],
  [['--port=1e3'], "--port takes a number from 0 to 65535, not '1e3'"],
  [['--port='], "--port takes a number from 0 to 65535, not ''"],
  [['--prot=1'], "Unknown option '--prot'"],
  [['8080'], "Unexpected argument '8080'"],
  [['--state='], '--state takes a folder'],
  [['--control-key='], '--control-key takes a key'],
  [['--print-config', '--port=0'], '--print-config needs a port that is known beforehand, not 0'],
] as const) {
  test(`${args.join(' ')} is wrong: ${message}`, () => {
    assert.deepEqual(readCommandLine([...args]), { kind: 'wrong', message })
  })
}

test('the usage names every option', () => {
  for (const option of [
    '--port',
    '--state',
    '--control-key',
    '--quiet-bot',
    '--print-config',
    '--help',
  ]) {
    assert.ok(usage.includes(option), option)
  }
})
