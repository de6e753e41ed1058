import { settled } from '../../support/fakes.ts'
import { openGround, turn, type Ground } from './ground.ts'
import { checkInvariants, checkMessagesArrived } from './invariants.ts'
import type { Steps } from './steps.ts'
import type { Storage, StorageOptions } from './storage.ts'

/** A driver of random steps. */
export interface Plan {
  readonly steps: Steps
  readonly count: number
  /** Where credentials are stored; the fake vault unless told otherwise. */
  readonly storage?: (options: StorageOptions) => Storage
  /** The state of the world before the first step. */
  begin(ground: Ground): void | Promise<void>
}

/** Does as many random steps as planned, and then lets the world be well again. @throws Error with the trace */
export async function runSteps(seed: number, plan: Plan): Promise<void> {
  const ground = openGround(seed, plan.storage)
  const { journal, dice } = ground
  const unhandled = (error: unknown) => {
    journal.violation(
      `unhandled rejection: ${error instanceof Error ? error.stack : String(error)}`,
    )
  }
  process.on('unhandledRejection', unhandled)
  try {
    await plan.begin(ground)
    for (let left = plan.count; left > 0 && journal.violations().length === 0; left -= 1) {
      await dice.weighted(plan.steps)(ground)
      await settled()
      checkInvariants(ground)
    }
    if (journal.violations().length === 0) await recover(ground)
  } catch (error) {
    journal.violation(`thrown: ${error instanceof Error ? error.stack : String(error)}`)
  } finally {
    await settled()
    process.off('unhandledRejection', unhandled)
  }
  const [first] = journal.violations()
  if (first !== undefined) throw new Error(`${first}\n${journal.lines().slice(-60).join('\n')}`)
}

/** All is well for hours, and whoever is signed in signs out. */
async function recover(ground: Ground): Promise<void> {
  const { service, chat, storage, harness, journal } = ground
  journal.note('all is well from now on')
  service.health = 'good'
  service.lifeSeconds = 3_600
  chat.health = 'good'
  harness.disk.fill(false)
  storage.mend()
  harness.run.session.retryNow()
  await turn(ground, 2 * 3_600_000)
  checkInvariants(ground)
  checkMessagesArrived(ground)
  const isThere = harness.run.session.signedIn() === null || ground.state() === 'connected'
  if (!isThere) journal.violation(`after two good hours the state is ${ground.state()}`)
  ground.call('sign out', () => harness.run.session.signOut())
  await turn(ground, 60_000)
  storage.mend()
  await turn(ground, 60_000)
  checkInvariants(ground)
  if (ground.state() !== 'signedOut')
    journal.violation(`signed out, and the state is ${ground.state()}`)
  const left = harness.index.list().filter(({ stage }) => stage !== 'kept')
  if (left.length > 0)
    journal.violation(`the index still holds ${left.map(({ account }) => account.key).join(', ')}`)
}
