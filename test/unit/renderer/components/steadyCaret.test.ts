import assert from 'node:assert/strict'
import { test } from 'node:test'
import { steadyAfterMs, steadyCaret } from '../../../../renderer/components/steadyCaret.ts'

/** A page with a manual clock, and the calls to its caret. */
function open() {
  let now = 5_000
  let timers: { at: number; run: () => void }[] = []
  const listeners = new Map<string, () => void>()
  const told: string[] = []
  steadyCaret(
    {
      addEventListener: (type, listener) => void listeners.set(type, listener),
      setTimeout: (run, delayMs) => timers.push({ at: now + delayMs, run }),
      performance: { now: () => now },
    },
    { stop: () => void told.push('stop'), start: () => void told.push('start') },
  )
  return {
    told,
    timers: () => timers.length,
    sign: (type: string) => listeners.get(type)?.(),
    pass(ms: number) {
      now += ms
      const due = timers.filter((timer) => timer.at <= now)
      timers = timers.filter((timer) => timer.at > now)
      for (const { run } of due) run()
    },
  }
}

test('the caret stops 10 s after the last user activity', () => {
  const { told, sign, pass } = open()
  pass(steadyAfterMs - 1)
  sign('keydown')
  pass(steadyAfterMs - 1)
  assert.deepEqual(told, [])
  pass(1)
  assert.deepEqual(told, ['stop'])
})

for (const type of [
  'keydown',
  'pointerdown',
  'pointermove',
  'focusin',
  'focus',
  'compositionstart',
]) {
  test(`${type} makes it blink for another 10 s`, () => {
    const { told, sign, pass } = open()
    pass(steadyAfterMs)
    sign(type)
    sign(type)
    assert.deepEqual(told, ['stop', 'start'])
    pass(steadyAfterMs)
    assert.deepEqual(told, ['stop', 'start', 'stop'])
  })
}

test('an idle window has no timer, and a typing person needs one only', () => {
  const { sign, pass, timers } = open()
  for (let key = 0; key < 100; key += 1) {
    sign('keydown')
    pass(50)
  }
  assert.equal(timers(), 1)
  pass(steadyAfterMs)
  pass(steadyAfterMs)
  assert.equal(timers(), 0)
})
