import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { build } from 'vite'
import { createShipped, packageOf } from '../../../scripts/shipped/bundles.ts'
import type { Notice } from '../../../scripts/shipped/notice.ts'
import { temporaryFolder } from '../temporary.ts'

test('a module belongs to the innermost package, and ours to none', () => {
  assert.equal(packageOf('/app/node_modules/jose/dist/index.js'), '/app/node_modules/jose')
  assert.equal(packageOf('/app/node_modules/@a/b/c.js'), '/app/node_modules/@a/b')
  const inner = '/app/node_modules/outer/node_modules/inner'
  assert.equal(packageOf(`${inner}/index.js`), inner)
  assert.equal(packageOf('/app/main/index.ts'), null)
  assert.equal(packageOf('\0rolldown/runtime.js'), null)
})

test('the list has the bundled packages, at any depth, and none that was only installed', async (t) => {
  const { names } = await bundle(t, 'MIT')
  assert.deepEqual(names, ['beside', 'deep', 'wanted'])
})

test('a bundle with a package that may not be shipped is not built', async (t) => {
  await assert.rejects(bundle(t, 'GPL-3.0-only'), /deep would be shipped, but its licence/)
})

/** Bundles a project of which one module is ours. */
async function bundle(t: TestContext, licence: string): Promise<{ names: string[] }> {
  const root = temporaryFolder(t, {
    'index.js': "import 'wanted'",
    ...pack('wanted', "import 'deep'\nconsole.log('wanted')"),
    ...pack('deep', "console.log('deep')", licence),
    ...pack('tool', "console.log('tool')"),
    ...pack('beside', "console.log('beside')"),
  })
  const file = path.join(root, 'licences.json')
  const shipped = createShipped(file, [path.join(root, 'node_modules/beside')])
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [shipped.record('main')],
    build: { rollupOptions: { input: path.join(root, 'index.js') } },
  })
  const notices = JSON.parse(readFileSync(file, 'utf8')) as Notice[]
  return { names: notices.map(({ name }) => name) }
}

function pack(name: string, code: string, license = 'MIT'): Record<string, string> {
  const folder = `node_modules/${name}`
  const manifest = { name, version: '1.0.0', license, type: 'module', main: 'index.js' }
  return {
    [`${folder}/package.json`]: JSON.stringify(manifest),
    [`${folder}/index.js`]: code,
    [`${folder}/LICENSE`]: 'the licence',
  }
}
