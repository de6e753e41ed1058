import type { Clock } from '../../main/auth/ports.ts'

/** A clock that jumps from one event to the next, made for a million of them: the events are in a binary heap. */
export interface EventClock extends Clock {
  /** Runs everything that is due before `untilMs` of the monotonic clock, and what that sets off. */
  run(untilMs: number): Promise<void>
}

interface Event {
  readonly at: number
  /** Null: called off. It stays in the heap until its time, for finding it there would cost more. */
  run: (() => void) | null
}

/** Starts at `startedAt` (epoch ms) and 0 of the monotonic clock. */
export function createEventClock(startedAt: number): EventClock {
  const heap: Event[] = []
  let now = 0

  function push(event: Event): void {
    let place = heap.push(event) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above]
      if (!parent || parent.at <= event.at) break
      heap[place] = parent
      place = above
    }
    heap[place] = event
  }

  function pop(): void {
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let place = 0
    for (;;) {
      const left = heap[2 * place + 1]
      const right = heap[2 * place + 2]
      const isRight = right !== undefined && left !== undefined && right.at < left.at
      const child = isRight ? right : left
      if (!child || child.at >= last.at) break
      heap[place] = child
      place = 2 * place + (isRight ? 2 : 1)
    }
    heap[place] = last
  }

  return {
    now: () => startedAt + now,
    monotonic: () => now,
    after(delayMs, run) {
      const event: Event = { at: now + Math.max(0, delayMs), run }
      push(event)
      return () => void (event.run = null)
    },
    async run(untilMs) {
      for (let next = heap[0]; next && next.at < untilMs; next = heap[0]) {
        // A millisecond at a time: promises have to come to rest between events, and that once for each of them is slow.
        const end = Math.min(untilMs, Math.floor(next.at) + 1)
        for (; next && next.at < end; next = heap[0]) {
          pop()
          now = next.at
          next.run?.()
        }
        await new Promise((resolve) => void setImmediate(resolve))
      }
      now = untilMs
    },
  }
}
