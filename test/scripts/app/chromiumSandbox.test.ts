import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sandboxSwitches } from '../../../scripts/app/chromiumSandbox.mjs'

const desktop = {
  platform: 'linux' as NodeJS.Platform,
  uid: 1000 as number | undefined,
  hasHelper: false,
  canMakeNamespaces: () => true,
}

test('a person on Linux keeps the sandbox', () => {
  assert.deepEqual(sandboxSwitches(desktop), [])
})

test('root on Linux runs without it in every case', () => {
  assert.deepEqual(sandboxSwitches({ ...desktop, uid: 0, hasHelper: true }), ['--no-sandbox'])
})

test('where user namespaces are withheld only the setuid helper saves it', () => {
  const ubuntu = { ...desktop, canMakeNamespaces: () => false }
  assert.deepEqual(sandboxSwitches(ubuntu), ['--no-sandbox'])
  assert.deepEqual(sandboxSwitches({ ...ubuntu, hasHelper: true }), [])
})

test('macOS and Windows keep it always', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    const other = { platform, uid: 0, hasHelper: false, canMakeNamespaces: () => false }
    assert.deepEqual(sandboxSwitches(other), [])
  }
})
