import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createNotificationDaemon } from '../../../main/desktop/notificationDaemon.ts'
import { FakeClock, FakeLog, settled } from '../../support/fakes.ts'

function open(answer: (timeoutMs: number, clock: FakeClock) => Promise<string>) {
  const clock = new FakeClock()
  const log = new FakeLog()
  let asked = 0
  const whenAnswering = createNotificationDaemon({
    clock,
    log,
    call(_, timeoutMs) {
      asked += 1
      return answer(timeoutMs, clock)
    },
  })
  let acted = 0
  const act = async () => {
    whenAnswering(() => void (acted += 1))
    await settled()
  }
  return { act, clock, log, acted: () => acted, asked: () => asked }
}

test('a daemon that answers is asked before each notification', async () => {
  const { act, acted, asked } = open(() => Promise.resolve('dunst'))
  await act()
  await act()
  assert.deepEqual([acted(), asked()], [2, 2])
})

test('a daemon that hangs is left alone for ten minutes', async () => {
  let isHanging = true
  const { act, acted, asked, clock, log } = open((timeoutMs, clock) =>
    isHanging
      ? new Promise<string>((_, reject) => clock.after(timeoutMs, () => reject(new Error('late'))))
      : Promise.resolve('dunst'),
  )
  await act()
  await clock.turn(2_000)
  await act()
  assert.deepEqual([acted(), asked()], [0, 1])
  assert.ok(log.lines.some((line) => line.includes('notifications.unavailable')))
  isHanging = false
  await clock.turn(600_000)
  await act()
  assert.deepEqual([acted(), asked()], [1, 2])
})

test('where no daemon is, the next message asks again: one may have started', async () => {
  const { act, acted, asked } = open(() => Promise.reject(new Error('ServiceUnknown')))
  await act()
  await act()
  assert.deepEqual([acted(), asked()], [0, 2])
})
