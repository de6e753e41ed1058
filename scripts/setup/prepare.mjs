// @ts-check
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './dependencies.mjs'
import { hasDisplay } from './display.mjs'
import { ensureRuntime } from './electronRuntime.mjs'
import { ensureLibraries } from './libraries.mjs'
import { Stop, reportStop } from '../run/stop.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * @typedef {object} Options
 * @property {boolean} headless the app will run under a virtual display, with a keychain of its own
 * @property {boolean} runtime whether Electron is needed at all
 */

/**
 * Reads the command line.
 *
 * @param {readonly string[]} args
 * @returns {Options}
 * @throws {Stop} naming what is not known
 */
export function parseOptions(args) {
  const unknown = args.find((argument) => !['--headless', '--no-runtime'].includes(argument))
  if (unknown) throw new Stop(`Unknown option ${unknown}. There are --headless and --no-runtime.`)
  return { headless: args.includes('--headless'), runtime: !args.includes('--no-runtime') }
}

/**
 * Brings what the project needs to this machine, as far as it is not there: the packages, an Electron, and on Linux
 * the libraries and programs that these need. Says one line for each thing that takes time.
 *
 * @param {readonly string[]} args `--headless`, `--no-runtime`
 */
export function prepare(args) {
  return reportStop(async () => {
    const options = parseOptions(args)
    await ensureDependencies(ROOT)
    if (!options.runtime) return
    const executable = await ensureRuntime()
    // Without a display even a plain start is headless: it runs the tour.
    const headless = options.headless || !hasDisplay(process.platform, process.env)
    await ensureLibraries(ROOT, executable, { headless })
  })
}
