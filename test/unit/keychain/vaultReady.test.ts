import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { keychainFailure } from '../../../main/keychain/failures.ts'
import type { FakeKeychain } from '../../support/fakeKeychain.ts'
import { settled } from '../../support/fakes.ts'
import { outcome } from '../auth/harness.ts'
import { openCounting, secrets } from './vaultHarness.ts'

const sentinel = 'probe (profile-1)'

test('work that waits for the keychain is run once each time any call finds it ready', async () => {
  const { vault, keychain, ready } = openCounting()
  await vault.write('alice', secrets)
  await settled()
  assert.equal(ready(), 1)
  await vault.read('alice')
  await settled()
  assert.equal(ready(), 1)
  for (const call of [
    () => vault.read('alice'),
    () => vault.write('alice', secrets),
    () => vault.remove('alice'),
    () => vault.probe(),
    () => vault.read('nobody'),
  ]) {
    const before = ready()
    keychain.state = 'locked'
    await vault.probe()
    keychain.state = 'ready'
    await call()
    await settled()
    assert.equal(ready(), before + 1, String(call))
  }
})

test('a probe of a keychain that was ready runs the waiting work all the same, since a person asked', async () => {
  const { vault, ready } = openCounting()
  await vault.probe()
  await vault.probe()
  await settled()
  assert.equal(ready(), 2)
})

test('a keychain that the sentinel unlocks gives the record', async () => {
  const { vault, keychain } = openCounting()
  await vault.write('alice', secrets)
  keychain.state = 'locked'
  unlockAtNextSet(keychain)
  assert.deepEqual(await vault.read('alice'), secrets)
  keychain.state = 'locked'
  unlockAtNextSet(keychain)
  await vault.remove('alice')
  assert.deepEqual([...keychain.entries], [])
})

test('a keychain that locks again right after the sentinel proves nothing', async () => {
  for (const call of ['read', 'remove'] as const) {
    const { vault, keychain } = openCounting()
    await vault.write('alice', secrets)
    const { set } = keychain
    keychain.state = 'locked'
    keychain.set = async (name, password) => {
      keychain.state = 'ready'
      await set.call(keychain, name, password)
      keychain.state = 'locked'
    }
    assert.equal(await outcome(vault[call]('alice')), 'keychainUnavailable')
    keychain.set = set
    keychain.state = 'ready'
    assert.deepEqual(await vault.read('alice'), secrets)
  }
})

// R40 and KeePassXC: the collection is open, the item is not.
test('a deletion that leaves the entry is not a deletion, even if the keychain says so', async () => {
  for (const said of [true, false, undefined]) {
    const { vault, keychain } = openCounting()
    await vault.write('alice', secrets)
    const { delete: remove } = keychain
    keychain.delete = async (name) => {
      if (name === sentinel) return remove.call(keychain, name)
      return said as boolean
    }
    assert.equal(await outcome(vault.remove('alice')), 'keychainLocked')
    assert.equal(vault.state().kind, 'locked')
    keychain.delete = remove
    await vault.remove('alice')
    assert.deepEqual([...keychain.entries], [])
  }
})

test('a keychain that locks in the middle of a deletion has not deleted', async () => {
  const { vault, keychain } = openCounting()
  await vault.write('alice', secrets)
  const { delete: remove } = keychain
  keychain.delete = async (name) => {
    if (name !== sentinel) keychain.state = 'locked'
    return remove.call(keychain, name)
  }
  assert.equal(await outcome(vault.remove('alice')), 'keychainLocked')
  keychain.delete = remove
  keychain.state = 'ready'
  assert.deepEqual(await vault.read('alice'), secrets)
})

test('a removal that the keychain confirms writes no sentinel', async () => {
  const { vault, keychain } = openCounting()
  await vault.write('alice', secrets)
  keychain.calls.length = 0
  await vault.remove('alice')
  assert.ok(!keychain.calls.some((call) => call.startsWith('set')))
})

test('a write is kept only when it reads back, without a sentinel', async () => {
  const { vault, keychain } = openCounting()
  keychain.set = async () => undefined
  assert.equal(await vault.write('alice', secrets), 'unsure')
  assert.equal(vault.state().kind, 'unavailable')
  const good = openCounting()
  assert.equal(await good.vault.write('alice', secrets), 'keychain')
  assert.ok(!good.keychain.calls.some((call) => call.includes('probe')))
})

test('a write whose end is unknown says so, and one that was refused says that nothing is there', async () => {
  const { vault, keychain } = openCounting()
  const { set } = keychain
  keychain.set = async (name, password) => {
    await set.call(keychain, name, password)
    throw new Failure('keychainUnavailable', 'The keychain did not answer in 3 minutes.')
  }
  assert.equal(await vault.write('alice', secrets), 'unsure')
  keychain.set = set
  keychain.state = 'locked'
  assert.equal(await vault.write('alice', secrets), 'memory')
})

test('a look writes nothing, and knows only whether there is a keychain', async () => {
  const { vault, keychain } = openCounting()
  assert.deepEqual(await vault.look(), { kind: 'unknown' })
  keychain.refuseWith('No bus.')
  assert.deepEqual(await vault.look(), { kind: 'unavailable', reason: 'No bus.' })
  keychain.state = 'ready'
  assert.deepEqual(await vault.look(), { kind: 'unknown' })
  await vault.write('alice', secrets)
  assert.deepEqual(await vault.look(), { kind: 'ready' })
  keychain.state = 'locked'
  assert.deepEqual(await vault.look(), { kind: 'ready' })
  assert.ok(keychain.calls.every((call) => !call.startsWith('set probe')))
})

test('a slow first look is the start of a daemon, not a dismissed prompt', async () => {
  const { vault, keychain } = openCounting()
  keychain.get = async () => {
    throw new Failure('keychainLocked', 'The unlock prompt was dismissed.')
  }
  assert.deepEqual(await vault.look(), { kind: 'unknown' })
})

test('a dismissed prompt is told as such', async () => {
  const { vault, keychain } = openCounting()
  keychain.get = async () => {
    throw keychainFailure('Cannot create an item in a locked collection', 5_000)
  }
  assert.equal(await outcome(vault.read('alice')), 'keychainLocked')
  assert.deepEqual(vault.state(), { kind: 'locked', isDismissed: true })
  // Nothing was asked again at once.
  assert.deepEqual(keychain.calls, [])
})

function unlockAtNextSet(keychain: FakeKeychain): void {
  const { set } = keychain
  keychain.set = async (name, password) => {
    keychain.state = 'ready'
    keychain.set = set
    await set.call(keychain, name, password)
  }
}
