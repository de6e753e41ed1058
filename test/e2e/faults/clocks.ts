import assert from 'node:assert/strict'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import type { Ground } from './ground.ts'
import { say, seeAlert, seeReason, seeStatus, signIn, signInAgain } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustCall, mustKeep } from './witness.ts'

const hour = 3_600
const day = 86_400

/** The clocks disagree, and that must not matter: one call, connected, sent once. */
async function disregard(ground: Ground, patch: FaultsPatch): Promise<Seen> {
  const { sandbox } = ground
  const { page, ...app } = await ground.signedOut()
  sandbox.faults.change(patch)
  // Not Alice: tokens of hers were ended by now, and one dated an hour ago would be among them.
  await signIn(page, 'carol')
  const saw = await seeStatus(page, 'Connected')
  // Whoever believes the local clock renews now, again and again.
  await pause(1_500)
  await seeStatus(page, 'Connected')
  mustCall(sandbox, 1)
  const { expiresAt } = await tokenOf(page)
  const lifeMs = Number(expiresAt) - Date.now()
  assert.ok(Math.abs(lifeMs - hour * 1000) < 60_000, `the window says an hour, not ${lifeMs} ms`)
  await page.getByRole('navigation', { name: 'Channels' }).getByText('Weekend hike').click()
  const text = `Written with clocks ${JSON.stringify(patch)} apart`
  await say(page, text)
  await mustKeep({ page, ...app }, 'carol')
  ground.heal()
  await mustArriveOnce(sandbox, text, 8_000, 'messaging:weekend-hike')
  return { saw, recoveredMs: null }
}

async function tokenOf(page: { evaluate: (run: () => unknown) => Promise<unknown> }) {
  const read = (await page.evaluate(() => Reflect.get(globalThis, 'latchkey').readView())) as {
    value: { session: { token: { expiresAt: number | null } } }
  }
  return read.value.session.token
}

/** The server's clock jumps while somebody is connected. */
async function jumpAhead(ground: Ground, seconds: number): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ clockSkewSeconds: seconds, tokenServiceDelayMs: 300 })
  const jumpedAt = performance.now()
  await seeStatus(app.page, 'Refreshing|Offline')
  const saw = await seeStatus(app.page, 'Connected')
  const recoveredMs = performance.now() - jumpedAt
  await pause(1_000)
  await seeStatus(app.page, 'Connected')
  mustCall(sandbox, 1)
  await mustKeep(app)
  return { saw, recoveredMs }
}

async function jumpBack(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ clockSkewSeconds: -hour })
  sandbox.faults.act({ action: 'cut' })
  const saw = await seeReason(app.page, 'Sign in again', /issued in the future/)
  const words = await app.page.locator('.reauthenticate').innerText()
  assert.match(words, /-?\d+ s\b/, 'the difference of the clocks is named in seconds')
  await mustKeep(app)
  await pause(500)
  mustCall(sandbox, 0)
  const since = ground.heal()
  await signInAgain(app.page)
  await seeStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

/** A token that becomes valid soon is waited for, quietly. */
async function waitFor(ground: Ground, patch: FaultsPatch, waitMs: number): Promise<Seen> {
  const { sandbox } = ground
  const { page, ...app } = await ground.signedOut()
  sandbox.faults.change(patch)
  const startedAt = performance.now()
  await signIn(page, 'bob')
  const saw = await seeStatus(page, 'Connected', waitMs + 6_000)
  const recoveredMs = performance.now() - startedAt
  // A server counts whole seconds.
  assert.ok(recoveredMs > waitMs - 1_000, `connected after ${Math.round(recoveredMs)} ms already`)
  mustCall(sandbox, 1)
  await mustKeep({ page, ...app }, 'bob')
  return { saw, recoveredMs }
}

/** A token that becomes valid much later is a clock problem, said as one. */
async function refuse(ground: Ground, patch: FaultsPatch, words: RegExp): Promise<Seen> {
  const { sandbox } = ground
  const { page, ...app } = await ground.signedOut()
  sandbox.faults.change(patch)
  await signIn(page, 'bob')
  const saw = await seeAlert(page, words)
  mustCall(sandbox, 1)
  const since = ground.heal()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await seeStatus(page, 'Connected')
  await mustKeep({ page, ...app }, 'bob')
  return { saw, recoveredMs: since() }
}

/** The renewed token becomes valid much later: the account is kept, nothing loops. */
async function renewTooEarly(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ tokenServiceSkewSeconds: hour })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await seeReason(app.page, 'Sign in again', /issued in the future/)
  await pause(800)
  mustCall(sandbox, 1)
  await mustKeep(app)
  const since = ground.heal()
  await signInAgain(app.page)
  await seeStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

/** The token service is an hour behind: each token has ended when it comes. */
async function alwaysLate(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const { page } = await ground.signedOut()
  sandbox.faults.change({ tokenServiceSkewSeconds: -2 * hour })
  await signIn(page, 'bob')
  const saw = await seeAlert(page, /rejected the token/)
  await pause(800)
  mustCall(sandbox, 1, 3)
  const since = ground.heal()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await seeStatus(page, 'Connected')
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
    run: (ground: Ground) => disregard(ground, { clockSkewSeconds: -Number(seconds) }),
  })),
  {
    fault: 'the server’s clock jumps ahead a day in mid-connection',
    how: server,
    run: (ground) => jumpAhead(ground, day),
  },
  {
    fault: 'the server’s clock jumps back an hour, then the socket is cut',
    how: server,
    run: jumpBack,
  },
  {
    fault: 'a token becomes valid in 3 s (nbf)',
    how: 'the sandbox issues it so',
    run: (ground) => waitFor(ground, { tokenNotBeforeSeconds: 3 }, 3_000),
  },
  {
    fault: 'a token becomes valid in an hour (nbf)',
    how: 'the sandbox issues it so',
    run: (ground) => refuse(ground, { tokenNotBeforeSeconds: hour }, /not valid yet/),
  },
  {
    fault: 'the token service is 4 s ahead of the chat server',
    how: service,
    run: (ground) => waitFor(ground, { tokenServiceSkewSeconds: 4 }, 4_000),
  },
  {
    fault: 'the token service is an hour ahead of the chat server',
    how: service,
    run: (ground) => refuse(ground, { tokenServiceSkewSeconds: hour }, /issued in the future/),
  },
  {
    fault: 'at a renewal the token service is an hour ahead of the chat server',
    how: service,
    run: renewTooEarly,
  },
  { fault: 'the token service is two hours behind the chat server', how: service, run: alwaysLate },
]

export const clocks: Group = { name: 'Clocks', rows }
