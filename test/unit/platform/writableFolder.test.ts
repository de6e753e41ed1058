import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isWritable } from '../../../main/platform/writableFolder.ts'
import { newFolder } from '../../support/settingsFolder.ts'

test('a folder that is not there is made, for its owner alone, and left empty', (t) => {
  const folder = join(newFolder(t), 'a', 'b')
  assert.ok(isWritable(folder))
  assert.deepEqual(readdirSync(folder), [])
  if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('a folder that is there keeps its mode', { skip: process.platform === 'win32' }, (t) => {
  const folder = join(newFolder(t), 'shared')
  mkdirSync(folder, { mode: 0o755 })
  assert.ok(isWritable(folder))
  assert.equal(statSync(folder).mode & 0o777, 0o755)
})

test('where no folder can be made nothing can be written', (t) => {
  const file = join(newFolder(t), 'file')
  writeFileSync(file, '')
  assert.ok(!isWritable(file))
  assert.ok(!isWritable(join(file, 'folder')))
})
