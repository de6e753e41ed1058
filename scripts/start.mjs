// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './app/build.mjs'
import { sandboxSwitches, thisSystem } from './app/chromiumSandbox.mjs'
import { hasDisplay } from './setup/display.mjs'
import { findRuntime } from './setup/electronRuntime.mjs'
import { Stop, runAsScript, say } from './run/stop.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * The node that runs TypeScript as it is: always the one among the dependencies.
 *
 * @param {NodeJS.Platform} platform
 */
export function nodePath(platform) {
  return `node_modules/node/bin/node${platform === 'win32' ? '.exe' : ''}`
}

/**
 * The signals to hand on to the app. A terminal sends its Ctrl-C to the app as well, and at a second one Chromium
 * ends at once instead of closing its windows.
 *
 * @param {boolean} isTerminal whether standard input is one
 * @returns {NodeJS.Signals[]}
 */
export function signalsToPass(isTerminal) {
  return isTerminal ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT']
}

await runAsScript(import.meta.url, async (args) => {
  if (!hasDisplay(process.platform, process.env)) {
    say(
      'There is no display here: running the guided tour under a virtual one (pictures in out/tour)',
    )
    return replaceProcess(path.join(ROOT, nodePath(process.platform)), ['scripts/tour.ts', ...args])
  }
  const executable = findRuntime()
  if (!executable) throw new Stop('There is no Electron yet: type "npm start".')
  await ensureBuilt(ROOT)
  const switches = sandboxSwitches(thisSystem(executable))
  if (switches.length > 0)
    say(`Starting Electron with ${switches.join(' ')}, since it cannot make its sandbox here`)
  return replaceProcess(executable, [...switches, '.', ...args])
})

/**
 * Runs a program as if it were this process: same terminal, same signals, same end.
 *
 * @param {string} command
 * @param {string[]} args
 */
function replaceProcess(command, args) {
  if (!existsSync(command))
    throw new Stop(`${command} is missing: type "npm ci", then start again.`)
  const env = { ...process.env }
  // Terminals inside Electron programs (editors) set it, and it would turn the app into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  // Before the app is there: from then on a signal can come. SIGINT is heard even where it is not passed, so that this
  // process outlives the app and reports its end.
  process.on('SIGINT', () => {})
  for (const signal of signalsToPass(process.stdin.isTTY))
    process.on(signal, () => child.kill(signal))
  const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit' })
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 1
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}
