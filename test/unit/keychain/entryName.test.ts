import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryName } from '../../../main/keychain/entryName.ts'

const key = 'api-key@https://chat.example/eu/alice'

test('an entry is named by a hash of the exact key, by workspace, user and profile', () => {
  assert.match(
    entryName(key, 'p1'),
    /^[\da-f]{16} api-key@https:\/\/chat\.example\/eu\/alice \(p1\)$/,
  )
  assert.equal(entryName(key, 'p1'), entryName(key, 'p1'))
  assert.notEqual(entryName(key, 'p1'), entryName(key, 'p2'))
})

// Windows ignores case in the names of entries.
test('keys that differ in case only have names that differ otherwise', () => {
  const names = [key, key.replace('alice', 'Alice'), key.replace('/eu', '/EU')]
  const ignoringCase = names.map((name) => entryName(name, 'p').toLowerCase())
  assert.equal(new Set(ignoringCase).size, 3)
  const sandbox = ['alice', 'Alice', 'ALICE'].map((user) => entryName(`sandbox/${user}`, 'p'))
  assert.equal(new Set(sandbox.map((name) => name.toLowerCase())).size, 3)
})

test('a name has at most 513 characters, and keys that are cut have names of their own', () => {
  const long = (last: string) => `${'k'.repeat(300)}@https://h.example/${'u'.repeat(600)}${last}`
  for (const last of ['a', 'b']) assert.ok(entryName(long(last), '12345678').length < 513 - 10)
  assert.notEqual(entryName(long('a'), 'p'), entryName(long('b'), 'p'))
})

test('the first 100 letters of a workspace and 255 of a user are kept', () => {
  const name = entryName(`${'k'.repeat(300)}://h.example/${'u'.repeat(600)}`, 'p')
  assert.match(name, /^[\da-f]{16} k{100}\/u{255} \(p\)$/)
})

test('keys of older versions and of the sandbox keep their plain names', () => {
  for (const former of [
    'api-key@chat.example/alice',
    'api-key@chat.example/Alice',
    'sandbox/alice',
    'sandbox/alice@example.com',
  ]) {
    assert.equal(entryName(former, 'p1'), `${former} (p1)`)
  }
})
