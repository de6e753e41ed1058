import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { VaultRecord } from '../../../main/auth/ports.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'
import { makeToken, settled } from '../../support/fakes.ts'
import { teamAddresses } from '../auth/harness.ts'

const windowsLimit = 2_560
const key = 'team/alice (profile)'

function secretsOf(size: number, mark: string): VaultRecord {
  return {
    token: makeToken('alice'),
    refreshCredential: mark.repeat(size),
    issuedFor: teamAddresses,
  }
}

const short = secretsOf(10, 'a')
/** Three parts on Windows. */
const long = secretsOf(6_000, 'b')
const longer = secretsOf(9_000, 'c')

test('a short record is one entry', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const records = createRecords(keychain, windowsLimit)
  await records.write(key, short)
  assert.deepEqual([...keychain.entries.keys()], [key])
  assert.deepEqual(await records.read(key), short)
})

test('the key of the saved chat is stored with the record, and may be missing', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const records = createRecords(keychain, windowsLimit)
  for (const record of [short, { ...short, chatKey: 'A'.repeat(44) }, { ...long, chatKey: 'B' }]) {
    await records.write(key, record)
    assert.deepEqual(await records.read(key), record)
  }
})

test('where entries have no limit a long record is one entry as well', async () => {
  const keychain = new FakeKeychain()
  const records = createRecords(keychain, Infinity)
  await records.write(key, longer)
  assert.equal(keychain.entries.size, 1)
  assert.deepEqual(await records.read(key), longer)
})

test('a long record is split over entries of at most 2,560 bytes, the manifest written last', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const records = createRecords(keychain, windowsLimit)
  await records.write(key, long)
  assert.ok(keychain.entries.size > 3)
  const sets = keychain.calls.filter((call) => call.startsWith('set'))
  assert.equal(sets.at(-1), `set ${key}`)
  assert.deepEqual(await records.read(key), long)
})

test('a record is cut between characters, not within one, and by its bytes', async () => {
  const keychain = new FakeKeychain(64)
  const records = createRecords(keychain, 64)
  const secrets = {
    token: makeToken('a'),
    refreshCredential: '👩‍🚀東京é'.repeat(20),
    issuedFor: { ...teamAddresses, issuer: 'https://sso.example/東京' },
  }
  await records.write(key, secrets)
  assert.deepEqual(await records.read(key), secrets)
})

test('a part that the keychain refuses leaves the old record, and no piece of the new one', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const records = createRecords(keychain, windowsLimit)
  await records.write(key, long)
  const before = [...keychain.entries]
  const { set } = keychain
  keychain.set = async (account, password) => {
    if (account.endsWith('2')) throw new Failure('keychainUnavailable', 'It is full.')
    await set.call(keychain, account, password)
  }
  assert.equal((await records.write(key, longer)).kind, 'unsure')
  assert.deepEqual([...keychain.entries], before)
  assert.deepEqual(await records.read(key), long)
})

test('a manifest whose writing was given up, but carried out, keeps its parts', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const records = createRecords(keychain, windowsLimit)
  await records.write(key, long)
  const { set } = keychain
  keychain.set = async (account, password) => {
    await set.call(keychain, account, password)
    if (account === key) throw new Failure('keychainUnavailable', 'It did not answer in 8 s.')
  }
  assert.equal((await records.write(key, longer)).kind, 'unsure')
  assert.deepEqual(await records.read(key), longer)
})

test('a record one byte under, at and over the limit is read back', async () => {
  const empty = { token: 't', refreshCredential: '', issuedFor: teamAddresses }
  const bare = JSON.stringify({ version: 2, ...empty }).length
  for (const size of [windowsLimit - 1, windowsLimit, windowsLimit + 1]) {
    const keychain = new FakeKeychain(windowsLimit)
    const records = createRecords(keychain, windowsLimit)
    const secrets = { ...empty, refreshCredential: 'x'.repeat(size - bare) }
    await records.write(key, secrets)
    assert.equal(keychain.entries.size, size > windowsLimit ? 3 : 1)
    assert.deepEqual(await records.read(key), secrets)
  }
})

