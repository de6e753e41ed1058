import { kill, type Ground } from './ground.ts'
import { openTheirChannel, say, seeSignIn, seeStatus, seeText, signIn } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause, until } from '../../support/app/waiting.ts'
import { mustArriveOnce, mustCall, mustKeep, untilWiped } from './witness.ts'

/** SIGKILL to main this long after the button of the sign-in was pressed. */
async function killInSignIn(ground: Ground, afterMs: number): Promise<Seen> {
  const { sandbox } = ground
  await ground.signedOut()
  const first = await ground.launch()
  sandbox.faults.change({ tokenServiceDelayMs: 150 })
  await signIn(first.page, 'carol')
  await pause(afterMs)
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData: first.userData })
  // Either it was done, or nothing is left of it.
  const saw = await seeText(app.page, /^Connected|^Sign in to/)
  if (saw.startsWith('Connected')) await mustKeep(app, 'carol')
  else {
    await untilWiped(app, 'carol')
    await signIn(app.page, 'carol')
    await seeStatus(app.page, 'Connected')
    await mustKeep(app, 'carol')
  }
  return { saw, recoveredMs: since() }
}

/** SIGKILL to main this long after its token ended; the token service takes half a second. */
async function killInRenewal(ground: Ground, afterMs: number): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  const first = await ground.launch({ userData })
  await seeStatus(first.page, 'Connected')
  sandbox.faults.change({ tokenServiceDelayMs: 300 })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  await until('the call', () => (sandbox.faults.counters().tokenServiceCalls > 0 ? true : null))
  await pause(afterMs)
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  mustCall(sandbox, 1, 2)
  return { saw, recoveredMs }
}

/** SIGKILL to main this long after “Sign out” was pressed: nobody may be signed in again. */
async function killInSignOut(ground: Ground, afterMs: number): Promise<Seen> {
  await ground.signedOut()
  const first = await ground.launch()
  await signIn(first.page, 'carol')
  await seeStatus(first.page, 'Connected')
  await first.page.getByRole('button', { name: 'Account' }).click()
  await first.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await pause(afterMs)
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData: first.userData })
  await seeSignIn(app.page)
  const recoveredMs = since()
  await untilWiped(app, 'carol')
  return { saw: 'the sign-in screen, and nothing to continue as', recoveredMs }
}

/** SIGKILL to main in the middle of a conversation. */
async function killConnected(ground: Ground): Promise<Seen> {
  const { sandbox } = ground
  const userData = await ground.kept()
  const first = await ground.launch({ userData })
  await seeStatus(first.page, 'Connected')
  await openTheirChannel(first.page)
  sandbox.faults.act({ action: 'resetCounters' })
  await say(first.page, 'The last words before the power cut')
  await mustArriveOnce(sandbox, 'The last words before the power cut')
  await kill(first)
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected')
  const recoveredMs = since()
  await mustKeep(app)
  await openTheirChannel(app.page)
  await seeText(app.page, /The last words before the power cut/)
  mustCall(sandbox, 0)
  return { saw, recoveredMs }
}

/** SIGKILL, four starts in a row, later each time: from a window that has just shown up to one that is connected. */
async function killStarts(ground: Ground): Promise<Seen> {
  const userData = await ground.kept()
  for (let count = 0; count < 4; count += 1) {
    const app = await ground.launch({ userData })
    await pause(count * 150)
    await kill(app)
  }
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected')
  await mustKeep(app)
  return { saw, recoveredMs: since() }
}

const how = 'real SIGKILL to the main process, then a start'

const rows: Row[] = [
  ...[0, 160, 300, 450, 650].map((ms) => ({
    fault: `the app is killed ${ms} ms into a sign-in`,
    how,
    run: (ground: Ground) => killInSignIn(ground, ms),
  })),
  ...[0, 290, 330, 400].map((ms) => ({
    fault: `the app is killed ${ms} ms into a renewal`,
    how,
    run: (ground: Ground) => killInRenewal(ground, ms),
  })),
  ...[0, 10, 40].map((ms) => ({
    fault: `the app is killed ${ms} ms into a sign-out`,
    how,
    run: (ground: Ground) => killInSignOut(ground, ms),
  })),
  { fault: 'the app is killed in the middle of a conversation', how, run: killConnected },
  { fault: 'the app is killed at four starts in a row', how, run: killStarts },
]

export const kills: Group = { name: 'The app is killed', rows }
