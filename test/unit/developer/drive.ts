import { settled, type FakeClock } from '../../support/fakes.ts'

/**
 * Turns a clock by hand until something is done, whenever all that it waits for are timers of at most `waitMs`. Each call
 * under way has a timer of its own, its time-out, and must not be timed out while others still come in.
 */
export async function drive<Value>(
  clock: FakeClock,
  waitMs: number,
  work: Promise<Value>,
): Promise<Value> {
  const state = { isDone: false }
  const ended = work.finally(() => (state.isDone = true))
  ended.catch(() => undefined)
  while (!state.isDone) {
    const pending = clock.pending()
    const due = pending.filter((ms) => ms <= waitMs)
    if (due[0] !== undefined && due.length * 2 >= pending.length) await clock.turn(due[0])
    await settled()
  }
  return ended
}
