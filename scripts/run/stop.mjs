// @ts-check
import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** A failure that was foreseen: its message is written for the person at the terminal and printed without a stack. */
export class Stop extends Error {}

/**
 * Prints one line of progress. It goes to standard error, so that a script's answer stands alone on standard output.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Does a script's work. A `Stop` ends it with code 1 and its message; any other error is our bug and keeps its stack.
 *
 * @param {() => unknown} work
 */
export async function reportStop(work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(error.message)
    process.exitCode = 1
  }
}

/**
 * Runs `main` with the command line's arguments if the module is the script that was started, and does nothing if it
 * was only imported.
 *
 * @param {string} moduleUrl the module's `import.meta.url`
 * @param {(args: string[]) => unknown} main
 */
export async function runAsScript(moduleUrl, main) {
  const script = process.argv[1]
  if (script === undefined || pathToFileURL(realpathSync(script)).href !== moduleUrl) return
  await reportStop(() => main(process.argv.slice(2)))
}
