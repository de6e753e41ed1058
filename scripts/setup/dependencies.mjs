// @ts-check
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { run, tail } from '../run/command.mjs'
import { npmCommand } from './npm.mjs'
import { Stop, say } from '../run/stop.mjs'

/**
 * A lock file as npm writes it, as far as it matters here.
 *
 * @typedef {object} Lock
 * @property {Record<string, { version?: string, integrity?: string, optional?: boolean }>} packages
 */

/**
 * The packages that the lock file names and `node_modules` does not hold in that version. Optional ones are for one
 * platform each, so they may be absent, but not different.
 *
 * @param {Lock} wanted `package-lock.json`
 * @param {Lock} installed `node_modules/.package-lock.json`, which npm writes when an installation is complete
 * @returns {string[]} their folders
 */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([folder, { version, integrity, optional }]) => {
      if (folder === '') return false
      const present = installed.packages[folder]
      if (!present) return !optional
      return present.version !== version || present.integrity !== integrity
    })
    .map(([folder]) => folder)
}

/**
 * Whether `node_modules` is what `package-lock.json` asks for. npm's own record is compared, not a stamp of ours, so
 * an `npm ci` or `npm install` typed by hand counts as well, and one cut short does not.
 *
 * @param {string} root the project's folder
 */
export function isInstalled(root) {
  const wanted = readLock(path.join(root, 'package-lock.json'))
  const installed = readLock(path.join(root, 'node_modules', '.package-lock.json'))
  if (!wanted)
    throw new Stop('package-lock.json is missing or damaged: get it back from the repository.')
  return installed !== undefined && missingPackages(wanted, installed).length === 0
}

/**
 * Installs the packages of the lock file, unless they are there.
 *
 * @param {string} root the project's folder
 */
export async function ensureDependencies(root) {
  if (isInstalled(root)) return
  if (process.platform === 'win32' && isInside(process.execPath, path.join(root, 'node_modules'))) {
    // Windows cannot delete a program that runs, and inside npm scripts this is node_modules' own node.
    throw new Stop('The dependencies have changed. Type "npm ci", then the same command again.')
  }
  say('Installing the dependencies (npm ci)')
  const { command, args, shell } = npmCommand(process.platform, process.env)
  const { code, log } = await run(command, [...args, 'ci', '--loglevel=error'], {
    cwd: root,
    shell,
  })
  if (code !== 0) throw new Stop(`npm ci failed:\n${tail(log, 30)}`)
}

/**
 * @param {string} file
 * @returns {Lock | undefined} nothing when it is absent or cannot be read as JSON
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * @param {string} file
 * @param {string} folder
 */
function isInside(file, folder) {
  const relative = path.relative(folder, file)
  return !relative.startsWith('..') && !path.isAbsolute(relative)
}
