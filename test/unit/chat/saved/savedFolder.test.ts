import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSavedFolder } from '../../../../main/chat/saved/savedFolder.ts'
import { alice, bob, newFolder } from './harness.ts'

const content = Buffer.from('sealed')

test('a file is read as it was written, and its name does not tell the user', (t) => {
  const path = join(newFolder(t), 'saved-chats')
  const folder = createSavedFolder(path)
  assert.equal(folder.read(alice), null)
  folder.write(alice, content)
  assert.deepEqual(folder.read(alice), content)
  assert.match(readdirSync(path).join(), /^[\da-f]{32}$/)
})

test(
  'only the person may read the file and list the folder',
  { skip: process.platform === 'win32' ? 'Windows has no modes' : false },
  (t) => {
    const path = join(newFolder(t), 'saved-chats')
    const folder = createSavedFolder(path)
    folder.write(alice, content)
    assert.equal(statSync(path).mode & 0o777, 0o700)
    assert.equal(statSync(join(path, readdirSync(path)[0] ?? '')).mode & 0o777, 0o600)
  },
)

test('a write that fails leaves the former file and no draft', (t) => {
  const path = newFolder(t)
  const folder = createSavedFolder(path)
  folder.write(alice, content)
  const [name = ''] = readdirSync(path)
  // The draft cannot be written over a folder.
  mkdirSync(join(path, `${name}.draft`))
  assert.throws(() => folder.write(alice, Buffer.from('newer')))
  assert.deepEqual(folder.read(alice), content)
  assert.deepEqual(readdirSync(path), [name])
})

test('a draft that a crash has left is not read, and is gone after the next clean-up', (t) => {
  const path = newFolder(t)
  const folder = createSavedFolder(path)
  folder.write(alice, content)
  const [name = ''] = readdirSync(path)
  writeFileSync(join(path, `${name}.draft`), 'half')
  assert.deepEqual(folder.read(alice), content)
  folder.keepOnly([alice])
  assert.deepEqual(readdirSync(path), [name])
})

test('a file that is larger than any of ours is not read', (t) => {
  const folder = createSavedFolder(newFolder(t))
  folder.write(alice, Buffer.alloc(8_000_001))
  assert.equal(folder.read(alice), null)
})

test('removing an account deletes its file and its draft, and nothing of another', (t) => {
  const path = newFolder(t)
  const folder = createSavedFolder(path)
  folder.write(alice, content)
  const [name = ''] = readdirSync(path)
  writeFileSync(join(path, `${name}.draft`), 'half')
  folder.write(bob, content)
  folder.remove(alice)
  assert.equal(folder.read(alice), null)
  assert.equal(readdirSync(path).length, 1)
  assert.deepEqual(folder.read(bob), content)
})

test('files of accounts that are no longer remembered are deleted', (t) => {
  const path = newFolder(t)
  const folder = createSavedFolder(path)
  folder.write(alice, content)
  folder.write(bob, content)
  folder.keepOnly([bob])
  assert.equal(folder.read(alice), null)
  assert.deepEqual(folder.read(bob), content)
})

test('a folder that is not there, or is a file, is no error', (t) => {
  const path = join(newFolder(t), 'saved-chats')
  const folder = createSavedFolder(path)
  folder.remove(alice)
  folder.keepOnly([])
  assert.equal(existsSync(path), false)
  writeFileSync(path, 'a file')
  assert.equal(folder.read(alice), null)
  folder.keepOnly([])
  assert.throws(() => folder.write(alice, content))
  chmodSync(path, 0o600)
})
