import assert from 'node:assert/strict'
import type { Ground, Running } from './ground.ts'
import {
  mustGoOutAlone,
  say,
  seeReason,
  seeStatus,
  sendAgain,
  shown,
  signInAgain,
  standing,
} from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustCall, mustKeep } from './witness.ts'

/** The codes by which the chat server refuses everyone, and the calls of the token service that each leads to. */
const atConnect: [
  code: number,
  status: 'Offline' | 'Sign in again',
  reason: RegExp,
  calls: number,
][] = [
  [2, 'Sign in again', /does not know this workspace/, 0],
  [4, 'Offline', /not valid/, 0],
  [5, 'Sign in again', /rejected this sign-in/, 0],
  [9, 'Offline', /Too many requests/, 0],
  [16, 'Offline', /no longer exists/, 0],
  [17, 'Offline', /do not have permission/, 0],
  [40, 'Sign in again', /rejected the token/, 2],
  [41, 'Sign in again', /not valid yet/, 0],
  [42, 'Sign in again', /issued in the future/, 0],
  [43, 'Sign in again', /signature is not valid/, 0],
]

async function refuseConnection(
  ground: Ground,
  [code, status, reason, calls]: (typeof atConnect)[number],
): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  sandbox.faults.change({ refuseWith: code })
  sandbox.faults.act({ action: 'cut' })
  const saw = await seeReason(app.page, status, reason)
  if (code === 41 || code === 42) assert.match(await shownClock(app), /differs from it by -?\d+ s/)
  await mustKeep(app)
  if (status === 'Sign in again') {
    const tries = sandbox.faults.counters().connects[code]
    await pause(800)
    assert.equal(sandbox.faults.counters().connects[code], tries, 'it is not tried for ever')
  }
  mustCall(sandbox, calls)
  const since = ground.heal()
  if (status === 'Sign in again') await signInAgain(app.page)
  await seeStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

async function shownClock({ page }: Running): Promise<string> {
  return page.locator('.reauthenticate').innerText()
}

/** Says nothing about a message: it goes out by itself when the server takes it. */
const rateLimit = 9

/** The chat server's answers to a message, and the window's text about it or the session. */
const atCall: [code: number, words: RegExp, calls: number][] = [
  [2, /does not know this workspace/, 0],
  [4, /not valid/, 0],
  [5, /rejected this sign-in/, 0],
  [rateLimit, /^Waiting to be sent\. Too many requests/, 0],
  [16, /no longer exists/, 0],
  [17, /do not have permission/, 0],
  [40, /rejected the token/, 2],
  [41, /not valid yet/, 0],
  [42, /issued in the future/, 0],
  [43, /signature is not valid/, 0],
]

async function refuseCall(
  ground: Ground,
  [code, words, calls]: (typeof atCall)[number],
): Promise<Seen> {
  const { sandbox } = ground
  const app = await ground.alice()
  const { page } = app
  const text = `Refused with ${code}`
  sandbox.faults.change({ refuseWith: code, retryAfterSeconds: 1 })
  await say(page, text)
  const saw = await until(
    `“${words}” at the message or in the status`,
    () => told(app, words),
    5_000,
    () => shown(page),
  )
  assert.ok(await page.getByText(text).first().isVisible(), 'what was written is still to be read')
  await mustKeep(app)
  mustCall(sandbox, calls)
  if (code === rateLimit) await mustGoOutAlone(page)
  const since = ground.heal()
  if ((await standing(page)).startsWith('Sign in again')) await signInAgain(page)
  await seeStatus(page, 'Connected', 15_000)
  if (code !== rateLimit) await sendAgain(page)
  await mustArriveOnce(sandbox, text)
  const recoveredMs = since()
  await mustKeep(app)
  return { saw, recoveredMs }
}

async function told({ page }: Running, words: RegExp): Promise<string | null> {
  const status = await standing(page)
  if (status.startsWith('Sign in again') && words.test(status)) return status
  const after = await page
    .locator('[data-status] .message-actions, [data-status] .sending')
    .allInnerTexts()
  const said = after.find((each) => words.test(each))?.replace(/\s+/g, ' ')
  return said ?? null
}

const rows: Row[] = [
  ...atConnect.map((each) => ({
    fault: `the chat server refuses the connection with code ${each[0]}`,
    how: 'real WebSocket: all sockets cut, each new one gets connection.error',
    run: (ground: Ground) => refuseConnection(ground, each),
  })),
  ...atCall.map((each) => ({
    fault: `the chat server refuses a message with code ${each[0]}`,
    how: 'real HTTP: the answer of the sandbox; the socket stays',
    run: (ground: Ground) => refuseCall(ground, each),
  })),
]

export const chatCodes: Group = { name: 'Chat server, its refusals', rows }
