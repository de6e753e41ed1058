import assert from 'node:assert/strict'
import { test } from 'node:test'

import { stateFolder } from '../../sandbox/stateFolder.ts'

const home = '/home/ann'

test('on Linux the state is in XDG_STATE_HOME, or where that is by default', () => {
  const at = (env: Record<string, string>) => stateFolder({ platform: 'linux', env, home })
  assert.equal(at({ XDG_STATE_HOME: '/var/state' }), '/var/state/latchkey-sandbox')
  assert.equal(at({}), '/home/ann/.local/state/latchkey-sandbox')
  assert.equal(at({ XDG_STATE_HOME: '' }), '/home/ann/.local/state/latchkey-sandbox')
  assert.equal(at({ XDG_STATE_HOME: 'relative' }), '/home/ann/.local/state/latchkey-sandbox')
})

test('on a Mac it is in Application Support', () => {
  const folder = stateFolder({
    platform: 'darwin',
    env: { XDG_STATE_HOME: '/var/state' },
    home: '/Users/ann',
  })
  assert.equal(folder, '/Users/ann/Library/Application Support/Latchkey Sandbox')
})

test('on Windows it is in LOCALAPPDATA, or where that is by default', () => {
  const at = (env: Record<string, string>) =>
    stateFolder({ platform: 'win32', env, home: 'C:\\Users\\ann' })
  assert.equal(at({ LOCALAPPDATA: 'D:\\Local' }), 'D:\\Local\\Latchkey Sandbox')
  assert.equal(at({}), 'C:\\Users\\ann\\AppData\\Local\\Latchkey Sandbox')
})
