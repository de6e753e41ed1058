import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aliceKey,
  openSignedIn,
  outcome,
  restartAndRestore,
  status,
  workspaceId,
} from './harness.ts'

test('an entry whose key and workspace differ is never used, and can be forgotten', async () => {
  const harness = await openSignedIn()
  harness.run.session.switchAccount()
  const [kept] = harness.index.list()
  assert.ok(kept)
  harness.index.put({ ...kept, account: { ...kept.account, workspaceId: 'evil' } })
  harness.index.setCurrent(aliceKey)
  const run = await restartAndRestore(harness)
  await run.session.restore('evil')
  assert.equal(status(harness), 'signedOut')
  assert.equal(await outcome(run.session.continueAs(aliceKey)), 'notFound')
  assert.deepEqual(run.accounts.kept(['evil']), [])
  assert.deepEqual(run.accounts.kept([workspaceId]), [])
  assert.equal(run.accounts.others(['evil', workspaceId]).length, 1)
  await run.session.forget(aliceKey)
  assert.equal(harness.vault.records.size, 0)
})

test('an entry that names another record of its own making uses its own', async () => {
  const harness = await openSignedIn()
  const [kept] = harness.index.list()
  assert.ok(kept)
  for (const record of ['team/bob', 'https://other/alice', '']) {
    harness.index.put({ ...kept, record })
    const run = await restartAndRestore(harness)
    assert.equal(run.session.signedIn()?.account.userId, 'alice', record)
  }
})

test('others are those of workspaces that are not listed, and those that wait for their deletion', async () => {
  const harness = await openSignedIn()
  const { accounts } = harness.run
  assert.deepEqual(accounts.others([workspaceId]), [])
  assert.equal(accounts.others(['another']).length, 1)
  harness.vault.state = 'locked'
  await harness.run.session.signOut()
  assert.equal(accounts.others([workspaceId])[0]?.stage, 'deleting')
  assert.equal(accounts.has(aliceKey), true)
  assert.equal(accounts.of(workspaceId).length, 1)
  assert.equal(accounts.of('another').length, 0)
})
