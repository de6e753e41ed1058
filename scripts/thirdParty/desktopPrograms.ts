import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ChildProcess } from 'node:child_process'
import type { Desktop } from '../../test/support/app/desktop.ts'
import { ended, startProcess } from '../../test/support/app/processes.ts'
import { until } from '../../test/support/app/waiting.ts'

const run = promisify(execFile)

/** A program of a desktop that runs beside the app. */
export interface DesktopProgram {
  readonly process: ChildProcess
  stop(): Promise<void>
}

/** Starts a program on this desktop and waits until it is there. */
export async function startProgram(
  desktop: Desktop,
  [program = '', ...args]: readonly string[],
  isThere: () => Promise<boolean>,
): Promise<DesktopProgram> {
  const child = startProcess(program, args, { env: desktop.env, stdio: 'ignore' })
  const stop = () => ended(child, () => child.kill('SIGKILL'))
  try {
    await until(program, async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended.`)
      return (await isThere()) ? true : null
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { process: child, stop }
}

/** What a program of this desktop writes; empty when it fails. */
export async function outputOf(
  desktop: Desktop,
  program: string,
  args: readonly string[],
): Promise<string> {
  return run(program, args, { env: desktop.env, timeout: 5_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  )
}

/** True when somebody has this name on the session bus. */
export async function hasName(desktop: Desktop, name: string): Promise<boolean> {
  const method = 'org.freedesktop.DBus.NameHasOwner'
  const where = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', method]
  return (await outputOf(desktop, 'dbus-send', [...where, `string:${name}`])).includes('true')
}
