import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectUser, makeAccount } from '../../../main/auth/account.ts'

const named = makeAccount({
  workspaceId: 'team',
  kind: 'user',
  userId: 'alice',
  name: 'Alice Moreau',
  image: 'https://pictures.example/alice.png',
})

test('an account that has just signed in tells the name and picture that came with its token', () => {
  const { name, image } = connectUser(named, 'new')
  assert.deepEqual({ name, image }, { name: 'Alice Moreau', image: named.image })
})

test('an account of which only the user id is known does not rename the user to it', () => {
  const unnamed = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice' })
  assert.equal(connectUser(unnamed, 'new').name, null)
})

test('a remembered account does not put back a name that was changed elsewhere meanwhile', () => {
  const { name, image } = connectUser(named, 'kept')
  assert.deepEqual({ name, image }, { name: null, image: null })
})

test('an account of developer mode is not the account of the same user that is kept', () => {
  const identity = { workspaceId: 'team', kind: 'user', userId: 'alice' } as const
  const kept = makeAccount(identity)
  const keys = ['alice', 'bob'].map(
    (userId) => makeAccount({ ...identity, userId, isLocallyIssued: true }).key,
  )
  assert.equal(new Set([kept.key, ...keys]).size, 3)
})

test('an account knows the name and picture that came with its token, and goes by its user ID without', () => {
  assert.deepEqual(
    [named.name, named.image],
    ['Alice Moreau', 'https://pictures.example/alice.png'],
  )
  const unnamed = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice', name: '' })
  assert.deepEqual([unnamed.name, unnamed.image], ['alice', null])
})
