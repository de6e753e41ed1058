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

test('a held process is stopped for want of work where the keyring does not ask for each program', async () => {
  const { clock, keychain, children } = openKeychain(() => Promise.resolve(false))
  keychain.hold(true)
  await keychain.get('alice')
  await clock.turn(29_999)
  assert.equal(running(children).length, 1)
  await clock.turn(1)
  assert.equal(running(children).length, 0)
  await keychain.get('alice')
  assert.equal(running(children).length, 1)
})

test('a call that comes while the keyring is looked for keeps its process', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const { clock, keychain, children } = openKeychain(() => promise)
  keychain.hold(true)
  await keychain.get('alice')
  await clock.turn(30_000)
  const [child] = children
  assert.ok(child)
  child.mode = 'silent'
  const asked = outcome(keychain.get('alice'))
  await settled()
  resolve(false)
  await settled()
  assert.equal(running(children).length, 1)
  assert.ok(child.questions[1])
  child.answer(child.questions[1])
  assert.equal(await asked, 'done')
})

test('a process that was held and is let go has its whole time once more', async () => {
  const { clock, keychain, children } = openKeychain()
  await keychain.get('alice')
  await clock.turn(20_000)
  keychain.hold(true)
  keychain.hold(false)
  await clock.turn(29_999)
  assert.equal(running(children).length, 1)
  await clock.turn(1)
  assert.equal(running(children).length, 0)
})

test('a process that was started while the keyring is looked for is kept', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const { clock, keychain, children } = openKeychain(() => promise)
  keychain.hold(true)
  await keychain.get('alice')
  await clock.turn(30_000)
  children[0]?.crash()
  await keychain.get('alice')
  resolve(false)
  await settled()
  assert.equal(children.length, 2)
  assert.equal(children[1]?.isKilled, false)
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
