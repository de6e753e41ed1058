import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createCpuMeter } from '../../../bench/cpu.ts'
import { temporaryFolder } from '../temporary.ts'

/** A folder like /proc, whose processes are put there by hand. */
function makeProc(t: TestContext) {
  const proc = temporaryFolder(t, {})
  return {
    proc,
    /** Milliseconds that each thread has run, and ticks of children that were waited for. */
    put(pid: number, parent: number, threads: Record<number, number>, reaped = 0) {
      rmSync(join(proc, `${pid}`), { recursive: true, force: true })
      mkdirSync(join(proc, `${pid}/task`), { recursive: true })
      const fields = [parent, ...Array.from({ length: 9 }, () => 0), 1, 1, reaped, reaped]
      writeFileSync(join(proc, `${pid}/stat`), `${pid} (a (b) c) S ${fields.join(' ')} 20 0`)
      for (const [thread, ms] of Object.entries(threads)) {
        mkdirSync(join(proc, `${pid}/task/${thread}`))
        writeFileSync(join(proc, `${pid}/task/${thread}/schedstat`), `${ms * 1e6} 5 7\n`)
      }
    },
    end: (pid: number) => rmSync(join(proc, `${pid}`), { recursive: true }),
  }
}

test('adds up the time of the threads of a process tree, and of no others', (t) => {
  const { proc, put } = makeProc(t)
  put(1, 0, { 1: 900 })
  put(10, 1, { 10: 100, 11: 50 })
  put(20, 10, { 20: 30 })
  const meter = createCpuMeter(10, proc)
  assert.equal(meter.ms(), 0)
  put(1, 0, { 1: 999 })
  put(10, 1, { 10: 104, 11: 50, 12: 2 })
  put(20, 10, { 20: 33 })
  put(30, 20, { 30: 7 })
  meter.look()
  assert.equal(meter.ms(), 16)
})

test('a process or a thread that ended keeps its last known time', (t) => {
  const { proc, put, end } = makeProc(t)
  put(10, 1, { 10: 100, 11: 50 })
  put(20, 10, { 20: 30 })
  const meter = createCpuMeter(10, proc)
  put(10, 1, { 10: 100, 11: 58 })
  put(20, 10, { 20: 36 })
  meter.look()
  put(10, 1, { 10: 100 })
  end(20)
  meter.look()
  assert.equal(meter.ms(), 14)
})

test('the time of a process that was never seen counts through its parent, and not twice', (t) => {
  const { proc, put, end } = makeProc(t)
  put(10, 1, { 10: 100 })
  put(20, 10, { 20: 30 })
  const meter = createCpuMeter(10, proc)
  end(20)
  // The 30 ms that were seen of the first, and 50 ms of another that came and went between two looks.
  put(10, 1, { 10: 100 }, 4)
  meter.look()
  assert.equal(meter.ms(), 50)
})
