import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { isDismissed } from '../../../main/keychain/failures.ts'
import { settled } from '../../support/fakes.ts'
import { outcome } from '../auth/harness.ts'
import { openKeychain, running } from './clientHarness.ts'

test('a prompt that is open for 8 s is told, the process stays, and its answer is taken', async () => {
  const { clock, keychain, children, next, waited } = openKeychain()
  next.mode = 'silent'
  const asked = outcome(keychain.get('alice'))
  await clock.turn(7_999)
  assert.deepEqual(waited, [])
  await clock.turn(1)
  assert.deepEqual(waited, [true])
  await clock.turn(120_000)
  const [child] = children
  assert.ok(child?.questions[0] && !child.isKilled)
  child.answer(child.questions[0], 128_000)
  // It took a person, and there is no entry: the prompt was dismissed.
  assert.equal(await asked, 'keychainLocked')
  assert.deepEqual(waited, [true, false])
})

test('a call that is answered in time is not told as waiting, then or later', async () => {
  const { clock, keychain, waited } = openKeychain()
  await keychain.get('alice')
  await clock.turn(20_000)
  assert.deepEqual(waited, [])
})

for (const [tookMs, value, code] of [
  [1_000, null, 'done'],
  [1_001, null, 'keychainLocked'],
  [60_000, 'secret', 'secret'],
] as const) {
  test(`a get that keytar answers with ${value} after ${tookMs} ms is ${code}`, async () => {
    const { keychain, children, next, entries } = openKeychain()
    if (value) entries.set('alice', value)
    next.mode = 'silent'
    const asked = outcome(keychain.get('alice'))
    await settled()
    const [child] = children
    assert.ok(child?.questions[0])
    child.answer(child.questions[0], tookMs)
    assert.equal(await asked, code)
  })
}

test('only a locked answer that took a person is a dismissed prompt', async () => {
  for (const [tookMs, isTold] of [
    [3, false],
    [4_000, true],
  ] as const) {
    const { keychain, children, next } = openKeychain()
    next.mode = 'silent'
    const refused = keychain.set('alice', 'secret').catch((error: unknown) => error)
    await settled()
    const [child] = children
    assert.ok(child?.questions[0])
    child.refuse(child.questions[0], 'Cannot create an item in a locked collection', tookMs)
    const failure = await refused
    assert.ok(failure instanceof Failure)
    assert.equal(isDismissed(failure), isTold)
  }
})

test('a process that is held is not stopped for want of work; let go, it is', async () => {
  const { clock, keychain, children } = openKeychain()
  keychain.hold(true)
  assert.deepEqual(clock.pending(), [])
  await keychain.get('alice')
  await clock.turn(3_600_000)
  assert.equal(running(children).length, 1)
  keychain.hold(false)
  keychain.hold(false)
  await clock.turn(29_999)
  assert.equal(running(children).length, 1)
  await clock.turn(1)
  assert.equal(running(children).length, 0)
})

test('a process that is idle already stays when it is held in time', async () => {
  const { clock, keychain, children } = openKeychain()
  await keychain.get('alice')
  await clock.turn(29_999)
  keychain.hold(true)
  await clock.turn(3_600_000)
  assert.equal(running(children).length, 1)
  assert.deepEqual(clock.pending(), [])
})

test('to hold a process in the middle of a call changes nothing of the call', async () => {
  const { clock, keychain, children, next } = openKeychain()
  next.mode = 'silent'
  const asked = outcome(keychain.get('alice'))
  await settled()
  keychain.hold(true)
  keychain.hold(false)
  await clock.turn(60_000)
  const [child] = children
  assert.ok(child?.questions[0] && !child.isKilled)
  child.answer(child.questions[0])
  assert.equal(await asked, 'done')
})

test('the time of the last answer is known', async () => {
  const { clock, keychain } = openKeychain()
  assert.equal(keychain.lastAnswerAt(), -Infinity)
  await keychain.get('alice')
  assert.equal(keychain.lastAnswerAt(), clock.monotonic())
  await clock.turn(5_000)
  assert.equal(keychain.lastAnswerAt(), clock.monotonic() - 5_000)
})

test('a question that is given up ends its call and its process; the next call gets a fresh one', async () => {
  const { keychain, children, next, waited, clock } = openKeychain()
  keychain.giveUp()
  assert.equal(children.length, 0)
  next.mode = 'silent'
  const asked = outcome(keychain.set('alice', 'secret'))
  await clock.turn(8_000)
  next.mode = 'ok'
  keychain.giveUp()
  assert.equal(await asked, 'keychainUnavailable')
  assert.deepEqual(waited, [true, false])
  assert.equal(children[0]?.isKilled, true)
  assert.equal(await outcome(keychain.get('alice')), 'done')
  assert.equal(children.length, 2)
})
