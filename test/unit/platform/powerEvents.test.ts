import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { PowerMonitor } from 'electron'
import { watchPower } from '../../../main/platform/powerEvents.ts'
import { FakeLog } from '../../support/fakes.ts'

function watch() {
  const power = new EventEmitter()
  const log = new FakeLog()
  const done: string[] = []
  watchPower(power as unknown as PowerMonitor, {
    log,
    suspended: () => void done.push('suspended'),
    woke: () => void done.push('woke'),
    shutDown: () => void done.push('shut down'),
  })
  return { power, log, done }
}

test('a sleep is told at both ends, and the app looks at everything again when it is over', () => {
  const { power, log, done } = watch()
  power.emit('suspend')
  assert.deepEqual(done, ['suspended'])
  power.emit('resume')
  assert.deepEqual(done, ['suspended', 'woke'])
  assert.deepEqual(log.lines, ['info system.suspended {}', 'info system.resumed {}'])
})

test('so it does when the screen is unlocked', () => {
  const { power, log, done } = watch()
  power.emit('unlock-screen')
  assert.deepEqual([done, log.lines], [['woke'], ['info system.unlocked {}']])
})

test('a shutdown is not asked back', () => {
  const { power, done } = watch()
  power.emit('shutdown')
  assert.deepEqual(done, ['shut down'])
})
