import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Vault } from '../../../main/auth/ports.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { createVault } from '../../../main/keychain/vault.ts'
import { outcome } from '../auth/harness.ts'
import { renewed, secrets } from './vaultHarness.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'
import { FakeClock, FakeLog, FakeVault } from '../../support/fakes.ts'

type State = 'ready' | 'locked' | 'unavailable'

/** A vault and the hand that locks what is below it. */
interface Bench {
  vault: Vault
  become(state: State): void
}

function openReal(limitBytes: number) {
  const keychain = new FakeKeychain(limitBytes)
  const log = new FakeLog()
  let count = 0
  let changes = 0
  const vault = createVault({
    keychain,
    records: createRecords(keychain, limitBytes),
    profile: () => 'profile-1',
    log,
    newId: () => `id-${(count += 1)}`,
    changed: () => void (changes += 1),
  })
  return {
    vault,
    keychain,
    log,
    changes: () => changes,
    become: (state: State) => void (keychain.state = state),
  }
}

const vaults: [name: string, open: () => Bench][] = [
  [
    'the fake vault',
    () => {
      const vault = new FakeVault(new FakeClock())
      return { vault, become: (state) => void (vault.state = state) }
    },
  ],
  ['the vault on a keychain', () => openReal(Infinity)],
  ['the vault on a keychain with the limit of Windows', () => openReal(2_560)],
]

// The port: main/auth/ports.ts, Vault.
for (const [name, open] of vaults) {
  test(`${name}: what was never written reads as null`, async () => {
    assert.equal(await open().vault.read('alice'), null)
  })

  test(`${name}: what is written is read back, the last of it, each account its own`, async () => {
    const { vault } = open()
    assert.equal(await vault.write('alice', secrets), 'keychain')
    assert.equal(await vault.write('bob', secrets), 'keychain')
    assert.equal(await vault.write('alice', renewed), 'keychain')
    assert.deepEqual(await vault.read('alice'), renewed)
    assert.deepEqual(await vault.read('bob'), secrets)
  })

  test(`${name}: what is removed is gone, and removing what is not there is no failure`, async () => {
    const { vault } = open()
    await vault.write('alice', secrets)
    await vault.write('bob', secrets)
    await vault.remove('alice')
    await vault.remove('alice')
    assert.equal(await vault.read('alice'), null)
    assert.deepEqual(await vault.read('bob'), secrets)
  })

  for (const [state, code] of [
    ['locked', 'keychainLocked'],
    ['unavailable', 'keychainUnavailable'],
  ] as const) {
    test(`${name}, ${state}: a read fails with ${code}, for a known record and an unknown one`, async () => {
      const { vault, become } = open()
      await vault.write('alice', secrets)
      become(state)
      assert.equal(await outcome(vault.read('alice')), code)
      assert.equal(await outcome(vault.read('bob')), code)
      become('ready')
      assert.deepEqual(await vault.read('alice'), secrets)
    })

    test(`${name}, ${state}: a write says memory and leaves what was there`, async () => {
      const { vault, become } = open()
      await vault.write('alice', secrets)
      become(state)
      assert.equal(await vault.write('alice', renewed), 'memory')
      assert.equal(await vault.write('bob', renewed), 'memory')
      become('ready')
      assert.deepEqual(await vault.read('alice'), secrets)
      assert.equal(await vault.read('bob'), null)
      assert.equal(await vault.write('alice', renewed), 'keychain')
    })

    test(`${name}, ${state}: a removal fails, and is not forgotten but done when asked again`, async () => {
      const { vault, become } = open()
      await vault.write('alice', secrets)
      become(state)
      assert.equal(await outcome(vault.remove('alice')), code)
      become('ready')
      assert.deepEqual(await vault.read('alice'), secrets)
      await vault.remove('alice')
      assert.equal(await vault.read('alice'), null)
    })
  }
}

test('the vault knows nothing of the keychain before it is needed, then what a call or a probe shows', async () => {
  const { vault, become, changes } = openReal(Infinity)
  assert.equal(vault.state().kind, 'unknown')
  assert.equal((await vault.probe()).kind, 'ready')
  become('locked')
  assert.equal((await vault.probe()).kind, 'locked')
  become('unavailable')
  assert.deepEqual(await vault.probe(), {
    kind: 'unavailable',
    reason: 'Cannot autolaunch D-Bus without X11 $DISPLAY',
  })
  become('ready')
  await vault.write('alice', secrets)
  assert.equal(vault.state().kind, 'ready')
  assert.equal(changes(), 4)
})

test('another reason is news: it is told and logged, and the same one is not', async () => {
  const { vault, keychain, log, changes } = openReal(Infinity)
  for (const message of ['It crashed.', 'It crashed.', 'No bus.']) {
    keychain.refuseWith(message)
    assert.deepEqual(await vault.probe(), { kind: 'unavailable', reason: message })
  }
  assert.equal(changes(), 2)
  assert.deepEqual(
    log.lines.filter((line) => line.includes('keychain.state')),
    ['It crashed.', 'No bus.'].map(
      (reason) => `info keychain.state {"state":"unavailable","reason":"${reason}"}`,
    ),
  )
})

test('a probe leaves nothing in the keychain', async () => {
  const { vault, keychain } = openReal(Infinity)
  await vault.probe()
  assert.deepEqual([...keychain.entries], [])
  assert.deepEqual(
    keychain.calls.map((call) => call.split(' ')[0]),
    ['set', 'get', 'delete'],
  )
})

test('a keychain that loses a written entry is not ready', async () => {
  const { vault, keychain } = openReal(Infinity)
  keychain.get = async () => null
  assert.equal((await vault.probe()).kind, 'unavailable')
})

test('two probes at once, as resume and unlock bring them, do not take each other for a fault', async () => {
  const { vault } = openReal(Infinity)
  const found = await Promise.all([vault.probe(), vault.probe(), vault.read('nobody')])
  assert.deepEqual(found, [{ kind: 'ready' }, { kind: 'ready' }, null])
  assert.equal(vault.state().kind, 'ready')
})

test('a removal that fails says of the keychain what it is: unavailable is not locked', async () => {
  const { vault, become } = openReal(Infinity)
  become('unavailable')
  await outcome(vault.remove('alice'))
  assert.equal(vault.state().kind, 'unavailable')
})

test('the same account in two profiles has two entries', async () => {
  const { vault, keychain } = openReal(Infinity)
  await vault.write('alice', secrets)
  const other = createVault({
    keychain,
    records: createRecords(keychain, Infinity),
    profile: () => 'profile-2',
    log: new FakeLog(),
    newId: () => 'id',
    changed: () => undefined,
  })
  assert.equal(await other.read('alice'), null)
  await other.write('alice', renewed)
  await other.remove('alice')
  assert.deepEqual(await vault.read('alice'), secrets)
})

// What existing clients get wrong, 9.
test('no secret reaches the log', async () => {
  const { vault, become, log } = openReal(Infinity)
  await vault.write('alice', secrets)
  become('locked')
  await vault.write('alice', secrets)
  assert.ok(log.lines.length > 0)
  assert.ok(!log.lines.join().includes('token-1') && !log.lines.join().includes('cccc'))
})
