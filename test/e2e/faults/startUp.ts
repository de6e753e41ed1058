import assert from 'node:assert/strict'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import { answerQuestions, questions, type Question } from '../../support/app/questions.ts'
import type { FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import {
  signInWithToken,
  sendMessage,
  waitForReason,
  waitForStatus,
  waitForText,
  signInAgain,
  openChannel,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertTokenServiceCalls, assertSaved } from './assertions.ts'

interface Start {
  patch: FaultsPatch
  isExpired?: boolean
  status: 'Offline' | 'Connected'
  reason?: RegExp
  /** Calls of the token service by the end. */
  calls: [least: number, most: number]
}

/** The app starts into a fault, with an account kept. */
async function start(
  harness: FaultHarness,
  { patch, isExpired, status, reason, calls }: Start,
): Promise<Seen> {
  const { sandbox } = harness
  const userData = await harness.profileOfAlice()
  if (isExpired) sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  sandbox.faults.change(patch)
  const app = await harness.launch({ userData })
  const shownAt = performance.now()
  await waitForText(app.page, /Alice Moreau/)
  const identityMs = performance.now() - shownAt
  assert.ok(identityMs < 1_500, `who is there was shown after ${Math.round(identityMs)} ms`)
  const saw = await waitForReason(app.page, status, reason ?? /./, 13_000)
  if (status === 'Offline') assert.match(saw, /Next try in \d+ s|Trying now/)
  await pause(1_000)
  await assertSaved(app)
  const since = harness.heal()
  await waitForStatus(app.page, 'Connected', 15_000)
  const recoveredMs = status === 'Connected' ? null : since()
  await openChannel(app.page)
  const text = `Written after a start into ${JSON.stringify({ ...patch, isExpired })}`
  await sendMessage(app.page, text)
  await assertArrivedOnce(sandbox, text)
  assertTokenServiceCalls(sandbox, ...calls)
  await assertSaved(app)
  return { saw: `Alice Moreau at once; ${saw}`, recoveredMs }
}

/** Quitting asks about what is written and not sent; who stays gets it sent. */
async function writeOffline(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const userData = await harness.profileOfAlice()
  const app = await harness.launch({ userData })
  await waitForStatus(app.page, 'Connected')
  await openChannel(app.page)
  sandbox.faults.change({ network: 'off' })
  await waitForStatus(app.page, 'Offline')
  await sendMessage(app.page, 'Unsent when the app was to quit')
  const asked = await askedAtQuit(app)
  assert.equal(asked.message, 'A message has not been sent yet.')
  const since = harness.heal()
  await waitForStatus(app.page, 'Connected', 15_000)
  await assertArrivedOnce(sandbox, 'Unsent when the app was to quit')
  return { saw: `${asked.message} ${asked.detail}`, recoveredMs: since() }
}

/** Quits, and stays when asked. What was asked. */
async function askedAtQuit({ electron }: LaunchedApp): Promise<Question> {
  await answerQuestions(electron, 'Stay')
  await electron.evaluate(({ app }) => void setImmediate(() => app.quit()))
  return until('a question', async () => (await questions(electron))[0] ?? null)
}

async function startPastedExpired(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  await harness.signedOut()
  const first = await harness.launch()
  await signInWithToken(first.page, await sandbox.issueToken('carol'))
  await waitForStatus(first.page, 'Connected')
  await first.quit()
  sandbox.faults.act({ action: 'expire', user_id: 'carol' })
  const app = await harness.launch({ userData: first.userData })
  const saw = await waitForReason(app.page, 'Sign in again', /token has expired/)
  await assertSaved(app, 'carol')
  const since = harness.heal()
  await app.page.getByLabel('Token', { exact: true }).fill(await sandbox.issueToken('carol'))
  await app.page.getByRole('button', { name: 'Sign in with token' }).click()
  await waitForStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

async function startRevoked(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const userData = await harness.profileOfAlice()
  sandbox.faults.act({ action: 'revoke', user_id: 'alice' })
  sandbox.faults.change({ tokenService: 'refused' })
  const app = await harness.launch({ userData })
  const saw = await waitForReason(app.page, 'Sign in again', /no longer accepts/)
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 1)
  const since = harness.heal()
  await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected')
  await assertSaved(app)
  await app.quit()
  return { saw, recoveredMs: since() }
}

const how = 'the real app, quit while Alice was signed in, started'

const starts: [fault: string, how: string, start: Start][] = [
  [
    'start with nothing wrong (what the others are measured against)',
    how,
    { patch: {}, status: 'Connected', calls: [0, 0] },
  ],
  [
    'start without a network',
    `${how}; every connection is cut`,
    { patch: { network: 'off' }, status: 'Offline', reason: /cannot be reached/, calls: [0, 0] },
  ],
  [
    'start with the token service down and a valid token',
    `${how}; the token service cuts every connection`,
    { patch: { tokenService: 'down' }, status: 'Connected', calls: [0, 0] },
  ],
  [
    'start with the token service down and an expired token',
    `${how}; token ended, the token service cuts every connection`,
    {
      patch: { tokenService: 'down' },
      isExpired: true,
      status: 'Offline',
      reason: /cannot be reached/,
      calls: [2, 12],
    },
  ],
  [
    'start with an expired token',
    `${how}; token ended`,
    { patch: {}, isExpired: true, status: 'Connected', calls: [1, 1] },
  ],
  [
    'start with an expired token and no network',
    `${how}; token ended, every connection is cut`,
    {
      patch: { network: 'off' },
      isExpired: true,
      status: 'Offline',
      reason: /cannot be reached/,
      calls: [1, 1],
    },
  ],
  [
    'start with a valid token and a dead chat server',
    `${how}; upgrades and calls are answered 503`,
    {
      patch: { sockets: 'unavailable', chat: 'unavailable' },
      status: 'Offline',
      reason: /has a problem/,
      calls: [0, 0],
    },
  ],
  [
    'start into a captive portal',
    `${how}; token ended, every call gets a page, every upgrade 503`,
    {
      patch: { sockets: 'unavailable', chat: 'html', tokenService: 'html' },
      isExpired: true,
      status: 'Offline',
      reason: /has a problem/,
      calls: [1, 1],
    },
  ],
]

const rows: Row[] = [
  ...starts.map(([fault, way, each]) => ({
    fault,
    how: way,
    run: (harness: FaultHarness) => start(harness, each),
  })),
  {
    fault: 'start with a pasted token that has expired',
    how: `${how}; token ended`,
    run: startPastedExpired,
  },
  {
    fault: 'start with a token that was revoked and a renewal that is refused',
    how: `${how}; token revoked, the token service answers 401`,
    run: startRevoked,
  },
  {
    fault: 'the person quits with a message that is not sent',
    how: 'network off, message written, app.quit(); the answer to the question is “stay”',
    run: writeOffline,
  },
]

export const startUp: Group = { name: 'Start', rows }
