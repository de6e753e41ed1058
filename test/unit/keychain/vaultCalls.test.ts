import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecords } from '../../../main/keychain/records.ts'
import { createVault } from '../../../main/keychain/vault.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'
import { FakeLog, settled } from '../../support/fakes.ts'
import { outcome } from '../auth/harness.ts'
import { openCounting, secrets } from './vaultHarness.ts'

const sentinelWrites = (keychain: FakeKeychain) =>
  keychain.calls.filter((call) => call === 'set probe (profile-1)').length

test('a record that is there is read without a sentinel', async () => {
  const { vault, keychain } = openCounting()
  await vault.write('alice', secrets)
  assert.deepEqual(await vault.read('alice'), secrets)
  assert.equal(sentinelWrites(keychain), 0)
})

test('two probes at once are one', async () => {
  const { vault, keychain } = openCounting()
  assert.deepEqual(await Promise.all([vault.probe(), vault.probe()]), [
    { kind: 'ready' },
    { kind: 'ready' },
  ])
  assert.equal(sentinelWrites(keychain), 1)
})

test('a keychain that is found locked has not become ready', async () => {
  const { vault, keychain, ready } = openCounting()
  keychain.state = 'locked'
  await vault.probe()
  await settled()
  assert.equal(ready(), 0)
})

test('an entry that is hidden from each deletion is given up after two, and is not called deleted', async () => {
  const { vault, keychain } = openCounting()
  await vault.write('alice', secrets)
  const [set, remove] = [keychain.set.bind(keychain), keychain.delete.bind(keychain)]
  keychain.state = 'locked'
  // Open only between the writing of a sentinel and its deletion.
  keychain.set = async (entry, value) => {
    keychain.state = 'ready'
    return set(entry, value)
  }
  keychain.delete = async (entry) => {
    const isDeleted = await remove(entry)
    keychain.state = 'locked'
    return isDeleted
  }
  assert.equal(await outcome(vault.remove('alice')), 'keychainLocked')
  assert.equal(sentinelWrites(keychain), 2)
  assert.equal(keychain.entries.size, 1)
})

test('that a prompt opens is news, and so is its end', () => {
  const keychain = new FakeKeychain()
  let news = 0
  const vault = createVault({
    keychain,
    records: createRecords(keychain, Infinity),
    profile: () => 'profile-1',
    log: new FakeLog(),
    newId: () => 'an-id',
    changed: () => void (news += 1),
  })
  vault.waiting(true)
  assert.equal(news, 1)
  vault.waiting(false)
  assert.equal(news, 2)
})

test('a removal that is asked for at an open prompt, and fails after it, leaves no unhandled rejection', async (t) => {
  const { vault, keychain } = openCounting()
  const unhandled: unknown[] = []
  const listen = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', listen)
  t.after(() => process.off('unhandledRejection', listen))
  vault.waiting(true)
  keychain.state = 'unavailable'
  assert.equal(await outcome(vault.remove('alice')), 'keychainUnavailable')
  await settled()
  await settled()
  assert.deepEqual(unhandled, [])
})
