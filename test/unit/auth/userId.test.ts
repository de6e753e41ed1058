import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readUserId } from '../../../main/auth/token/userId.ts'

test('a typed user id is read without the white space around it', () => {
  assert.equal(readUserId(' luke_skywalker\n'), 'luke_skywalker')
})

const good = ['a', 'zoë_o’neil-東京?', '陳凱若', 'ömer@acme', '👩‍🚀', '👩🏽‍🚀❤️', 'שלום', 'x'.repeat(255)]
for (const id of good) {
  test(`a user id such as ${JSON.stringify(id.slice(0, 20))} is any other's equal`, () => {
    assert.equal(readUserId(id), id)
  })
}

const refused: [what: string, typed: string, code: string][] = [
  ['nothing', '', 'badInput'],
  ['white space', ' \t ', 'badInput'],
  ['a space', 'luke skywalker', 'userIdSpaces'],
  ['a tab', 'luke\tskywalker', 'userIdSpaces'],
  ['a line break', 'luke\nskywalker', 'userIdSpaces'],
  ['a no-break space', 'luke\u00a0skywalker', 'userIdSpaces'],
  ['an ideographic space', '陳\u3000凱若', 'userIdSpaces'],
  ['a line separator', 'luke\u2028skywalker', 'userIdSpaces'],
  ['a NUL', 'luke\0', 'userIdControls'],
  ['an escape', 'lu\u001bke', 'userIdControls'],
  ['a delete', 'luke\u007f', 'userIdControls'],
  ['a zero-width space', 'lu\u200bke', 'userIdControls'],
  ['a joiner that joins no emoji', 'lu\u200dke', 'userIdControls'],
  ['a byte order mark', 'lu\ufeffke', 'userIdControls'],
  ['a soft hyphen', 'lu\u00adke', 'userIdControls'],
  ['a change of direction', 'lu\u202eke', 'userIdControls'],
  ['an isolate', '\u2066luke', 'userIdControls'],
  ['half a letter', 'luke\ud800', 'userIdControls'],
  ['a letter that is blank', '\u3164luke', 'userIdControls'],
  ['256 letters', 'x'.repeat(256), 'userIdTooLong'],
  ['1,000 letters', 'x'.repeat(1_000), 'userIdTooLong'],
  ['the server’s own sign', '!anon', 'badInput'],
]
for (const [what, typed, code] of refused) {
  test(`a user id with ${what} is refused at its field`, () => {
    assert.throws(() => readUserId(typed), { code, field: 'userId' })
  })
}
