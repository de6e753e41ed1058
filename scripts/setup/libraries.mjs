// @ts-check
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { run, tail } from '../run/command.mjs'
import { INSTALLERS, installCommand, packagesFor } from './linuxPackages.mjs'
import { Stop, say } from '../run/stop.mjs'

/**
 * The packages for a run without a desktop: displays (X11 with keys that can be pressed, and Wayland), a keychain and a trust
 * store of its own that can be got at from outside, and a browser for single sign-on.
 */
export const HEADLESS_PROGRAMS = [
  'Xvfb',
  'xdotool',
  'dbus-run-session',
  'gnome-keyring-daemon',
  'secret-tool',
  'certutil',
  'weston',
  'fc-list',
  'chromium',
]

/** Missing where the sandbox's Chinese names and messages would be drawn as boxes. */
export const CJK_FONT = 'a font with Chinese characters'

/**
 * Makes sure that what Electron and the keychain need from a Linux system is there. As root on Debian and its
 * relatives, what is missing is installed; anybody else is told the command.
 *
 * @param {string} root the project's folder
 * @param {string} executable the Electron that will run
 * @param {{ headless: boolean }} options whether the app will run without a desktop
 * @throws {Stop} when something is missing still
 */
export async function ensureLibraries(root, executable, { headless }) {
  if (process.platform !== 'linux') return
  const missing = await findMissing(root, executable, headless)
  if (missing.length === 0) return

  const installer = INSTALLERS.find((name) => isProgram(name, process.env.PATH))
  const isRootOnDebian = installer === 'apt-get' && process.getuid?.() === 0
  if (isRootOnDebian) await aptGet(['update'])
  const known = installer === 'apt-get' ? await aptNames() : undefined
  const packages = installer
    ? packagesFor(missing, installer, (name) => known?.has(name) ?? true)
    : []
  const list = `This system lacks ${missing.join(', ')}.`
  if (installer === undefined) throw new Stop(`${list}\nInstall what brings them, and start again.`)
  if (!isRootOnDebian) {
    throw new Stop(
      `${list} Install them and start again:\n  ${installCommand(installer, packages)}`,
    )
  }
  say(`Installing ${packages.join(', ')} with apt-get`)
  await aptGet(['install', '-y', '--no-install-recommends', ...packages])
  const still = await findMissing(root, executable, headless)
  if (still.length > 0) throw new Stop(`This system still lacks ${still.join(', ')}.`)
}

/**
 * Reads the shared libraries that were not found from what `ldd` says.
 *
 * @param {string} output
 * @returns {string[]} their file names, each once
 */
export function notFound(output) {
  return [...new Set([...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name))]
}

/**
 * Whether a program is in PATH.
 *
 * @param {string} name
 * @param {string | undefined} searchPath
 */
export function isProgram(name, searchPath = '') {
  return searchPath.split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * @param {string} root
 * @param {string} executable
 * @param {boolean} headless
 */
async function findMissing(root, executable, headless) {
  const programs = headless ? HEADLESS_PROGRAMS : []
  const missing = programs.filter((name) => !isProgram(name, process.env.PATH))
  if (headless && !missing.includes('fc-list') && !(await hasChinese())) missing.push(CJK_FONT)
  // Every Linux with glibc has ldd, and Electron needs glibc; without it Electron's own message has to do.
  if (!isProgram('ldd', process.env.PATH)) return missing
  // keytar is loaded by the running app, so the executable's own list does not name what it needs.
  const keytar = path.join(root, `node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`)
  const { stdout } = await run('ldd', [executable, keytar].filter(existsSync))
  return [...missing, ...notFound(stdout)]
}

async function hasChinese() {
  const codePoint = '陳'.codePointAt(0)?.toString(16)
  const { stdout } = await run('fc-list', [`:charset=${codePoint}`])
  return stdout.trim() !== ''
}

async function aptNames() {
  const { stdout } = await run('apt-cache', ['pkgnames'])
  return new Set(stdout.split('\n'))
}

/** @param {string[]} args */
async function aptGet(args) {
  const { code, log } = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (code !== 0) throw new Stop(`apt-get ${args.join(' ')} failed:\n${tail(log, 30)}`)
}
