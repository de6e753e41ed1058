import assert from 'node:assert/strict'
import type { Faults } from '../../../sandbox/faults.ts'
import type { FaultHarness } from './faultHarness.ts'
import {
  assertNoSendAgain,
  pressSignIn,
  sendMessage,
  waitForAlert,
  waitForReason,
  waitForStatus,
  waitForText,
  signIn,
  aliceAndBob,
} from '../../support/app/page.ts'
import { recover } from './recovery.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import {
  assertArrivedOnce,
  assertTokenServiceCalls,
  assertSaved,
  waitForSockets,
} from './assertions.ts'

/** Messages are written while the chat server answers like this: they go out by themselves, once and in order. */
async function sendInto(
  harness: FaultHarness,
  chat: Faults['chat'],
  words: RegExp,
  limitMs = 8_000,
): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const texts = ['First', 'Second'].map((place) => `${place} while the chat server was ${chat}`)
  sandbox.faults.change({ chat, retryAfterSeconds: 1 })
  for (const text of texts) await sendMessage(app.page, text)
  const saw = await waitForText(app.page, words)
  // Longer than the pause that is asked for, so that the server is met more than once.
  await pause(1_500)
  await assertNoSendAgain(app.page)
  await assertSaved(app)
  const since = harness.heal()
  for (const text of texts) await assertArrivedOnce(sandbox, text, limitMs)
  const recoveredMs = since()
  const shown = app.page
    .getByRole('log', { name: 'Messages' })
    .getByText(`the chat server was ${chat}`)
  assert.deepEqual(await shown.allInnerTexts(), texts, 'the window shows each once, in order')
  await assertNoSendAgain(app.page)
  assertTokenServiceCalls(sandbox, 0)
  return { saw: `${(await waitForStatus(app.page, 'Connected')).slice(0, 9)}; ${saw}`, recoveredMs }
}

async function listInto(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change({ chat: 'html' })
  await signIn(page, 'alice')
  const saw = await waitForAlert(page, /sent an invalid response/)
  await assertSaved({ page, ...app })
  const since = harness.heal()
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await waitForText(page, new RegExp(aliceAndBob.name))
  return { saw, recoveredMs: since() }
}

/** Sockets are cut, so many times, with nothing else wrong. */
async function cut(harness: FaultHarness, times: number): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  for (let count = 0; count < times; count += 1) {
    await waitForSockets(sandbox, 1, 15_000)
    sandbox.faults.act({ action: 'cut' })
    await waitForSockets(sandbox, 0)
  }
  const since = harness.heal()
  await waitForSockets(sandbox, 1, 15_000)
  const saw = await waitForStatus(app.page, 'Connected', 15_000)
  const recoveredMs = since()
  const text = `Written after ${times} cut${times === 1 ? '' : 's'}`
  await sendMessage(app.page, text)
  await assertArrivedOnce(sandbox, text)
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs }
}

/** A socket goes dead without a word: only silence tells. */
async function silence(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ sockets: 'silent' })
  const saw = await waitForStatus(app.page, 'Offline', 40_000)
  const text = 'Written while the socket was silent'
  await sendMessage(app.page, text)
  await assertSaved(app)
  const recoveredMs = await recover(harness, app, [text])
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs }
}

/** At a sign-in the socket never opens well. */
async function noWelcome(
  harness: FaultHarness,
  sockets: Faults['sockets'],
  words: RegExp,
): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change({ sockets })
  await signIn(page, 'bob')
  const saw = await waitForAlert(page, words, 13_000)
  assert.equal(await page.getByLabel('Password').inputValue(), 'bob-sandbox')
  const since = harness.heal()
  await pressSignIn(page)
  await waitForStatus(page, 'Connected')
  const recoveredMs = since()
  await assertSaved({ page, ...app }, 'bob')
  return { saw, recoveredMs }
}

/** The upgrade is refused for a while. */
async function unavailable(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ sockets: 'unavailable' })
  sandbox.faults.act({ action: 'cut' })
  const saw = await waitForReason(app.page, 'Offline', /has a problem/)
  const text = 'Written while upgrades were refused'
  await sendMessage(app.page, text)
  const recoveredMs = await recover(harness, app, [text])
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs }
}

const http = 'real HTTP: the answers of the sandbox'
const sockets = 'real sockets, terminated by the sandbox'

const rows: Row[] = [
  {
    fault: 'the chat server does what it is asked and every answer is lost',
    how: `${http}; the connection is cut before each`,
    run: (harness) => sendInto(harness, 'loseAnswers', /First while the chat server/),
  },
  {
    fault: 'the chat server never answers a message',
    how: http,
    // The call that hangs is given up after 30 s and made again.
    run: (harness) => sendInto(harness, 'never', /Sending…/, 40_000),
  },
  {
    fault: 'the chat server answers a message with 503',
    how: http,
    run: (harness) =>
      sendInto(harness, 'unavailable', /Waiting to be sent\. The server has a problem/),
  },
  {
    fault: 'a captive portal answers a message',
    how: http,
    run: (harness) =>
      sendInto(harness, 'html', /Waiting to be sent\. The server sent an invalid response/),
  },
  { fault: 'a captive portal answers the first call after a sign-in', how: http, run: listInto },
  { fault: 'the socket is cut', how: sockets, run: (harness) => cut(harness, 1) },
  {
    fault: 'the socket is cut five times in a row',
    how: sockets,
    run: (harness) => cut(harness, 5),
  },
  {
    fault: 'the socket goes silent in mid-connection',
    how: 'real socket: stays open, nothing is sent any more',
    run: silence,
  },
  {
    fault: 'at a sign-in the socket opens and stays silent',
    how: 'real socket: opens, nothing is ever sent',
    run: (harness) => noWelcome(harness, 'silent', /did not answer in time/),
  },
  {
    fault: 'at a sign-in the upgrade is answered 503',
    how: 'real HTTP upgrade, refused',
    run: (harness) => noWelcome(harness, 'unavailable', /has a problem/),
  },
  {
    fault: 'the socket is cut and each upgrade is answered 503',
    how: 'real HTTP upgrade, refused',
    run: unavailable,
  },
]

export const chatServer: Group = { name: 'Chat server, its answers and sockets', rows }
