import assert from 'node:assert/strict'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import type { FaultHarness } from './faultHarness.ts'
import {
  sendMessage,
  waitForAlert,
  waitForReason,
  waitForStatus,
  signIn,
  signInAgain,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertTokenServiceCalls, assertSaved } from './assertions.ts'

const hour = 3_600
const day = 86_400

/** The clocks disagree, and that must not matter: one call, connected, sent once. */
async function disregard(harness: FaultHarness, patch: FaultsPatch): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change(patch)
  // Not Alice: tokens of hers were ended by now, and one dated an hour ago would be among them.
  await signIn(page, 'carol')
  const saw = await waitForStatus(page, 'Connected')
  // Whoever believes the local clock renews now, again and again.
  await pause(1_500)
  await waitForStatus(page, 'Connected')
  assertTokenServiceCalls(sandbox, 1)
  const { expiresAt } = await tokenOf(page)
  const lifeMs = Number(expiresAt) - Date.now()
  assert.ok(Math.abs(lifeMs - hour * 1000) < 60_000, `the window says an hour, not ${lifeMs} ms`)
  await page.getByRole('navigation', { name: 'Channels' }).getByText('Weekend hike').click()
  const text = `Written with clocks ${JSON.stringify(patch)} apart`
  await sendMessage(page, text)
  await assertSaved({ page, ...app }, 'carol')
  harness.heal()
  await assertArrivedOnce(sandbox, text, 8_000, 'messaging:weekend-hike')
  return { saw, recoveredMs: null }
}

async function tokenOf(page: { evaluate: (run: () => unknown) => Promise<unknown> }) {
  const read = (await page.evaluate(() => Reflect.get(globalThis, 'latchkey').readView())) as {
    value: { session: { token: { expiresAt: number | null } } }
  }
  return read.value.session.token
}

/** The server's clock jumps while somebody is connected. */
async function jumpAhead(harness: FaultHarness, seconds: number): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ clockSkewSeconds: seconds, tokenServiceDelayMs: 300 })
  const jumpedAt = performance.now()
  await waitForStatus(app.page, 'Refreshing|Offline')
  const saw = await waitForStatus(app.page, 'Connected')
  const recoveredMs = performance.now() - jumpedAt
  await pause(1_000)
  await waitForStatus(app.page, 'Connected')
  assertTokenServiceCalls(sandbox, 1)
  await assertSaved(app)
  return { saw, recoveredMs }
}

async function jumpBack(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ clockSkewSeconds: -hour })
  sandbox.faults.act({ action: 'cut' })
  const saw = await waitForReason(app.page, 'Sign in again', /issued in the future/)
  const words = await app.page.locator('.reauthenticate').innerText()
  assert.match(words, /-?\d+ s\b/, 'the difference of the clocks is named in seconds')
  await assertSaved(app)
  await pause(500)
  assertTokenServiceCalls(sandbox, 0)
  const since = harness.heal()
  await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

/** A token that becomes valid soon is waited for, quietly. */
async function waitFor(harness: FaultHarness, patch: FaultsPatch, waitMs: number): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change(patch)
  const startedAt = performance.now()
  await signIn(page, 'bob')
  const saw = await waitForStatus(page, 'Connected', waitMs + 6_000)
  const recoveredMs = performance.now() - startedAt
  // A server counts whole seconds.
  assert.ok(recoveredMs > waitMs - 1_000, `connected after ${Math.round(recoveredMs)} ms already`)
  assertTokenServiceCalls(sandbox, 1)
  await assertSaved({ page, ...app }, 'bob')
  return { saw, recoveredMs }
}

/** A token that becomes valid much later is a clock problem, said as one. */
async function refuse(harness: FaultHarness, patch: FaultsPatch, words: RegExp): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change(patch)
  await signIn(page, 'bob')
  const saw = await waitForAlert(page, words)
  assertTokenServiceCalls(sandbox, 1)
  const since = harness.heal()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitForStatus(page, 'Connected')
  await assertSaved({ page, ...app }, 'bob')
  return { saw, recoveredMs: since() }
}

/** The renewed token becomes valid much later: the account is kept, nothing loops. */
async function renewTooEarly(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ tokenServiceSkewSeconds: hour })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await waitForReason(app.page, 'Sign in again', /issued in the future/)
  await pause(800)
  assertTokenServiceCalls(sandbox, 1)
  await assertSaved(app)
  const since = harness.heal()
  await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

/** The token service is an hour behind: each token has ended when it comes. */
async function alwaysLate(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page } = await harness.signedOut()
  sandbox.faults.change({ tokenServiceSkewSeconds: -2 * hour })
  await signIn(page, 'bob')
  const saw = await waitForAlert(page, /rejected the token/)
  await pause(800)
  assertTokenServiceCalls(sandbox, 1, 3)
  const since = harness.heal()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitForStatus(page, 'Connected')
  return { saw, recoveredMs: since() }
}

const server = 'the sandbox’s clock, in Date headers, events and checks'
const service = 'the clock of the sandbox’s token service'

const rows: Row[] = [
  ...[
    ['an hour ahead of', hour],
    ['an hour behind', -hour],
    ['a day ahead of', day],
    ['a day behind', -day],
  ].map(([what, seconds]) => ({
    fault: `this computer’s clock is ${what} the servers’`,
    how: `${server} is set the other way, for a test may not set the computer's`,
    run: (harness: FaultHarness) => disregard(harness, { clockSkewSeconds: -Number(seconds) }),
  })),
  {
    fault: 'the server’s clock jumps ahead a day in mid-connection',
    how: server,
    run: (harness) => jumpAhead(harness, day),
  },
  {
    fault: 'the server’s clock jumps back an hour, then the socket is cut',
    how: server,
    run: jumpBack,
  },
  {
    fault: 'a token becomes valid in 3 s (nbf)',
    how: 'the sandbox issues it so',
    run: (harness) => waitFor(harness, { tokenNotBeforeSeconds: 3 }, 3_000),
  },
  {
    fault: 'a token becomes valid in an hour (nbf)',
    how: 'the sandbox issues it so',
    run: (harness) => refuse(harness, { tokenNotBeforeSeconds: hour }, /not valid yet/),
  },
  {
    fault: 'the token service is 4 s ahead of the chat server',
    how: service,
    run: (harness) => waitFor(harness, { tokenServiceSkewSeconds: 4 }, 4_000),
  },
  {
    fault: 'the token service is an hour ahead of the chat server',
    how: service,
    run: (harness) => refuse(harness, { tokenServiceSkewSeconds: hour }, /issued in the future/),
  },
  {
    fault: 'at a renewal the token service is an hour ahead of the chat server',
    how: service,
    run: renewTooEarly,
  },
  { fault: 'the token service is two hours behind the chat server', how: service, run: alwaysLate },
]

export const clocks: Group = { name: 'Clocks', rows }
