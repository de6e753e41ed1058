import assert from 'node:assert/strict'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { isBuilt } from '../../../scripts/app/build.mjs'
import { temporaryFolder } from '../temporary.ts'

const SOURCES = [
  'main/index.ts',
  'preload/index.ts',
  'renderer/screens/fatalError.tsx',
  'package.json',
]
const OUTPUTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
const FOLDERS = ['main', 'preload', 'renderer', 'renderer/screens']

test('a build newer than every source is kept', (t) => {
  assert.equal(isBuilt(builtProject(t)), true)
})

test('a source changed after the build asks for another, however deep it lies', (t) => {
  const root = builtProject(t)
  touch(root, 'renderer/screens/fatalError.tsx', 3000)
  assert.equal(isBuilt(root), false)
})

test('a removed source asks for another build', (t) => {
  const root = builtProject(t)
  rmSync(path.join(root, 'renderer/screens/fatalError.tsx'))
  assert.equal(isBuilt(root), false)
})

test('a build of which one part is missing or old does not count', (t) => {
  const root = builtProject(t)
  touch(root, 'out/preload/index.cjs', 500)
  assert.equal(isBuilt(root), false)
  rmSync(path.join(root, 'out/preload'), { recursive: true })
  assert.equal(isBuilt(root), false)
})

test('pictures of the tour are no part of the build', (t) => {
  const root = builtProject(t)
  mkdirSync(path.join(root, 'out/tour'))
  writeFileSync(path.join(root, 'out/tour/1.png'), '')
  touch(root, 'out/tour/1.png', 1)
  assert.equal(isBuilt(root), true)
})

/** A project whose sources are from second 1000 and whose build is from second 2000. */
function builtProject(t: TestContext): string {
  const root = temporaryFolder(t, Object.fromEntries([...SOURCES, ...OUTPUTS].map((f) => [f, ''])))
  for (const name of [...SOURCES, ...FOLDERS]) touch(root, name, 1000)
  for (const name of OUTPUTS) touch(root, name, 2000)
  return root
}

function touch(root: string, name: string, seconds: number): void {
  utimesSync(path.join(root, name), seconds, seconds)
}
