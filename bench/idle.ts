import { join } from 'node:path'
import type { Sandbox } from '../sandbox/server.ts'
import type { Desktop } from '../test/support/app/desktop.ts'
import { newUserData } from '../test/support/app/driver.ts'
import { pause } from '../test/support/app/waiting.ts'
import { createCpuMeter } from './cpu.ts'
import { pssOfTree, startMeasured } from './process.ts'
import type { Figure } from './sample.ts'

const minuteMs = 60_000
const lookMs = 500

export interface IdleOptions {
  desktop: Desktop
  sandbox: Sandbox
  /** Arguments of Latchkey: a profile with a remembered account, and its backend. */
  known: string[]
  rounds: number
}

/**
 * An idle window: memory at the end of the first minute after the start, CPU time of the second. Both apps run at the same
 * time, so that they share the same pages of the runtime and the same noise.
 */
export async function measureIdle({
  desktop,
  sandbox,
  known,
  rounds,
}: IdleOptions): Promise<Figure[]> {
  const memory: Figure = {
    name: 'memory, an idle minute after sign-in',
    unit: 'MB',
    ours: [],
    bare: [],
    limit: 1.15,
  }
  const cpu: Figure = {
    name: 'CPU time of an idle minute',
    unit: 'ms',
    ours: [],
    bare: [],
    limit: 2,
  }
  for (let round = 0; round < rounds; round += 1) {
    const ours = startMeasured(desktop, '.', known, false)
    const empty = [`--user-data-dir=${await newUserData(desktop)}`]
    const bare = startMeasured(desktop, join('bench', 'bare'), empty, false)
    const pids = { ours: ours.child.pid ?? 0, bare: bare.child.pid ?? 0 }
    await pause(minuteMs)
    if (sandbox.faults.counters().socketsOpen !== 1) throw new Error('Latchkey is not connected.')
    memory.ours.push(pssOfTree(pids.ours))
    memory.bare.push(pssOfTree(pids.bare))
    const meters = { ours: createCpuMeter(pids.ours), bare: createCpuMeter(pids.bare) }
    for (let waited = 0; waited < minuteMs; waited += lookMs) {
      await pause(lookMs)
      meters.ours.look()
      meters.bare.look()
    }
    cpu.ours.push(meters.ours.ms())
    cpu.bare.push(meters.bare.ms())
    await ours.end()
    await bare.end()
  }
  return [memory, cpu]
}
