import type { FakeClock } from '../../support/fakes.ts'

/** The timers of a run: those of the world around the app, and those of the app itself. */
export interface Timers {
  /** Calls `run` after `delayMs` of the world's time, unless the app is killed before. */
  after(delayMs: number, run: () => void): void
  /** Resolves after `delayMs` of the world's time; never, if the app is killed before. */
  wait(delayMs: number): Promise<void>
  /** How many timers the app has set that are neither over nor cancelled. */
  ofApp(): number
  /** The app is killed: its timers are gone, and what it waited for reaches nobody any more. */
  kill(): void
}

/** Watches a clock, whose timers are all the app's but for those that are set here. */
export function watchTimers(clock: FakeClock): Timers {
  const set = clock.after.bind(clock)
  let app = new Set<object>()
  let world = new Set<object>()

  function track(timers: Set<object>, delayMs: number, run: () => void): () => void {
    const timer = {}
    timers.add(timer)
    const cancel = set(delayMs, () => {
      if (timers.delete(timer)) run()
    })
    return () => {
      timers.delete(timer)
      cancel()
    }
  }

  clock.after = (delayMs, run) => track(app, delayMs, run)
  const after = (delayMs: number, run: () => void) => void track(world, delayMs, run)
  return {
    after,
    wait: (delayMs) => new Promise<void>((resolve) => after(delayMs, resolve)),
    ofApp: () => app.size,
    kill() {
      for (const timers of [app, world]) timers.clear()
      app = new Set()
      world = new Set()
    },
  }
}
