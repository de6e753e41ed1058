import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { handleGlobalErrors } from '../../../main/app/globalErrors.ts'
import { createLog } from '../../../main/logging/log.ts'
import { makeToken } from '../../support/fakes.ts'
import { en } from '../../../main/text/en.ts'

function watch() {
  const source = new EventEmitter()
  const lines: string[] = []
  let changes = 0
  const globalErrors = handleGlobalErrors(source, {
    log: createLog([{ level: 'info', write: (line) => void lines.push(line) }]),
    changed: () => void (changes += 1),
  })
  return { source, lines, globalErrors, changes: () => changes }
}

for (const event of ['uncaughtException', 'unhandledRejection']) {
  test(`${event}: it is written down without its secrets, and the window says so, once`, () => {
    const { source, lines, globalErrors, changes } = watch()
    assert.deepEqual(globalErrors.notices(en), [])
    const token = makeToken('alice')
    source.emit(event, new Error(`no luck with ${token} of alice@example.com`))
    source.emit(event, new Error('again'))
    assert.equal(lines.length, 2)
    assert.match(
      lines[0] ?? '',
      / error uncaught\.\w+ stack="Error: no luck with \[token\] of \[email\]/,
    )
    assert.match(lines[0] ?? '', /globalErrors\.test/, 'where it was thrown')
    assert.match(globalErrors.notices(en).join(), /Help, Show log/)
    assert.deepEqual([globalErrors.notices(en).length, changes()], [1, 1])
  })

  test(`${event}: code and cause are written down too`, () => {
    const { source, lines } = watch()
    source.emit(event, Object.assign(new Error('no'), { code: 'EBAD', cause: new Error('deep') }))
    assert.match(lines[0] ?? '', /code=EBAD cause="Error: deep" stack=/)
  })

  test(`${event}: anything can be thrown`, () => {
    const { source, lines } = watch()
    for (const thrown of [null, undefined, 7, 'text', Object.create(null), Symbol('s')]) {
      source.emit(event, thrown)
    }
    assert.equal(lines.length, 6)
  })
}