const changes: [what: string, before: VaultRecord | null, after: VaultRecord][] = [
  ['nothing to short', null, short],
  ['nothing to long', null, long],
  ['short to long', short, long],
  ['long to short', long, short],
  ['long to longer', long, longer],
  ['longer to long', longer, long],
]

for (const [what, before, after] of changes) {
  test(`a write from ${what} that is cut at any call leaves the old record or the new one`, async () => {
    for (let calls = 0; ; calls += 1) {
      const keychain = new FakeKeychain(windowsLimit)
      const records = createRecords(keychain, windowsLimit)
      if (before) await records.write(key, before)
      keychain.cutAfter(calls)
      let isDone = false
      void records.write(key, after).then(() => void (isDone = true))
      await settled()
      keychain.restart()
      const read = await records.read(key)
      const isOld = JSON.stringify(read) === JSON.stringify(before)
      const isNew = JSON.stringify(read) === JSON.stringify(after)
      assert.ok(isOld || isNew, `cut before call ${calls}`)

      // Whatever was left half done, wiping the account leaves no piece of a secret behind.
      await records.remove(key)
      assert.deepEqual([...keychain.entries.keys()], [], `cut before call ${calls}`)
      if (isDone) break
    }
  })

  test(`a write from ${what} that is cut and then made again leaves that record and nothing else`, async () => {
    const clean = new FakeKeychain(windowsLimit)
    await createRecords(clean, windowsLimit).write(key, after)
    for (let calls = 0; calls < 20; calls += 1) {
      const keychain = new FakeKeychain(windowsLimit)
      const records = createRecords(keychain, windowsLimit)
      if (before) await records.write(key, before)
      keychain.cutAfter(calls)
      void records.write(key, after)
      await settled()
      keychain.restart()
      await records.write(key, after)
      assert.deepEqual(await records.read(key), after)
      assert.equal(keychain.entries.size, clean.entries.size, `cut before call ${calls}`)
    }
  })
}

test('a removal that is cut at any call is finished by the next', async () => {
  for (let calls = 0; calls < 12; calls += 1) {
    const keychain = new FakeKeychain(windowsLimit)
    const records = createRecords(keychain, windowsLimit)
    await records.write(key, long)
    keychain.cutAfter(calls)
    void records.remove(key)
    await settled()
    keychain.restart()
    await records.remove(key)
    assert.equal(keychain.entries.size, 0, `cut before call ${calls}`)
  }
})

test('two accounts do not touch each other, even where one name begins with the other', async () => {
  const keychain = new FakeKeychain(windowsLimit)
  const records = createRecords(keychain, windowsLimit)
  await records.write('team/a', long)
  await records.write('team/a#b', longer)
  await records.remove('team/a')
  assert.deepEqual(await records.read('team/a#b'), longer)
  assert.equal(await records.read('team/a'), null)
})

for (const [what, entry] of [
  ['text', 'not JSON'],
  ['a list', '[]'],
  ['a record of a later version', '{"version":3,"token":"t","refreshCredential":null}'],
  ['a record of version 2 without addresses', '{"version":2,"token":"t","refreshCredential":null}'],
  [
    'a record of version 2 without a server',
    '{"version":2,"token":"t","refreshCredential":null,"issuedFor":{"tokenService":null,"issuer":null}}',
  ],
  ['a record without a token', '{"version":1}'],
  ['a manifest of parts that are not there', '{"version":1,"edition":"a","parts":2}'],
  ['a manifest of nothing', '{"version":1,"edition":"a","parts":0}'],
] as const) {
  test(`an entry that holds ${what} reads as no record, and is written over`, async () => {
    const keychain = new FakeKeychain()
    const records = createRecords(keychain, Infinity)
    keychain.entries.set(key, entry)
    assert.equal(await records.read(key), null)
    await records.write(key, short)
    assert.deepEqual(await records.read(key), short)
  })
}

test('a record of version 1 is read, and does not say what it was issued for', async () => {
  const keychain = new FakeKeychain()
  const records = createRecords(keychain, Infinity)
  keychain.entries.set(key, '{"version":1,"token":"t","refreshCredential":"c"}')
  const read = await records.read(key)
  assert.deepEqual(read, { token: 't', refreshCredential: 'c', issuedFor: null })
  assert.ok(read)
  await records.write(key, read)
  assert.deepEqual(await records.read(key), read)
})
