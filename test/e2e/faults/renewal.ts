import type { Faults } from '../../../sandbox/faults.ts'
import type { FaultHarness } from './faultHarness.ts'
import {
  sendMessage,
  waitForReason,
  waitForStatus,
  pressSendAgain,
  signInAgain,
} from '../../support/app/page.ts'
import { recover } from './recovery.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertTokenServiceCalls, assertSaved } from './assertions.ts'

type Mode = Exclude<Faults['tokenService'], 'ok'>

/** The token ends in mid-connection while the token service is like this. */
const passing: [mode: Mode, what: string, reason: RegExp][] = [
  ['down', 'cuts the connection', /cannot be reached/],
  ['never', 'never answers', /did not answer in time/],
  ['error', 'answers 500', /has a problem/],
  ['busy', 'answers 429 and asks for 3 s', /Too many requests/],
  ['unavailable', 'answers 503 and asks for 3 s', /has a problem/],
  ['html', 'is behind a captive portal', /sent an invalid response/],
  ['htmlRefusal', 'is behind a proxy that answers 401', /sent an invalid response/],
  ['redirect', 'redirects to another origin', /redirects to/],
  ['wrongUser', 'answers with the token of another user', /belongs to another user/],
  ['malformedToken', 'answers with what is no token', /sent an invalid response/],
  ['noToken', 'answers without a token', /sent an invalid response/],
  ['badJson', 'answers with JSON cut short', /sent an invalid response/],
  ['huge', 'answers with more than 64 KB', /sent an invalid response/],
]

/** After these nobody can go on without signing in again. */
const definite: [mode: Mode, what: string, reason: RegExp, calls: number][] = [
  ['refused', 'refuses with 401 and a reason', /no longer accepts this sign-in/, 1],
  ['forbidden', 'refuses with 403 and a reason', /no longer accepts this sign-in/, 1],
  ['sameToken', 'gives the ended token again and again', /rejected the token/, 2],
]

const asksForPause: ReadonlySet<Mode> = new Set(['busy', 'unavailable'])

async function survive(harness: FaultHarness, mode: Mode, reason: RegExp): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ tokenService: mode, retryAfterSeconds: 3 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await waitForReason(app.page, 'Offline', reason, 13_000)
  const text = `Written while the token service was ${mode}`
  await sendMessage(app.page, text)
  await assertSaved(app)
  if (asksForPause.has(mode)) {
    await pause(1_500)
    assertTokenServiceCalls(sandbox, 1)
  }
  const recoveredMs = await recover(harness, app, [text], 16_000)
  // With full jitter a retry can follow at once, but not often: half a second doubles each time.
  assertTokenServiceCalls(sandbox, 2, 12)
  return { saw, recoveredMs }
}

async function end(
  harness: FaultHarness,
  mode: Mode,
  reason: RegExp,
  calls: number,
): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ tokenService: mode, tokenServiceDelayMs: 600 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(app.page, 'Refreshing')
  const text = `Written before the token service was ${mode}`
  await sendMessage(app.page, text)
  const saw = await waitForReason(app.page, 'Sign in again', reason)
  await assertSaved(app)
  await pause(700)
  assertTokenServiceCalls(sandbox, calls)
  const since = harness.heal()
  await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected')
  const recoveredMs = since()
  await pressSendAgain(app.page)
  await assertArrivedOnce(sandbox, text)
  await assertSaved(app)
  return { saw, recoveredMs }
}

const how = (mode: Mode) => `real HTTP: the sandbox's token service set to “${mode}”, token ended`

const rows: Row[] = [
  ...passing.map(([mode, what, reason]) => ({
    fault: `during a renewal the token service ${what}`,
    how: how(mode),
    run: (harness: FaultHarness) => survive(harness, mode, reason),
  })),
  ...definite.map(([mode, what, reason, calls]) => ({
    fault: `during a renewal the token service ${what}`,
    how: how(mode),
    run: (harness: FaultHarness) => end(harness, mode, reason, calls),
  })),
]

export const renewal: Group = { name: 'Token service, during a renewal', rows }
