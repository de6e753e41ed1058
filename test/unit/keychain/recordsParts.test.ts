import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VaultRecord } from '../../../main/auth/ports.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'

const limit = 100
const name = 'team/alice (profile)'
/** The token alone fills several parts. */
const long: VaultRecord = { token: 't'.repeat(450), refreshCredential: null, issuedFor: null }
const short: VaultRecord = { token: 't', refreshCredential: null, issuedFor: null }

function open() {
  const keychain = new FakeKeychain(limit)
  return { keychain, records: createRecords(keychain, limit) }
}

test('a record without one of its parts is no record, for what is left of it would still parse', async () => {
  for (const place of [0, 1, 2, 3, 4]) {
    const { keychain, records } = open()
    await records.write(name, long)
    assert.deepEqual(await records.read(name), long)
    assert.ok(keychain.entries.delete(`${name}#a${place}`), `${place}`)
    assert.equal(await records.read(name), null, `${place}`)
  }
})

test('all parts but the last are as long as an entry may be', async () => {
  const { keychain, records } = open()
  await records.write(name, long)
  const lengths = [...keychain.entries]
    .filter(([entry]) => entry.includes('#'))
    .map(([, piece]) => Buffer.byteLength(piece))
  assert.ok(lengths.length > 4)
  assert.deepEqual(new Set(lengths.slice(0, -1)), new Set([limit]))
})

test('a short record takes the place of the parts of both editions', async () => {
  for (const writes of [1, 2]) {
    const { keychain, records } = open()
    for (let write = 0; write < writes; write += 1) await records.write(name, long)
    await records.write(name, short)
    assert.deepEqual([...keychain.entries.keys()], [name])
  }
})

test('where there are no older parts nothing is deleted', async () => {
  const { keychain, records } = open()
  await records.write(name, short)
  await records.write(name, short)
  assert.deepEqual(
    keychain.calls.filter((call) => call.startsWith('delete')),
    [],
  )
})

test('parts that a locked keychain has hidden are deleted too, when the entry itself says that it is open', async () => {
  // The second writing leaves the parts of the other edition.
  for (const writes of [1, 2]) {
    const { keychain, records } = open()
    for (let write = 0; write < writes; write += 1) await records.write(name, long)
    keychain.state = 'locked'
    const get = keychain.get.bind(keychain)
    // It is unlocked after the look for parts, and before the deletion of the entry.
    keychain.get = async (entry) => {
      if (entry === name) keychain.state = 'ready'
      return get(entry)
    }
    assert.equal(await records.remove(name), 'deleted')
    assert.deepEqual([...keychain.entries.keys()], [])
  }
})
