import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcome } from '../auth/harness.ts'
import { settled } from '../../support/fakes.ts'
import { openKeychain, running } from './clientHarness.ts'

test('letting go of a process that is not held does not put off its end', async () => {
  const { clock, keychain, children } = openKeychain()
  await keychain.get('alice')
  await clock.turn(20_000)
  keychain.hold(false)
  await clock.turn(9_999)
  assert.equal(running(children).length, 1)
  await clock.turn(1)
  assert.equal(running(children).length, 0)
})

test('letting go sets no timer where there is no process', () => {
  const { clock, keychain } = openKeychain()
  keychain.hold(true)
  keychain.hold(false)
  assert.deepEqual(clock.pending(), [])
})

test('a write that takes as long as a prompt, and is carried out, is no dismissed prompt', async () => {
  for (const call of ['set', 'get'] as const) {
    const { keychain, children, next } = openKeychain()
    next.mode = 'silent'
    const asked = outcome(
      call === 'set' ? keychain.set('alice', 'a secret') : keychain.get('alice'),
    )
    await settled()
    const [child] = children
    assert.ok(child?.questions[0])
    child.answer(child.questions[0], 5_000)
    assert.equal(await asked, call === 'set' ? 'done' : 'keychainLocked')
  }
})
