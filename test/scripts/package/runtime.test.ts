import assert from 'node:assert/strict'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { executableName } from '../../../scripts/setup/electronRuntime.mjs'
import { runtimeAtHand } from '../../../scripts/package/runtime.ts'
import { temporaryFolder } from '../temporary.ts'

const executable = executableName(process.platform)

test("Electron's own archive says which one it is", (t) => {
  const folder = useRuntime(t, { [executable]: '', version: 'v45.4.1\n' })
  assert.deepEqual(runtimeAtHand(), { folder, version: '45.4.1', kind: 'official' })
})

test('the fallback is told by its folder, and told apart', (t) => {
  const folder = useRuntime(t, { [`electron-33.2.1/${executable}`]: '' }, 'electron-33.2.1')
  assert.deepEqual(runtimeAtHand(), { folder, version: '33.2.1', kind: 'fallback' })
})

test('an Electron of unknown version is not packed', (t) => {
  useRuntime(t, { [executable]: '' })
  assert.throws(runtimeAtHand, /does not say which Electron it is/)
})

function useRuntime(t: TestContext, files: Record<string, string>, inside = ''): string {
  const folder = path.join(temporaryFolder(t, files), inside)
  const before = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  t.after(() => {
    if (before === undefined) delete process.env['ELECTRON_OVERRIDE_DIST_PATH']
    else process.env['ELECTRON_OVERRIDE_DIST_PATH'] = before
  })
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder
  return folder
}
