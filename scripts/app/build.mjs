// @ts-check
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { run } from '../run/command.mjs'
import { Stop, say } from '../run/stop.mjs'

const OUTPUTS = ['out/main', 'out/preload', 'out/renderer']
const SOURCES = [
  'main',
  'sandbox',
  'preload',
  'renderer',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'scripts/shipped/bundles.ts',
  'scripts/shipped/licence.ts',
  'scripts/shipped/notice.ts',
]

/**
 * Builds the app into `out/` unless that is newer than every source.
 *
 * @param {string} root the project's folder
 * @throws {Stop} with the builder's own words when it fails
 */
export async function ensureBuilt(root) {
  if (isBuilt(root)) return
  say('Building')
  // Its script, not the command in node_modules/.bin, which is a batch file on Windows.
  const builder = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, log } = await run(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
  })
  if (code !== 0) throw new Stop(`The build failed:\n${log.trimEnd()}`)
}

/**
 * Whether the oldest file of the build is newer than the newest source. Folders count among the sources, since theirs
 * is the time at which a file was removed.
 *
 * @param {string} root the project's folder
 */
export function isBuilt(root) {
  const built = OUTPUTS.map((name) => filesIn(path.join(root, name)))
  if (built.some((files) => files.length === 0)) return false
  const oldestBuilt = Math.min(...built.flat().map(({ changedAt }) => changedAt))
  const sources = SOURCES.flatMap((name) => allIn(path.join(root, name)))
  return Math.max(...sources.map(({ changedAt }) => changedAt)) < oldestBuilt
}

/** @param {string} folder */
function filesIn(folder) {
  return allIn(folder).filter(({ isFile }) => isFile)
}

/**
 * @param {string} place a file or a folder, which may be absent
 * @returns {{ isFile: boolean, changedAt: number }[]} it and everything in it; times in epoch ms
 */
function allIn(place) {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (!stats) return []
  const inside = stats.isDirectory() ? readdirSync(place) : []
  return [
    { isFile: stats.isFile(), changedAt: stats.mtimeMs },
    ...inside.flatMap((name) => allIn(path.join(place, name))),
  ]
}
