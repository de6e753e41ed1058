import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { constants } from 'node:os'
import { createInterface } from 'node:readline'

const running = new Set<ChildProcess>()

/** Starts a process that does not outlive this one, however this one ends (but for SIGKILL). */
export function startProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  watchOwnEnd()
  const child = spawn(command, args, options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  // A program that is missing emits `error` alone.
  child.once('error', () => running.delete(child))
  return child
}

let isWatching = false

function watchOwnEnd(): void {
  if (isWatching) return
  isWatching = true
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL')
  })
  // Without a listener a signal ends the process with no `exit`.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]))
  }
}

/** Resolves when the process is gone, which `ask` asks it to be. */
export function ended(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      return resolve()
    }
    child.once('exit', () => resolve())
    ask()
  })
}

/**
 * The first line that a program writes: it is up.
 * @throws Error when the program is missing, or ends without a line
 */
export function firstLine(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${name} did not start: ${error.message}`)))
    if (child.stdout === null) return reject(new Error(`The output of ${name} is not read.`))
    const lines = createInterface({ input: child.stdout })
    lines.once('line', resolve)
    lines.once('close', () => reject(new Error(`${name} did not start.`)))
  })
}
