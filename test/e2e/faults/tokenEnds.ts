import assert from 'node:assert/strict'
import type { Page } from 'playwright'
import type { FaultHarness } from './faultHarness.ts'
import {
  signInWithToken,
  sendMessage,
  waitForReason,
  waitForStatus,
  signInAgain,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import {
  assertArrivedOnce,
  assertTokenServiceCalls,
  assertSaved,
  waitForSockets,
} from './assertions.ts'

/** The token ends in mid-connection and the token service is well. */
async function renew(harness: FaultHarness, action: 'expire' | 'revoke'): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ tokenServiceDelayMs: 500 })
  sandbox.faults.act({ action, user_id: 'alice' })
  const endedAt = performance.now()
  const saw = await waitForStatus(app.page, 'Refreshing')
  const texts = ['first', 'second', 'third'].map((place) => `${place} after ${action}`)
  for (const text of texts) await sendMessage(app.page, text)
  await waitForStatus(app.page, 'Connected')
  const recoveredMs = performance.now() - endedAt
  for (const text of texts) await assertArrivedOnce(sandbox, text)
  assertTokenServiceCalls(sandbox, 1)
  await assertSaved(app)
  return { saw, recoveredMs }
}

/** Nobody renews a pasted token: a new one is asked for. */
async function endPasted(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  await signInWithToken(page, await sandbox.issueToken('alice'))
  await waitForStatus(page, 'Connected')
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await waitForReason(page, 'Sign in again', /token has expired/)
  await assertSaved({ page, ...app })
  assertTokenServiceCalls(sandbox, 0)
  const since = harness.heal()
  await page.getByLabel('Token', { exact: true }).fill(await sandbox.issueToken('alice'))
  await page.getByRole('button', { name: 'Sign in with token' }).click()
  await waitForStatus(page, 'Connected')
  return { saw, recoveredMs: since() }
}

async function endGuest(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page } = await harness.signedOut()
  await page.getByRole('tab', { name: 'Guest' }).click()
  await page.getByLabel('Display name').fill('Vera')
  await page.getByRole('button', { name: 'Continue as guest' }).click()
  await waitForStatus(page, 'Connected')
  const guest = await userIdOf(page)
  sandbox.faults.act({ action: 'expire', user_id: guest })
  const saw = await waitForReason(page, 'Sign in again', /guest’s session has ended/)
  await pause(500)
  assert.equal(sandbox.faults.counters().guestsCreated, 1, 'no other guest was made in secret')
  const since = harness.heal()
  await page.getByRole('button', { name: 'Continue as guest' }).click()
  await waitForStatus(page, 'Connected')
  const recoveredMs = since()
  assert.notEqual(await userIdOf(page), guest)
  return { saw, recoveredMs, lost: 'the guest: whoever continues is another one' }
}

async function userIdOf(page: Page): Promise<string> {
  const view = await page.evaluate(() => Reflect.get(globalThis, 'latchkey').readView())
  return view.value.session.account.userId
}

/** The token ends again and again, each time just after a renewal. */
async function endOften(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  for (let count = 0; count < 3; count += 1) {
    await waitForSockets(sandbox, 1, 15_000)
    sandbox.faults.act({ action: 'expire', user_id: 'alice' })
    await waitForSockets(sandbox, 0)
  }
  const text = 'Written while tokens ended one after the other'
  const since = harness.heal()
  await waitForSockets(sandbox, 1, 15_000)
  const saw = await waitForStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await sendMessage(app.page, text)
  await assertArrivedOnce(sandbox, text)
  assertTokenServiceCalls(sandbox, 3)
  await assertSaved(app)
  return { saw, recoveredMs }
}

async function endForWrongKey(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ refuseWith: 43 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await waitForReason(app.page, 'Sign in again', /signature is not valid/)
  assertTokenServiceCalls(sandbox, 1)
  await assertSaved(app)
  const since = harness.heal()
  await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

const rows: Row[] = [
  {
    fault: 'the token expires in mid-connection',
    how: 'the sandbox ends it and says connection.error 40',
    run: (harness) => renew(harness, 'expire'),
  },
  {
    fault: 'the token is revoked in mid-connection',
    how: 'the sandbox revokes it and says connection.error 40',
    run: (harness) => renew(harness, 'revoke'),
  },
  {
    fault: 'three tokens end one right after the other',
    how: 'the sandbox ends each new token at once',
    run: endOften,
  },
  {
    fault: 'the signing key is changed at the server',
    how: 'token ended, then everything refused with code 43',
    run: endForWrongKey,
  },
  { fault: 'a pasted token expires', how: 'the sandbox ends it', run: endPasted },
  {
    fault: 'the token of a guest expires',
    how: 'the sandbox ends it',
    run: endGuest,
  },
]

export const tokenEnds: Group = { name: 'Tokens that end in mid-connection', rows }
