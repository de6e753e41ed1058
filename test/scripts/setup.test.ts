import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './temporary.ts'

const setup = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url))

test('a Node that is too old stops the set-up with the needed version, in one line', (t) => {
  const disguise = temporaryFolder(t, {
    'node18.cjs': "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })",
  })
  const run = node('--require', path.join(disguise, 'node18.cjs'), setup)
  assert.equal(run.status, 1)
  assert.equal(run.stderr, 'Latchkey needs Node 20 or later; this is Node 18.20.4.\n')
})

test('a foreseen error ends the script with code 1, one line and no stack', () => {
  const run = node(setup, '--headles')
  assert.equal(run.status, 1)
  assert.equal(run.stdout, '')
  assert.equal(run.stderr, 'Unknown option --headles. There are --headless and --no-runtime.\n')
})

function node(...args: string[]) {
  return spawnSync(process.execPath, args, { encoding: 'utf8' })
}
