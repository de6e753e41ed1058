import { kill, type FaultHarness } from './faultHarness.ts'
import {
  openChannel,
  sendMessage,
  waitForSignIn,
  waitForStatus,
  waitForText,
  signIn,
} from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import {
  assertArrivedOnce,
  assertTokenServiceCalls,
  assertSaved,
  waitUntilErased,
} from './assertions.ts'

/** SIGKILL to main this long after the button of the sign-in was pressed. */
async function killInSignIn(harness: FaultHarness, afterMs: number): Promise<Seen> {
  const { sandbox } = harness
  await harness.signedOut()
  const first = await harness.launch()
  sandbox.faults.change({ tokenServiceDelayMs: 150 })
  await signIn(first.page, 'carol')
  await pause(afterMs)
  await kill(first)
  const since = harness.heal()
  const app = await harness.launch({ userData: first.userData })
  // Either it was done, or nothing is left of it.
  const saw = await waitForText(app.page, /^Connected|^Sign in to/)
  if (saw.startsWith('Connected')) await assertSaved(app, 'carol')
  else {
    await waitUntilErased(app, 'carol')
    await signIn(app.page, 'carol')
    await waitForStatus(app.page, 'Connected')
    await assertSaved(app, 'carol')
  }
  return { saw, recoveredMs: since() }
}

/** SIGKILL to main this long after its token ended; the token service takes half a second. */
async function killInRenewal(harness: FaultHarness, afterMs: number): Promise<Seen> {
  const { sandbox } = harness
  const userData = await harness.profileOfAlice()
  const first = await harness.launch({ userData })
  await waitForStatus(first.page, 'Connected')
  sandbox.faults.change({ tokenServiceDelayMs: 300 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until('the call', () => (sandbox.faults.counters().tokenServiceCalls > 0 ? true : null))
  await pause(afterMs)
  await kill(first)
  const since = harness.heal()
  const app = await harness.launch({ userData })
  const saw = await waitForStatus(app.page, 'Connected')
  const recoveredMs = since()
  await assertSaved(app)
  assertTokenServiceCalls(sandbox, 1, 2)
  return { saw, recoveredMs }
}

/** SIGKILL to main this long after “Sign out” was pressed: nobody may be signed in again. */
async function killInSignOut(harness: FaultHarness, afterMs: number): Promise<Seen> {
  await harness.signedOut()
  const first = await harness.launch()
  await signIn(first.page, 'carol')
  await waitForStatus(first.page, 'Connected')
  await first.page.getByRole('button', { name: 'Account' }).click()
  await first.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await pause(afterMs)
  await kill(first)
  const since = harness.heal()
  const app = await harness.launch({ userData: first.userData })
  await waitForSignIn(app.page)
  const recoveredMs = since()
  await waitUntilErased(app, 'carol')
  return { saw: 'the sign-in screen, and nothing to continue as', recoveredMs }
}

/** SIGKILL to main in the middle of a conversation. */
async function killConnected(harness: FaultHarness): Promise<Seen> {
  const { sandbox } = harness
  const userData = await harness.profileOfAlice()
  const first = await harness.launch({ userData })
  await waitForStatus(first.page, 'Connected')
  await openChannel(first.page)
  sandbox.faults.act({ action: 'resetCounters' })
  await sendMessage(first.page, 'The last words before the power cut')
  await assertArrivedOnce(sandbox, 'The last words before the power cut')
  await kill(first)
  const since = harness.heal()
  const app = await harness.launch({ userData })
  const saw = await waitForStatus(app.page, 'Connected')
  const recoveredMs = since()
  await assertSaved(app)
  await openChannel(app.page)
  await waitForText(app.page, /The last words before the power cut/)
  assertTokenServiceCalls(sandbox, 0)
  return { saw, recoveredMs }
}

/** SIGKILL, four starts in a row, later each time: from a window that has just shown up to one that is connected. */
async function killStarts(harness: FaultHarness): Promise<Seen> {
  const userData = await harness.profileOfAlice()
  for (let count = 0; count < 4; count += 1) {
    const app = await harness.launch({ userData })
    await pause(count * 150)
    await kill(app)
  }
  const since = harness.heal()
  const app = await harness.launch({ userData })
  const saw = await waitForStatus(app.page, 'Connected')
  await assertSaved(app)
  return { saw, recoveredMs: since() }
}

const how = 'real SIGKILL to the main process, then a start'

const rows: Row[] = [
  ...[0, 160, 300, 450, 650].map((ms) => ({
    fault: `the app is killed ${ms} ms into a sign-in`,
    how,
    run: (harness: FaultHarness) => killInSignIn(harness, ms),
  })),
  ...[0, 290, 330, 400].map((ms) => ({
    fault: `the app is killed ${ms} ms into a renewal`,
    how,
    run: (harness: FaultHarness) => killInRenewal(harness, ms),
  })),
  ...[0, 10, 40].map((ms) => ({
    fault: `the app is killed ${ms} ms into a sign-out`,
    how,
    run: (harness: FaultHarness) => killInSignOut(harness, ms),
  })),
  { fault: 'the app is killed in the middle of a conversation', how, run: killConnected },
  { fault: 'the app is killed at four starts in a row', how, run: killStarts },
]

export const kills: Group = { name: 'The app is killed', rows }
