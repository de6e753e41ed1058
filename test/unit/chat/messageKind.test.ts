import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFlags, type MessageKind } from '../../../main/chat/messageKind.ts'

const deletedAt = '2031-05-06T07:08:09Z'

const kinds: [what: string, message: Record<string, unknown>, kind: MessageKind][] = [
  ['a plain message', { type: 'regular' }, 'shown'],
  ['a system message', { type: 'system' }, 'shown'],
  ['a message of a type that is not known', { type: 'odd' }, 'shown'],
  ['a thread reply', { type: 'reply', parent_id: 'p', show_in_channel: false }, 'hidden'],
  ['a thread reply by its parent alone', { parent_id: 'p' }, 'hidden'],
  ['a thread reply by its type alone', { type: 'reply' }, 'hidden'],
  ['a thread reply with odd places', { parent_id: 'p', show_in_channel: 'true' }, 'hidden'],
  ['a reply that is shown in the channel', { parent_id: 'p', show_in_channel: true }, 'shown'],
  ['a shadowed message', { shadowed: true }, 'hidden'],
  [
    'a shadowed reply in the channel',
    { shadowed: true, parent_id: 'p', show_in_channel: true },
    'hidden',
  ],
  ['a deleted message', { type: 'deleted', deleted_at: deletedAt }, 'deleted'],
  ['a deleted message by its type alone', { type: 'deleted' }, 'deleted'],
  ['a deleted message by its time alone', { type: 'regular', deleted_at: deletedAt }, 'deleted'],
  ['a deleted thread reply', { parent_id: 'p', deleted_at: deletedAt }, 'hidden'],
  ['a moderated message', { type: 'error' }, 'refused'],
]

for (const [what, message, kind] of kinds) {
  test(`${what} is ${kind}`, () => assert.equal(readFlags(message).kind, kind))
}

for (const odd of [null, 7, '', 'yes', [], {}, 'false', '0001-01-01T00:00:00Z']) {
  test(`${JSON.stringify(odd)} in the place of a flag, a time or a parent makes a plain message`, () => {
    const isParent = typeof odd === 'string' && odd !== ''
    const parent = isParent ? {} : { parent_id: odd }
    const flags = readFlags({ type: odd, deleted_at: odd, shadowed: odd, silent: odd, ...parent })
    assert.deepEqual(flags, { kind: 'shown', isSilent: false })
  })
}

test('a silent message is silent, of whatever kind', () => {
  assert.deepEqual(readFlags({ silent: true }), { kind: 'shown', isSilent: true })
  assert.deepEqual(readFlags({ silent: true, shadowed: true }), { kind: 'hidden', isSilent: true })
})
