import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeView, type ViewSources } from '../../../main/ipc/view.ts'
import type { RememberedAccount } from '../../../preload/contract.ts'
import { preferences } from '../../components/harness/views.ts'
import { acme } from '../../components/harness/workspaces.ts'
import { settled } from '../../support/fakes.ts'
import { aliceKey, bob, openSignedIn, workspaceId, type Harness } from '../auth/harness.ts'
import { en } from '../../../main/text/en.ts'

/** The remembered accounts of a view. */
function remembered({ run }: Harness): RememberedAccount[] {
  const workspace = { ...acme, id: workspaceId }
  return makeView({
    session: run.session.state(),
    endingOf: (key: string) => run.session.endingOf(key),
    accounts: run.accounts,
    vault: { kind: 'ready' },
    workspaces: { current: () => workspace, list: () => [workspace] },
    pictures: { addressOf: () => null },
    platform: 'linux',
    texts: () => en,
    preferences,
  } as unknown as ViewSources).remembered
}

test('each account keeps its place and says whether it is active, ready or has to sign in again', async () => {
  const harness = await openSignedIn()
  await harness.run.session.signIn(bob, true)
  const states = () => remembered(harness).map(({ userId, status }) => [userId, status.state])
  assert.deepEqual(states(), [
    ['alice', 'ready'],
    ['bob', 'active'],
  ])
  harness.service.endSessions()
  harness.chat.end('bob')
  await settled()
  await harness.run.session.continueAs(aliceKey)
  assert.deepEqual(states(), [
    ['alice', 'active'],
    ['bob', 'needsSignIn'],
  ])
  const [, status] = remembered(harness).map(({ status }) => status)
  assert.deepEqual(status, { state: 'needsSignIn', code: 'renewalRefused' })
  harness.service.mode = 'ok'
  await harness.run.session.signIn(bob, true)
  await harness.run.session.continueAs(aliceKey)
  assert.deepEqual(states().at(1), ['bob', 'ready'], 'a new sign-in clears the reason')
})
