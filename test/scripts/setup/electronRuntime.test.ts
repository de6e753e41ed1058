import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { cacheFolder, executableName } from '../../../scripts/setup/electronRuntime.mjs'
import { FALLBACK, hasFallback } from '../../../scripts/setup/fallbackRuntime.mjs'
import { projectWithScripts } from '../temporary.ts'

const OUT_OF_REACH = 'console.error("TypeError: fetch failed"); process.exit(1)'
const DOWNLOADS = `fs.mkdirSync(__dirname + '/dist')
  fs.writeFileSync(__dirname + '/dist/version', 'v45.0.0')
  fs.writeFileSync(__dirname + '/dist/electron', '')
  fs.writeFileSync(__dirname + '/path.txt', 'electron')`
const skip = hasFallback(process.platform, process.arch) ? false : 'there is no fallback here'

test("each platform has its own name for Electron's executable", () => {
  assert.equal(executableName('linux'), 'electron')
  assert.equal(executableName('win32'), 'electron.exe')
  assert.equal(executableName('darwin'), 'Electron.app/Contents/MacOS/Electron')
})

test('the cache is where the person wants it, else where the system keeps caches', () => {
  const home = path.join('home', 'alice')
  const inHome = path.join(home, '.cache', 'latchkey')
  assert.equal(cacheFolder({}, home), inHome)
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '' }, home), inHome)
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'caches' }, home), path.join('caches', 'latchkey'))
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'caches', LATCHKEY_CACHE: 'mine' }, home), 'mine')
})

test("Electron's own download is used, and made once", (t) => {
  const project = newProject(t, DOWNLOADS)
  const executable = path.join(project.root, 'node_modules', 'electron', 'dist', 'electron')
  assert.equal(project.run().stdout, `${executable}\n`)
  assert.equal(project.run().stdout, `${executable}\n`)
  assert.equal(project.downloads(), 1)
})

test('a folder that the person names comes before everything else', (t) => {
  const name = executableName(process.platform)
  const project = newProject(t, DOWNLOADS, { [path.join('mine', name)]: '' })
  const folder = path.join(project.root, 'mine')
  const { stdout } = project.run([], { ELECTRON_OVERRIDE_DIST_PATH: folder })
  assert.equal(stdout, `${path.join(folder, name)}\n`)
  assert.equal(project.downloads(), 0)
})

test('a named folder without Electron in it is an error, not passed over', (t) => {
  const project = newProject(t, DOWNLOADS)
  const { status, stderr } = project.run([], { ELECTRON_OVERRIDE_DIST_PATH: project.root })
  assert.equal(status, 1)
  assert.match(stderr, /^ELECTRON_OVERRIDE_DIST_PATH is set, but there is no .+\n$/)
})

test(
  'out of reach: the cached fallback is used, and the download not tried again',
  { skip },
  (t) => {
    const project = newProject(t, OUT_OF_REACH, cachedFallback())
    const executable = path.join(project.root, 'cache', `electron-${FALLBACK.version}`, 'electron')
    const first = project.run()
    assert.equal(first.stdout, `${executable}\n`)
    assert.match(first.stderr, /45\.0\.0 could not be downloaded \(fetch failed\)/)
    const second = project.run()
    assert.equal(second.stdout, `${executable}\n`)
    assert.match(second.stderr, /^Electron 45\.0\.0 was out of reach: .+\n$/)
    assert.equal(project.downloads(), 1)
  },
)

test('the download is tried again when told to, or from another mirror', { skip }, (t) => {
  const project = newProject(t, OUT_OF_REACH, cachedFallback())
  project.run()
  project.run(['--retry-download'])
  assert.equal(project.downloads(), 2)
  project.run([], { ELECTRON_MIRROR: 'http://127.0.0.1:9/' })
  assert.equal(project.downloads(), 3)
})

test("a cached fallback gets this checkout's launcher", { skip }, (t) => {
  const project = newProject(t, OUT_OF_REACH, cachedFallback())
  project.run()
  const launcher = 'resources/app/main.js'
  assert.deepEqual(
    readFileSync(path.join(project.root, 'cache', `electron-${FALLBACK.version}`, launcher)),
    readFileSync(path.join(project.root, 'scripts/setup/runtimeApp/main.js')),
  )
})

function cachedFallback(): Record<string, string> {
  const folder = `cache/electron-${FALLBACK.version}`
  return { [`${folder}/electron`]: '', [`${folder}/resources/app/main.js`]: 'an older launcher' }
}

/** A project whose electron package has this installer instead of its own. */
function newProject(t: TestContext, installer: string, files: Record<string, string> = {}) {
  const count = "const fs = require('node:fs'); fs.appendFileSync(__dirname + '/count', '.')"
  const root = projectWithScripts(t, {
    'node_modules/electron/package.json': '{"version": "45.0.0"}',
    'node_modules/electron/install.js': `${count}\n${installer}`,
    ...files,
  })
  const counted = path.join(root, 'node_modules/electron/count')
  return {
    root,
    run: (args: string[] = [], env: NodeJS.ProcessEnv = {}) => {
      const script = path.join(root, 'scripts/setup/electronRuntime.mjs')
      const own = { LATCHKEY_CACHE: path.join(root, 'cache'), ELECTRON_MIRROR: '' }
      const rest = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' }
      return spawnSync(process.execPath, [script, ...args], {
        env: { ...rest, ...own, ...env },
        encoding: 'utf8',
      })
    },
    downloads: () => (existsSync(counted) ? readFileSync(counted, 'utf8').length : 0),
  }
}
