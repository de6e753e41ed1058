import assert from 'node:assert/strict'
import type { FaultsPatch } from '../../../sandbox/faults.ts'
import { answerQuestions, questions, type Question } from '../../support/app/questions.ts'
import type { Ground, Running } from './ground.ts'
import {
  pasteToken,
  say,
  seeReason,
  seeStatus,
  seeText,
  signInAgain,
  openTheirChannel,
} from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustCall, mustKeep } from './witness.ts'

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
  ground: Ground,
  { patch, isExpired, status, reason, calls }: Start,
): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  if (isExpired) sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  sandbox.faults.change(patch)
  const app = await ground.launch({ userData })
  const shownAt = performance.now()
  await seeText(app.page, /Alice Moreau/)
  const identityMs = performance.now() - shownAt
  assert.ok(identityMs < 1_500, `who is there was shown after ${Math.round(identityMs)} ms`)
  const saw = await seeReason(app.page, status, reason ?? /./, 13_000)
  if (status === 'Offline') assert.match(saw, /Next try in \d+ s|Trying now/)
  await pause(1_000)
  await mustKeep(app)
  const since = ground.heal()
  await seeStatus(app.page, 'Connected', 15_000)
  const recoveredMs = status === 'Connected' ? null : since()
  await openTheirChannel(app.page)
  const text = `Written after a start into ${JSON.stringify({ ...patch, isExpired })}`
  await say(app.page, text)
  await mustArriveOnce(sandbox, text)
  mustCall(sandbox, ...calls)
  await mustKeep(app)
  return { saw: `Alice Moreau at once; ${saw}`, recoveredMs }
}

/** Quitting asks about what is written and not sent; who stays gets it sent. */
async function writeOffline(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  const app = await ground.launch({ userData })
  await seeStatus(app.page, 'Connected')
  await openTheirChannel(app.page)
  sandbox.faults.change({ network: 'off' })
  await seeStatus(app.page, 'Offline')
  await say(app.page, 'Unsent when the app was to quit')
  const asked = await askedAtQuit(app)
  assert.equal(asked.message, 'A message has not been sent yet.')
  const since = ground.heal()
  await seeStatus(app.page, 'Connected', 15_000)
  await mustArriveOnce(sandbox, 'Unsent when the app was to quit')
  return { saw: `${asked.message} ${asked.detail}`, recoveredMs: since() }
}

/** Quits, and stays when asked. What was asked. */
async function askedAtQuit({ electron }: Running): Promise<Question> {
  await answerQuestions(electron, 'Stay')
  await electron.evaluate(({ app }) => void setImmediate(() => app.quit()))
  return until('a question', async () => (await questions(electron))[0] ?? null)
}

async function startPastedExpired(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  await ground.signedOut()
  const first = await ground.launch()
  await pasteToken(first.page, await sandbox.issueToken('carol'))
  await seeStatus(first.page, 'Connected')
  await first.quit()
  sandbox.faults.act({ action: 'expire', user_id: 'carol' })
  const app = await ground.launch({ userData: first.userData })
  const saw = await seeReason(app.page, 'Sign in again', /token has expired/)
  await mustKeep(app, 'carol')
  const since = ground.heal()
  await app.page.getByLabel('Token', { exact: true }).fill(await sandbox.issueToken('carol'))
  await app.page.getByRole('button', { name: 'Sign in with token' }).click()
  await seeStatus(app.page, 'Connected')
  return { saw, recoveredMs: since() }
}

async function startRevoked(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  sandbox.faults.act({ action: 'revoke', user_id: 'alice' })
  sandbox.faults.change({ tokenService: 'refused' })
  const app = await ground.launch({ userData })
  const saw = await seeReason(app.page, 'Sign in again', /no longer accepts/)
  await mustKeep(app)
  mustCall(sandbox, 1)
  const since = ground.heal()
  await signInAgain(app.page)
  await seeStatus(app.page, 'Connected')
  await mustKeep(app)
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
    run: (ground: Ground) => start(ground, each),
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
