import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecords } from '../../../main/keychain/records.ts'
import { createVault } from '../../../main/keychain/vault.ts'
import { FakeClock, FakeLog, settled } from '../../support/fakes.ts'
import { openVault } from '../../../main/keychain/open.ts'
import { FakeChild, FakeKeychain } from '../../support/fakeKeychain.ts'
import { FakeMainLog } from '../../support/fakeLog.ts'
import { outcome } from '../auth/harness.ts'
import { openCounting, renewed, secrets } from './vaultHarness.ts'

/** A keychain whose next call waits for a prompt. */
function openPrompt() {
  const opened = openCounting()
  const { keychain, vault } = opened
  let answer: () => void = () => undefined
  const hold = (call: 'get' | 'set' | 'delete') => {
    const original = keychain[call].bind(keychain) as (...args: string[]) => Promise<never>
    const held = async (...args: string[]) => {
      Object.assign(keychain, { [call]: original })
      await new Promise<void>((resolve) => (answer = resolve))
      vault.waiting(false)
      return original(...args)
    }
    Object.assign(keychain, { [call]: held })
  }
  return { ...opened, hold, answer: () => answer() }
}

test('while a prompt is open a write answers unsure, and is carried out when it is answered', async () => {
  const { vault, keychain, hold, answer, ready } = openPrompt()
  hold('set')
  const written = vault.write('alice', secrets)
  await settled()
  vault.waiting(true)
  assert.equal(await written, 'unsure')
  assert.deepEqual(vault.state(), { kind: 'waiting' })
  // The next one does not wait at all.
  assert.equal(await vault.write('bob', renewed), 'unsure')
  assert.equal(await outcome(vault.remove('bob')), 'keychainUnavailable')
  assert.equal(keychain.entries.size, 0)
  answer()
  await settled()
  await settled()
  assert.deepEqual(vault.state(), { kind: 'ready' })
  assert.deepEqual(await vault.read('alice'), secrets)
  assert.equal(await vault.read('bob'), null)
  assert.equal(ready(), 1)
})

test('a prompt in the way of a removal postpones it; answered, it is carried out', async () => {
  const { vault, keychain, hold, answer } = openPrompt()
  await vault.write('alice', secrets)
  hold('delete')
  const removed = outcome(vault.remove('alice'))
  await settled()
  vault.waiting(true)
  assert.equal(await removed, 'keychainUnavailable')
  answer()
  await settled()
  await settled()
  assert.equal(keychain.entries.size, 0)
})

test('a read waits for the person as long as it takes', async () => {
  const { vault, hold, answer, ready } = openPrompt()
  await vault.write('alice', secrets)
  await settled()
  hold('get')
  let read: unknown
  void vault.read('alice').then((record) => (read = record))
  await settled()
  vault.waiting(true)
  await settled()
  assert.equal(read, undefined)
  answer()
  await settled()
  assert.deepEqual(read, secrets)
  await settled()
  // What was asked meanwhile has waited for this.
  assert.equal(ready(), 2)
})

test('a write that fails after its early answer leaves no unhandled rejection, and the state says why', async () => {
  const { vault, keychain, hold, answer } = openPrompt()
  hold('set')
  const written = vault.write('alice', secrets)
  await settled()
  vault.waiting(true)
  assert.equal(await written, 'unsure')
  keychain.state = 'locked'
  answer()
  await settled()
  assert.deepEqual(vault.state(), { kind: 'locked', isDismissed: false })
})

test('asked again while a prompt is open, the vault gives that question up and asks anew', async () => {
  const clock = new FakeClock()
  const children: FakeChild[] = []
  let mode: FakeChild['mode'] = 'silent'
  let ready = 0
  const { vault } = openVault({
    asksEachProgram: () => Promise.resolve(true),
    clock,
    log: new FakeMainLog(),
    service: 'Latchkey',
    platform: 'linux',
    profile: () => 'p',
    newId: () => 'id',
    changed: () => undefined,
    becameReady: () => void (ready += 1),
    fork() {
      const child = new FakeChild()
      child.mode = mode
      children.push(child)
      return child
    },
  })
  const read = outcome(vault.read('alice'))
  await clock.turn(8_000)
  assert.deepEqual(vault.state(), { kind: 'waiting' })
  mode = 'ok'
  assert.deepEqual(await vault.probe(), { kind: 'ready' })
  assert.equal(await read, 'keychainUnavailable')
  await settled()
  assert.equal(ready, 1)
  assert.equal(children.length, 2)
})

test('a probe gives up no call that is answered in time', async () => {
  let givenUp = 0
  const keychain = new FakeKeychain()
  const vault = createVault({
    keychain,
    records: createRecords(keychain, Infinity),
    profile: () => 'profile-1',
    log: new FakeLog(),
    newId: () => 'id',
    changed: () => undefined,
    giveUp: () => void (givenUp += 1),
  })
  await vault.probe()
  assert.equal(givenUp, 0)
  vault.waiting(true)
  await vault.probe()
  assert.equal(givenUp, 1)
})
