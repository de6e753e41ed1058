import assert from 'node:assert/strict'
import { test } from 'node:test'
import { npmCommand } from '../../../scripts/setup/npm.mjs'

test('npm is found in PATH, on Windows through a shell since it is a batch file there', () => {
  assert.deepEqual(npmCommand('linux', {}), { command: 'npm', args: [], shell: false })
  assert.deepEqual(npmCommand('darwin', {}), { command: 'npm', args: [], shell: false })
  assert.deepEqual(npmCommand('win32', {}), { command: 'npm.cmd', args: [], shell: true })
})

test('inside an npm script the npm that runs it is used, on its own node', () => {
  const env = { npm_execpath: '/usr/lib/npm/bin/npm-cli.js', npm_node_execpath: '/usr/bin/node' }
  for (const platform of ['linux', 'win32'] as const) {
    assert.deepEqual(npmCommand(platform, env), {
      command: '/usr/bin/node',
      args: ['/usr/lib/npm/bin/npm-cli.js'],
      shell: false,
    })
  }
})

test('another package manager that runs the script is not taken for npm', () => {
  const env = { npm_execpath: '/usr/lib/yarn/yarn.js', npm_node_execpath: '/usr/bin/node' }
  assert.equal(npmCommand('linux', env).command, 'npm')
})
