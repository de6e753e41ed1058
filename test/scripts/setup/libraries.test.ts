import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { isProgram, notFound } from '../../../scripts/setup/libraries.mjs'
import { temporaryFolder } from '../temporary.ts'

test('each library that was not found is reported once', () => {
  const output = [
    '/opt/electron/electron:',
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibnss3.so => /lib/x86_64-linux-gnu/libnss3.so (0x00007f1d)',
    '/repo/keytar.node:',
    '\tlibsecret-1.so.0 => not found',
    '\tlibgtk-3.so.0 => not found',
  ].join('\n')
  assert.deepEqual(notFound(output), ['libgtk-3.so.0', 'libsecret-1.so.0'])
})

test('nothing is reported when all were found', () => {
  assert.deepEqual(
    notFound('\tlibc.so.6 => /lib/libc.so.6 (0x00007f1d)\n\tstatically linked\n'),
    [],
  )
})

test('a program counts when it can be run from a folder of PATH', (t) => {
  const folder = temporaryFolder(t, { Xvfb: '', notes: '' })
  chmodSync(path.join(folder, 'Xvfb'), 0o755)
  chmodSync(path.join(folder, 'notes'), 0o644)
  const searchPath = ['/nonexistent', folder].join(path.delimiter)
  assert.equal(isProgram('Xvfb', searchPath), true)
  assert.equal(isProgram('notes', searchPath), process.platform === 'win32')
  assert.equal(isProgram('secret-tool', searchPath), false)
  assert.equal(isProgram('Xvfb', undefined), false)
})
