import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { createAccountStore } from '../../../main/auth/accountStore.ts'
import { isKeychainTrouble } from '../../../main/auth/whenKeychainReady.ts'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import type { VaultRecord } from '../../../main/auth/ports.ts'
import { FakeClock, FakeDisk, FakeIndex, FakeLog, FakeVault, settled } from '../../support/fakes.ts'
import { teamAddresses } from './harness.ts'

const of = (userId: string, workspaceId = 'team') =>
  makeAccount({ workspaceId, kind: 'user', userId })
const alice = of('alice')
const record = (token: string): VaultRecord => ({
  token,
  refreshCredential: null,
  issuedFor: teamAddresses,
})

function open() {
  const clock = new FakeClock()
  const disk = new FakeDisk()
  const index = new FakeIndex(disk)
  const vault = new FakeVault(clock, disk)
  const log = new FakeLog()
  const store = createAccountStore(vault, index, log)
  const save = (account = alice, token = 'token-1', isWanted = () => true) =>
    store.save({ account, method: 'service', record: record(token), isWanted })
  const stages = () => index.list().map(({ account, stage }) => `${account.userId} ${stage}`)
  return { clock, disk, index, vault, log, store, save, stages }
}

/** True the first time it is asked, and false from then on. */
function wantedOnce(): () => boolean {
  let asked = 0
  return () => (asked += 1) === 1
}

test('erasing one account leaves the other as the one to restore', async () => {
  const { store, save } = open()
  await save(of('bob'))
  await save()
  await store.erase('team/bob')
  assert.equal(store.current()?.account.userId, 'alice')
  await store.erase(alice.key)
  assert.equal(store.current(), null)
})

test('renewed credentials of a kept account are stored after a switch, which stays', async () => {
  const { store, save, vault, stages } = open()
  await save()
  store.setCurrent(null)
  assert.equal(await save(alice, 'token-2', () => false), 'keychain')
  assert.equal(vault.records.get(alice.key)?.token, 'token-2')
  assert.deepEqual(stages(), ['alice kept'])
  assert.equal(store.current(), null)
})

test('credentials of a person who has left are not stored for an account that is to be deleted', async () => {
  const { store, save, vault, stages } = open()
  await save()
  vault.state = 'locked'
  await store.erase(alice.key)
  vault.state = 'ready'
  assert.equal(await save(alice, 'token-2', () => false), 'memory')
  assert.equal(vault.records.get(alice.key)?.token, 'token-1')
  assert.deepEqual(stages(), ['alice deleting'])
})

test('an index that cannot be written stores nothing and names no account', async () => {
  const { store, save, vault, disk } = open()
  disk.fill(true)
  assert.equal(await save(), 'memory')
  assert.equal(store.has(alice.key), false)
  assert.equal(vault.records.size, 0)
})

test('an account that is erased while it is saved is never kept, however often it is erased', async () => {
  for (const erasures of [1, 2]) {
    const { clock, store, save, vault, disk, stages } = open()
    vault.delayMs = 100
    const work: Promise<unknown>[] = []
    if (erasures === 2) work.push(store.erase(alice.key))
    work.push(save())
    // Once: while it is written. Twice: before and after, all before the first has begun.
    if (erasures === 1) await settled()
    work.push(store.erase(alice.key))
    await clock.turn(1_000)
    await Promise.all(work)
    assert.deepEqual([stages(), vault.records.size], [[], 0])
    assert.equal(disk.journal.includes('index alice kept'), false)
    const again = save()
    await clock.turn(1_000)
    assert.equal(await again, 'keychain')
    assert.deepEqual(stages(), ['alice kept'])
  }
})

test('an account of an older version keeps the name of its record', async () => {
  const { index, store, save, vault } = open()
  const former = 'api-key@chat.example/alice'
  vault.records.set(former, record('token-1'))
  index.put({ account: alice, method: 'service', stage: 'kept', record: former })
  assert.equal((await store.read(alice.key))?.token, 'token-1')
  await save(alice, 'token-2')
  assert.deepEqual([...vault.records.keys()], [former])
  assert.equal(store.restorable(alice.key)?.record, former)
  await save(of('bob'))
  assert.equal('record' in (store.restorable('team/bob') ?? {}), false)
  await store.erase(alice.key)
  assert.deepEqual([...vault.records.keys()], ['team/bob'])
})

test('a record name that is not of the old form for the same user is not followed', async () => {
  for (const name of ['https://chat.example/alice', 'api-key@chat.example/bob', '/alice/x']) {
    const { index, store, vault } = open()
    vault.records.set(name, record('of somebody else'))
    index.put({ account: alice, method: 'service', stage: 'kept', record: name })
    assert.equal(await store.read(alice.key), null, name)
  }
})

test('a sign-in that is over before a locked keychain answers leaves no entry', async () => {
  const { store, save, vault, log } = open()
  vault.state = 'locked'
  assert.equal(await save(alice, 'token-1', wantedOnce()), 'memory')
  assert.equal(store.has(alice.key), false)
  assert.ok(!log.lines.some((line) => line.includes('erase.postponed')))
})

test('a sign-in that is over takes no entry away whose record may still be there', async () => {
  const { store, save, vault, stages } = open()
  await save()
  vault.state = 'locked'
  await store.erase(alice.key)
  assert.equal(await save(alice, 'token-2', wantedOnce()), 'memory')
  assert.deepEqual(stages(), ['alice deleting'])
  vault.state = 'ready'
  await store.finishErasing()
  assert.deepEqual([stages(), vault.records.size], [[], 0])
})

test('a sign-in that is over when it is stored is marked before it is taken back', async () => {
  const { save, vault, disk, stages } = open()
  await save(alice, 'token-1', wantedOnce())
  assert.deepEqual([stages(), vault.records.size], [[], 0])
  assert.deepEqual(disk.journal, [
    'index alice saving',
    'vault write',
    'index alice deleting',
    'vault remove',
    'index remove',
  ])
})

test('a keychain that is locked leaves no entry of a new account, and the one of an old', async () => {
  const { store, save, vault, stages } = open()
  await save()
  vault.state = 'locked'
  assert.equal(await save(of('bob')), 'memory')
  assert.equal(store.current(), null, 'nobody else is restored in the place of Bob')
  assert.equal(await save(alice, 'token-2'), 'memory')
  assert.deepEqual(stages(), ['alice kept'])
  assert.equal(store.current()?.account.userId, 'alice')
})

test('the accounts of a workspace are its own, and those that can be restored', async () => {
  const { store, save, vault } = open()
  await save()
  await save(of('alice', 'other'))
  await save(of('bob'))
  vault.state = 'locked'
  await store.erase('team/bob')
  assert.deepEqual(
    store.kept(['team']).map(({ account }) => account.key),
    ['team/alice'],
  )
})

test('a locked keychain, one that is not there, and a missing record may be better later', () => {
  const isTrouble = (code: FailureCode) => isKeychainTrouble(new Failure(code, 'It is so.'))
  for (const code of ['keychainLocked', 'keychainUnavailable', 'secretMissing'] as const) {
    assert.equal(isTrouble(code), true, code)
  }
  for (const code of ['renewalRefused', 'network', 'internal'] as const) {
    assert.equal(isTrouble(code), false, code)
  }
})
