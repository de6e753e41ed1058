import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { extractFile, listPackage } from '@electron/asar'
import { budgetBytes, describe, measure } from '../../scripts/package/size.ts'
import { isAllowed } from '../../scripts/shipped/licence.ts'
import type { Notice } from '../../scripts/shipped/notice.ts'
import { attachable, folder, place } from './app.ts'

const archive = join(place.resources, 'app.asar')
const prebuild = `node_modules/keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`

/** Everything that runs, and the papers that go with it, without the parts that the bundler names. */
const wanted = [
  'node_modules/keytar/LICENSE.md',
  'node_modules/keytar/lib/keytar.js',
  'node_modules/keytar/package.json',
  prebuild,
  'out/main/index.js',
  'out/main/keychain.js',
  'out/main/licences.json',
  ...readdirSync('main/pictures', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.png'))
    .map((path) => `out/main/pictures/${path}`),
  'out/main/sandbox.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'package.json',
]

/** The bundler names these parts. */
const isChunk = (path: string) =>
  /^out\/(main\/chunks|renderer\/assets)\/[\w-]+\.(js|css)$/.test(path)

test('the archive holds what runs, and nothing else', () => {
  const files = filesInArchive().filter((path) => !isChunk(path))
  assert.deepEqual(files.toSorted(), wanted.toSorted())
})

test('each part of main and of the window is named by another', () => {
  for (const side of ['main', 'renderer']) {
    const files = filesInArchive().filter((path) => path.startsWith(`out/${side}/`))
    const texts = files.filter((path) => /\.(js|css|html)$/.test(path))
    const chunks = texts.filter(isChunk)
    assert.ok(chunks.length > 5, side)
    for (const chunk of chunks) {
      const namers = texts.filter(
        (path) => path !== chunk && extractFile(archive, path).includes(basename(chunk)),
      )
      assert.ok(namers.length > 0, chunk)
    }
  }
})

test('the app that the tests drive differs from the shipped one in its first file alone', () => {
  const other = join(attachable.resources, 'app.asar')
  const added = filesInArchive(other).filter((path) => !filesInArchive().includes(path))
  assert.deepEqual(added, ['out/main/attachable.js'])
  for (const path of filesInArchive().filter((path) => path !== prebuild)) {
    const [shipped, driven] = [archive, other].map((file) => extractFile(file, path))
    if (path !== 'package.json') assert.ok(shipped?.equals(driven ?? Buffer.alloc(0)), path)
    else assert.deepEqual({ ...manifest(driven), main: 'out/main/index.js' }, manifest(shipped))
  }
})

test('whose signature an update must have is written down, and by what name it is cached', () => {
  const facts = readFileSync(join(place.resources, 'app-update.yml'), 'utf8')
  assert.match(facts, /^provider: generic$/m)
  assert.match(facts, /^updaterCacheDirName: latchkey-updater$/m)
})

test("beside the archive lies the keychain library of this system, and no other's", () => {
  assert.deepEqual(filesIn(join(place.resources, 'app.asar.unpacked')), [prebuild])
})

test('no second app lies in the resources, where Electron would look for one', () => {
  const others = readdirSync(place.resources).filter((name) =>
    /^(app|default_app)(\.asar|$)/.test(name),
  )
  assert.deepEqual(others.toSorted(), ['app.asar', 'app.asar.unpacked'])
})

test('our part of the app keeps to its budget', () => {
  const size = measure(place.resources)
  console.log(`  ${describe(size)}`)
  assert.ok(size.archive + size.unpacked <= budgetBytes)
})

test('each package that is shipped is there with its licence, and the licence is a permissive one', () => {
  const text = extractFile(archive, 'out/main/licences.json').toString()
  const notices = JSON.parse(text) as Notice[]
  const names = new Set(notices.map(({ name }) => name))
  const known = ['electron', '@github/keytar', 'electron-store', 'jose', 'valibot', 'ws', 'preact']
  for (const name of [...known, '@preact/signals']) assert.ok(names.has(name), name)
  for (const { name, licence, text } of notices) {
    assert.ok(isAllowed(licence), `${name}: ${licence}`)
    assert.match(text, /copyright|permission/i, name)
  }
})

test('the licences of Electron and of what it is made of come along', () => {
  const files = readdirSync(process.platform === 'darwin' ? place.resources : folder)
  assert.ok(files.includes('LICENSES.chromium.html'))
})

function manifest(content: Buffer | undefined): object {
  return JSON.parse(String(content)) as object
}

function filesInArchive(file = archive): string[] {
  const paths = listPackage(file, { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').slice(1),
  )
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)))
}

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
}
