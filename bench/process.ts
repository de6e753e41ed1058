import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { attachToPage, type Target } from '../test/support/app/attach.ts'
import type { Desktop } from '../test/support/app/desktop.ts'
import { addressIn, devToolsAddress, electronCommand } from '../test/support/app/driver.ts'
import { ended, startProcess } from '../test/support/app/processes.ts'
import type { Visible } from '../scripts/run/report.ts'
import { pause } from '../test/support/app/waiting.ts'
import { treeOf } from './cpu.ts'

/** An app that is being measured, started as a process of its own with nothing attached. */
export interface Measured {
  child: ChildProcess
  /** When it was started, epoch ms. */
  startedAt: number
  /** Attaches to its window. Only when started with `isAttachable`. */
  attach(): Promise<Page>
  end(): Promise<void>
}

const settleMs = 2_000
let newest: () => Visible | null = () => null

/** The app that was started last, for a look at it when a measurement fails. */
export function newestMeasured(): Visible | null {
  return newest()
}

/** Starts an app folder on the same runtime, with the same switches, for ours and the bare one alike. */
export function startMeasured(
  desktop: Desktop,
  app: string,
  args: string[],
  isAttachable: boolean,
): Measured {
  const { executable, switches } = electronCommand()
  const debugging = isAttachable ? ['--remote-debugging-port=0'] : []
  const startedAt = Date.now()
  const child = startProcess(executable, [...switches, ...debugging, app, ...args], {
    env: desktop.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  let page: Page | null = null
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const userData = args.find((arg) => arg.startsWith('--user-data-dir='))?.split('=')[1] ?? ''
  newest = () => ({ page, userData, output: () => output })
  return {
    child,
    startedAt,
    async attach() {
      // Attaching costs time of its own, so it waits until everything has long been painted.
      await pause(Math.max(0, startedAt + settleMs - Date.now()))
      const address = await addressIn(child, () => output, devToolsAddress)
      const isThere = ({ title }: Target) => title === 'Latchkey' || title === 'Bare'
      page = await attachToPage(Number(new URL(address).port), isThere)
      return page
    },
    end: () => ended(child, () => child.kill('SIGTERM')),
  }
}

/** Proportional set size of a process and all that it started, in MB. Linux only. */
export function pssOfTree(pid: number): number {
  const kB = treeOf(pid).map(
    (process) => /^Pss:\s+(\d+)/m.exec(read(`/proc/${process}/smaps_rollup`))?.[1],
  )
  return kB.reduce((sum, value) => sum + Number(value ?? 0), 0) / 1024
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
}
