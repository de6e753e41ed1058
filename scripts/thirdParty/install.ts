import { run, tail } from '../run/command.mjs'
import { isProgram } from '../setup/libraries.mjs'
import { Stop, say } from '../run/stop.mjs'

/** A program that the rows need, and the Debian package that brings it. */
export interface Part {
  program: string
  package: string
}

/**
 * Makes sure that the parts are there. As root on Debian they are installed, and said.
 * @returns why the rows cannot be run here; null when they can
 * @throws Stop when an installation fails
 */
export async function installParts(parts: readonly Part[]): Promise<string | null> {
  if (process.platform !== 'linux') return 'these parts are of Linux'
  // Servers of Debian are in /usr/sbin, which people who are not root do not search.
  process.env['PATH'] = `${process.env['PATH'] ?? ''}:/usr/sbin`
  const missing = parts.filter(({ program }) => !isProgram(program, process.env['PATH']))
  if (missing.length === 0) return null
  const names = missing.map((part) => part.package).join(' ')
  const isRootOnDebian = process.getuid?.() === 0 && isProgram('apt-get', process.env['PATH'])
  if (!isRootOnDebian)
    return `this system lacks ${names}, and only root on Debian installs them here`
  say(`Installing ${names} with apt-get`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', ...names.split(' ')],
  ]) {
    const { code, log } = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { env })
    if (code !== 0) throw new Stop(`apt-get ${args.join(' ')} failed:\n${tail(log, 20)}`)
  }
  return null
}
