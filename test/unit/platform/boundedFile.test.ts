import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readBoundedFile } from '../../../main/platform/boundedFile.ts'
import { configurationPlaces, readConfiguration } from '../../../main/settings/configuration.ts'
import { readFirstWindow } from '../../../main/settings/firstWindow.ts'
import { readContent } from '../../../main/settings/schema.ts'

const skip = process.platform === 'win32' ? 'Windows has no named pipes in folders' : false

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bounded-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a file is read whole up to its limit, and not at all above', (t) => {
  const path = join(newFolder(t), 'file')
  writeFileSync(path, 'x'.repeat(100))
  assert.equal(readBoundedFile(path, 100).length, 100)
  assert.throws(() => readBoundedFile(path, 99), /^Error: it is over 99 bytes$/)
})

test('a folder and a file that is not there are not read', (t) => {
  const folder = newFolder(t)
  assert.throws(() => readBoundedFile(folder, 100), /it is not a file/)
  assert.throws(() => readBoundedFile(join(folder, 'none'), 100), { code: 'ENOENT' })
})

/** A pipe that nobody writes to: a plain read of it waits for ever. */
function newPipe(folder: string, name: string): string {
  const path = join(folder, name)
  execFileSync('mkfifo', [path])
  return path
}

test('a configuration that is a pipe or has no end is told as wrong', { skip }, (t) => {
  const folder = newFolder(t)
  const large = join(folder, 'large.json')
  writeFileSync(large, ' '.repeat(1_000_001))
  for (const [path, reason] of [
    [newPipe(folder, 'pipe.json'), /it is not a file/],
    [large, /it is over 1000000 bytes/],
    ['/dev/null', /it is not a file/],
  ] as const) {
    const places = {
      ...configurationPlaces(process),
      argv: ['latchkey', `--config=${path}`],
      env: {},
    }
    const read = readConfiguration({ ...places, resources: folder })
    assert.equal(read.kind, 'wrong')
    assert.match(read.kind === 'wrong' ? read.problem : '', reason)
  }
})

test(
  'settings that are a pipe, or have no end, do not keep the app from its start',
  { skip },
  (t) => {
    const folder = newFolder(t)
    const pipe = newPipe(folder, 'settings.json')
    const large = join(folder, 'settings.last.json')
    writeFileSync(large, ' '.repeat(10_000_001))
    assert.deepEqual(
      readContent(pipe, () => null),
      { kind: 'broken' },
    )
    assert.deepEqual(
      readContent(large, () => null),
      { kind: 'broken' },
    )
    assert.deepEqual(readFirstWindow(folder), {
      theme: 'system',
      language: 'system',
      startHidden: false,
      place: null,
    })
  },
)
