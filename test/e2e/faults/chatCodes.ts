import assert from 'node:assert/strict'
import type { FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import {
  assertNoSendAgain,
  sendMessage,
  waitForReason,
  waitForStatus,
  pressSendAgain,
  describeWindow,
  signInAgain,
  statusText,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { assertArrivedOnce, assertTokenServiceCalls, assertSaved } from './assertions.ts'

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
  harness: FaultHarness,
  [code, status, reason, calls]: (typeof atConnect)[number],
): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ refuseWith: code })
  sandbox.faults.act({ action: 'cut' })
  const saw = await waitForReason(app.page, status, reason)
  if (code === 41 || code === 42) assert.match(await shownClock(app), /differs from it by -?\d+ s/)
  await assertSaved(app)
  if (status === 'Sign in again') {
    const tries = sandbox.faults.counters().connects[code]
    await pause(800)
    assert.equal(sandbox.faults.counters().connects[code], tries, 'it is not tried for ever')
  }
  assertTokenServiceCalls(sandbox, calls)
  const since = harness.heal()
  if (status === 'Sign in again') await signInAgain(app.page)
  await waitForStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

async function shownClock({ page }: LaunchedApp): Promise<string> {
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
  harness: FaultHarness,
  [code, words, calls]: (typeof atCall)[number],
): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const { page } = app
  const text = `Refused with ${code}`
  sandbox.faults.change({ refuseWith: code, retryAfterSeconds: 1 })
  await sendMessage(page, text)
  const saw = await until(
    `“${words}” at the message or in the status`,
    () => told(app, words),
    5_000,
    () => describeWindow(page),
  )
  assert.ok(await page.getByText(text).first().isVisible(), 'what was written is still to be read')
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, calls)
  if (code === rateLimit) await assertNoSendAgain(page)
  const since = harness.heal()
  if ((await statusText(page)).startsWith('Sign in again')) await signInAgain(page)
  await waitForStatus(page, 'Connected', 15_000)
  if (code !== rateLimit) await pressSendAgain(page)
  await assertArrivedOnce(sandbox, text)
  const recoveredMs = since()
  await assertSaved(app)
  return { saw, recoveredMs }
}

async function told({ page }: LaunchedApp, words: RegExp): Promise<string | null> {
  const status = await statusText(page)
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
    run: (harness: FaultHarness) => refuseConnection(harness, each),
  })),
  ...atCall.map((each) => ({
    fault: `the chat server refuses a message with code ${each[0]}`,
    how: 'real HTTP: the answer of the sandbox; the socket stays',
    run: (harness: FaultHarness) => refuseCall(harness, each),
  })),
]

export const chatCodes: Group = { name: 'Chat server, its refusals', rows }
