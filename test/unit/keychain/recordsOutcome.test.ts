import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { VaultRecord } from '../../../main/auth/ports.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'
import { makeToken } from '../../support/fakes.ts'
import { teamAddresses } from '../auth/harness.ts'

const windowsLimit = 2_560
const key = 'team/alice (profile)'

function recordOf(size: number): VaultRecord {
  return {
    token: makeToken('alice'),
    refreshCredential: 'a'.repeat(size),
    issuedFor: teamAddresses,
  }
}

const short = recordOf(10)
/** Three parts on Windows. */
const long = recordOf(6_000)

/** [what the keychain does with a `set`, what the write says, whether the new record may be there] */
const sets: [what: string, set: (keychain: FakeKeychain, name: string) => void, kind: string][] = [
  [
    'locked',
    () => {
      throw new Failure('keychainLocked', 'Cannot create an item in a locked collection')
    },
    'refused',
  ],
  [
    'without a bus',
    () => {
      throw new Failure('keychainUnavailable', 'Cannot autolaunch D-Bus without X11 $DISPLAY')
    },
    'refused',
  ],
  [
    'hanging, the entry not written',
    () => {
      throw new Failure('keychainUnavailable', 'The keychain did not answer in 3 minutes.')
    },
    'unsure',
  ],
  [
    'crashing after it wrote',
    (keychain, name) => {
      keychain.entries.set(name, 'written')
      throw new Failure('keychainUnavailable', 'The keychain process crashed.')
    },
    'unsure',
  ],
  [
    'failing in words nobody knows',
    () => {
      throw new Failure('keychainUnavailable', 'Message recipient disconnected')
    },
    'unsure',
  ],
  ['forgetting what it was given', () => undefined, 'unsure'],
  [
    'changing what it was given',
    (keychain, name) => void keychain.entries.set(name, '{"version":1}'),
    'unsure',
  ],
]

for (const [what, act, kind] of sets) {
  for (const record of [short, long]) {
    const size = record === short ? 'short' : 'long'
    test(`a ${size} write to a keychain that is ${what} is ${kind}`, async () => {
      const keychain = new FakeKeychain(windowsLimit)
      keychain.set = async (name) => act(keychain, name)
      const written = await createRecords(keychain, windowsLimit).write(key, record)
      assert.equal(written.kind, kind)
    })
  }
}

test('a write whose second part is refused is unsure, for the first may be there', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const { set } = keychain
  keychain.set = async (name, password) => {
    if (name.endsWith('1')) keychain.state = 'locked'
    await set.call(keychain, name, password)
  }
  const written = await createRecords(keychain, windowsLimit).write(key, long)
  assert.equal(written.kind, 'unsure')
  assert.equal(keychain.entries.size, 1)
})

test('a write that cannot be read back because the keychain locks is unsure', async () => {
  const keychain = new FakeKeychain()
  const { set } = keychain
  keychain.set = async (name, password) => {
    await set.call(keychain, name, password)
    keychain.state = 'locked'
  }
  assert.equal((await createRecords(keychain, Infinity).write(key, short)).kind, 'unsure')
})

test('a write is done when only the look for older parts fails', async () => {
  const keychain = new FakeKeychain()
  const { get } = keychain
  keychain.get = async (name) => {
    if (name.includes('#a')) throw new Failure('keychainUnavailable', 'The process crashed.')
    return get.call(keychain, name)
  }
  assert.deepEqual(await createRecords(keychain, Infinity).write(key, short), { kind: 'written' })
})

test('a removal proves itself by an entry that was there and is gone', async () => {
  for (const record of [short, long]) {
    const keychain = new FakeKeychain(windowsLimit)
    const records = createRecords(keychain, windowsLimit)
    assert.equal(await records.remove(key), 'notFound')
    await records.write(key, record)
    assert.equal(await records.isAbsent(key), false)
    assert.equal(await records.remove(key), 'deleted')
    assert.equal(await records.isAbsent(key), true)
    assert.equal(keychain.entries.size, 0)
  }
})

test('parts alone count as a record that is there', async () => {
  for (const edition of ['a', 'b']) {
    const keychain = new FakeKeychain()
    keychain.entries.set(`${key}#${edition}0`, 'piece')
    const records = createRecords(keychain, Infinity)
    assert.equal(await records.isAbsent(key), false)
    assert.equal(await records.remove(key), 'notFound')
    assert.equal(keychain.entries.size, 0)
  }
})

test('a locked keychain does not say that it deleted', async () => {
  const keychain = new FakeKeychain()
  const records = createRecords(keychain, Infinity)
  await records.write(key, short)
  keychain.state = 'locked'
  assert.equal(await records.remove(key), 'notFound')
})

// KeePassXC: the collection is open, an item of another program's is locked, and a deletion leaves it.
for (const record of [short, long]) {
  test('an entry that stays after its deletion is a failure', async () => {
    const keychain = new FakeKeychain(windowsLimit)
    const records = createRecords(keychain, windowsLimit)
    await records.write(key, record)
    keychain.delete = async () => false
    await assert.rejects(records.remove(key), { code: 'keychainLocked' })
    keychain.delete = async () => true
    await assert.rejects(records.remove(key), { code: 'keychainLocked' })
  })
}

test('a second part is not written where the first was not stored', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const { set } = keychain
  keychain.set = async (name, password) => {
    if (!name.endsWith('0')) await set.call(keychain, name, password)
  }
  const written = await createRecords(keychain, windowsLimit).write(key, long)
  assert.equal(written.kind, 'unsure')
  assert.equal(keychain.entries.size, 0)
})
