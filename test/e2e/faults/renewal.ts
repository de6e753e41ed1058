import type { Faults } from '../../../sandbox/faults.ts'
import type { Ground } from './ground.ts'
import { say, seeReason, seeStatus, sendAgain, signInAgain } from './person.ts'
import { recover } from './recovery.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustCall, mustKeep } from './witness.ts'

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

async function survive(ground: Ground, mode: Mode, reason: RegExp): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ tokenService: mode, retryAfterSeconds: 3 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const saw = await seeReason(app.page, 'Offline', reason, 13_000)
  const text = `Written while the token service was ${mode}`
  await say(app.page, text)
  await mustKeep(app)
  if (asksForPause.has(mode)) {
    await pause(1_500)
    mustCall(sandbox, 1)
  }
  const recoveredMs = await recover(ground, app, [text], 16_000)
  // With full jitter a retry can follow at once, but not often: half a second doubles each time.
  mustCall(sandbox, 2, 12)
  return { saw, recoveredMs }
}

async function end(ground: Ground, mode: Mode, reason: RegExp, calls: number): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ tokenService: mode, tokenServiceDelayMs: 600 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await seeStatus(app.page, 'Refreshing')
  const text = `Written before the token service was ${mode}`
  await say(app.page, text)
  const saw = await seeReason(app.page, 'Sign in again', reason)
  await mustKeep(app)
  await pause(700)
  mustCall(sandbox, calls)
  const since = ground.heal()
  await signInAgain(app.page)
  await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await sendAgain(app.page)
  await mustArriveOnce(sandbox, text)
  await mustKeep(app)
  return { saw, recoveredMs }
}

const how = (mode: Mode) => `real HTTP: the sandbox's token service set to “${mode}”, token ended`

const rows: Row[] = [
  ...passing.map(([mode, what, reason]) => ({
    fault: `during a renewal the token service ${what}`,
    how: how(mode),
    run: (ground: Ground) => survive(ground, mode, reason),
  })),
  ...definite.map(([mode, what, reason, calls]) => ({
    fault: `during a renewal the token service ${what}`,
    how: how(mode),
    run: (ground: Ground) => end(ground, mode, reason, calls),
  })),
]

export const renewal: Group = { name: 'Token service, during a renewal', rows }
