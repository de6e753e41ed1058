import assert from 'node:assert/strict'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { checkSignatures } from '../../scripts/signatures.ts'
import { temporaryFolder } from './temporary.ts'

test('it prints npm’s result about the signatures', async (t) => {
  useNpm(t, "console.log('381 packages have verified registry signatures')")
  assert.match(await checkSignatures(), /: 381 packages have verified registry signatures$/)
})

test('where the keys are out of reach it says so, and goes on', async (t) => {
  useNpm(t, "console.error('npm error code ENOTFOUND'); process.exitCode = 1")
  assert.match(await checkSignatures(), /not checked.*\(ENOTFOUND\)/)
})

test('a package with a wrong signature stops it', async (t) => {
  useNpm(t, "console.log('1 package has an invalid registry signature'); process.exitCode = 1")
  await assert.rejects(checkSignatures(), /not signed as they should be:\n1 package has an invalid/)
})

/** Makes a script of ours the npm that runs the scripts. */
function useNpm(t: TestContext, code: string): void {
  const folder = temporaryFolder(t, { 'npm-cli.js': code })
  const before = { ...process.env }
  t.after(() => Object.assign(process.env, before))
  process.env['npm_execpath'] = path.join(folder, 'npm-cli.js')
  process.env['npm_node_execpath'] = process.execPath
}
