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
