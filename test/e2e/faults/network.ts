import assert from 'node:assert/strict'
import type { FaultHarness } from './faultHarness.ts'
import {
  pressSignIn,
  sendMessage,
  waitForAlert,
  waitForStatus,
  signIn,
  signOut,
  statusText,
} from '../../support/app/page.ts'
import { recover } from './recovery.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import {
  assertArrivedOnce,
  assertTokenServiceCalls,
  assertSaved,
  waitUntilErased,
} from './assertions.ts'

/** So soon after the network is back everything has to be well, where the system says that it is back. */
const soonMs = 1_000

/** The network goes for a while and comes back without a word of the system. */
async function gap(harness: FaultHarness, gapMs: number): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ network: 'off' })
  const saw = await waitForStatus(app.page, 'Offline')
  assert.match(saw, /Next try in \d+ s|Trying now/, 'it says when the next try is')
  const texts = [1, 2].map((place) => `${place} of ${gapMs} ms without a network`)
  for (const text of texts) await sendMessage(app.page, text)
  await assertSaved(app)
  await pause(gapMs)
  const recoveredMs = await recover(harness, app, texts)
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs }
}

/** The event that lets the app try again. */
type Hint = 'online' | 'resume' | 'unlock-screen' | 'Try now'

/** The network goes for long enough that the next try is far away; then something tells that it is back. */
async function hinted(harness: FaultHarness, hint: Hint): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const { page, electron } = app
  sandbox.faults.change({ network: 'off' })
  if (hint === 'online') await page.context().setOffline(true)
  const saw = await waitForStatus(page, 'Offline')
  const text = `Written before ${hint}`
  await sendMessage(page, text)
  // So far away that none comes by itself in the second that is allowed.
  await until(
    'a try that is seconds away',
    async () =>
      Number(/Next try in (\d+) s/.exec(await statusText(page))?.[1]) >= 3 ? true : null,
    40_000,
  )
  const since = harness.heal()
  if (hint === 'online') await page.context().setOffline(false)
  else if (hint === 'Try now') await page.getByRole('button', { name: 'Try now' }).click()
  else await electron.evaluate(({ powerMonitor }, event) => powerMonitor.emit(event), hint)
  await waitForStatus(page, 'Connected', 15_000)
  const recoveredMs = since()
  await assertArrivedOnce(sandbox, text)
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 0)
  assert.ok(recoveredMs <= soonMs, `connected ${Math.round(recoveredMs)} ms after ${hint}`)
  return { saw, recoveredMs }
}

/** A message is on its way when the network goes. */
async function goneInMidSend(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const text = 'On its way when the network went'
  sandbox.faults.change({ chatDelayMs: 700 })
  await sendMessage(app.page, text)
  await pause(200)
  sandbox.faults.change({ network: 'off' })
  const saw = await waitForStatus(app.page, 'Offline')
  await pause(500)
  const since = harness.heal()
  await waitForStatus(app.page, 'Connected', 15_000)
  await assertArrivedOnce(sandbox, text)
  const recoveredMs = since()
  const shown = app.page.getByRole('log', { name: 'Messages' }).getByText(text)
  assert.equal(await shown.count(), 1, 'the window shows it once')
  await assertSaved(app)
  return { saw, recoveredMs }
}

async function goneInMidRenewal(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ tokenServiceDelayMs: 600 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(app.page, 'Refreshing')
  const text = 'Written in a renewal, when the network went'
  await sendMessage(app.page, text)
  sandbox.faults.change({ network: 'off' })
  const saw = await waitForStatus(app.page, 'Offline')
  await assertSaved(app)
  await pause(1_000)
  const recoveredMs = await recover(harness, app, [text])
  assert.equal(sandbox.faults.counters().tokensIssued, 1, 'one token was issued')
  return { saw, recoveredMs }
}

async function goneInMidSignIn(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const { page, ...app } = await harness.signedOut()
  sandbox.faults.change({ tokenServiceDelayMs: 500 })
  await signIn(page, 'bob')
  await until('the call', () => (sandbox.faults.counters().tokenServiceCalls === 1 ? true : null))
  sandbox.faults.change({ network: 'off' })
  const saw = await waitForAlert(page, /cannot be reached/)
  assert.equal(await page.getByLabel('Password').inputValue(), 'bob-sandbox')
  const since = harness.heal()
  await pressSignIn(page)
  await waitForStatus(page, 'Connected')
  const recoveredMs = since()
  await assertSaved({ page, ...app }, 'bob')
  return { saw, recoveredMs }
}

/** A bad line: on and off, on and off. */
async function flap(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  const texts: string[] = []
  for (let count = 1; count <= 6; count += 1) {
    sandbox.faults.change({ network: 'off' })
    await pause(150)
    const text = `${count} on a bad line`
    await sendMessage(app.page, text)
    texts.push(text)
    sandbox.faults.change({ network: 'on' })
    await pause(250)
  }
  const saw = await statusText(app.page)
  const recoveredMs = await recover(harness, app, texts)
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs }
}

/** The person signs out with no network. */
async function signOutOffline(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const app = await harness.alice()
  sandbox.faults.change({ network: 'off' })
  await waitForStatus(app.page, 'Offline')
  await signOut(app.page)
  await waitUntilErased(app, 'alice')
  const since = harness.heal()
  await pause(500)
  assert.equal(sandbox.faults.counters().socketsOpen, 0, 'nobody connects behind the back')
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  return { saw: 'the sign-in screen', recoveredMs: since() }
}

const how = 'real sockets: the sandbox cuts all that is open and all that comes'

const rows: Row[] = [
  { fault: 'the network goes for a second', how, run: (harness) => gap(harness, 1_000) },
  { fault: 'the network goes for five seconds', how, run: (harness) => gap(harness, 5_000) },
  {
    fault: 'the network goes, and the system says when it is back',
    how: `${how}; Chromium is told offline and online`,
    run: (harness) => hinted(harness, 'online'),
  },
  {
    fault: 'the computer sleeps and wakes on another network',
    how: `${how}; powerMonitor emits resume, for the machine of a test cannot sleep`,
    run: (harness) => hinted(harness, 'resume'),
  },
  {
    fault: 'the network is back when the screen is unlocked',
    how: `${how}; powerMonitor emits unlock-screen, for there is no lock screen here`,
    run: (harness) => hinted(harness, 'unlock-screen'),
  },
  {
    fault: 'the network is back and the person does not want to wait',
    how: `${how}; “Try now” is pressed`,
    run: (harness) => hinted(harness, 'Try now'),
  },
  { fault: 'the network goes while a message is on its way', how, run: goneInMidSend },
  { fault: 'the network goes in mid-renewal', how, run: goneInMidRenewal },
  { fault: 'the network goes in mid-sign-in', how, run: goneInMidSignIn },
  { fault: 'the network comes and goes six times while messages are sent', how, run: flap },
  { fault: 'the person signs out without a network', how, run: signOutOffline },
]

export const network: Group = { name: 'Network', rows }
