// @ts-check
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * The facts that the decision depends on.
 *
 * @typedef {object} System
 * @property {NodeJS.Platform} platform
 * @property {number | undefined} uid
 * @property {boolean} hasHelper whether Electron's chrome-sandbox belongs to root and has the setuid bit
 * @property {() => boolean} canMakeNamespaces whether an unprivileged program may make its own user namespace
 */

/**
 * The switches without which Electron refuses to start here. Chromium's sandbox on Linux does not work for root, and
 * needs either its setuid helper, which a development checkout does not have, or user namespaces, which Ubuntu (from
 * 23.10) and containers withhold. Only scripts and tests pass them, never the app itself.
 *
 * @param {System} system
 * @returns {string[]}
 */
export function sandboxSwitches({ platform, uid, hasHelper, canMakeNamespaces }) {
  if (platform !== 'linux') return []
  if (uid !== 0 && (hasHelper || canMakeNamespaces())) return []
  return ['--no-sandbox']
}

/**
 * This system, for `sandboxSwitches`.
 *
 * @param {string} executable the Electron that will run
 * @returns {System}
 */
export function thisSystem(executable) {
  const helper = path.join(path.dirname(executable), 'chrome-sandbox')
  const stats = statSync(helper, { throwIfNoEntry: false })
  return {
    platform: process.platform,
    uid: process.getuid?.(),
    hasHelper: stats?.uid === 0 && (stats.mode & 0o4000) !== 0,
    canMakeNamespaces,
  }
}

function canMakeNamespaces() {
  // Ubuntu excepts the unshare program from its restriction, so trying is not enough there.
  if (readKernelSwitch('apparmor_restrict_unprivileged_userns') === '1') return false
  const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'])
  return error !== undefined || status === 0
}

/** @param {string} name */
function readKernelSwitch(name) {
  try {
    return readFileSync(`/proc/sys/kernel/${name}`, 'utf8').trim()
  } catch {
    return undefined
  }
}
