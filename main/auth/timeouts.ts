import type { Clock } from './ports.ts'

/**
 * The one owner of time-outs. They stand still while a person is asked something (a proxy's password, a keyring prompt),
 * and those over a minute also end by the wall clock, which goes on while the computer sleeps.
 */
export interface Timeouts {
  /** Calls `run` once after `ms` of time that counts. The returned function cancels. */
  after(ms: number, run: () => void): () => void
  /** A person is asked something: no time-out runs until the same reason is released. */
  hold(reason: string): void
  /** The person has answered. A time-out of up to a minute starts over; a longer one keeps the time it had left. */
  release(reason: string): void
  /** The computer slept, or may have: ends what has run out by the wall clock. */
  lookAgain(): void
}

/** Longer ones may span a sleep, in which the monotonic clock and its timers stand still. */
export const wallClockFromMs = 60_000

interface Timeout {
  readonly ms: number
  readonly run: () => void
  leftMs: number
  /** By the monotonic clock. */
  startedAt: number
  /** Epoch ms; Infinity for a short one. */
  endsAt: number
  cancel: () => void
}

export function createTimeouts(clock: Clock): Timeouts {
  return new HeldTimeouts(clock)
}

class HeldTimeouts implements Timeouts {
  readonly #clock: Clock
  readonly #running = new Set<Timeout>()
  readonly #reasons = new Set<string>()
  #heldAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  after(ms: number, run: () => void): () => void {
    const endsAt = ms > wallClockFromMs ? this.#clock.now() + ms : Infinity
    const timeout: Timeout = { ms, run, leftMs: ms, startedAt: 0, endsAt, cancel: () => undefined }
    this.#running.add(timeout)
    if (this.#reasons.size === 0) this.#start(timeout)
    return () => {
      timeout.cancel()
      this.#running.delete(timeout)
    }
  }

  hold(reason: string): void {
    if (this.#reasons.size === 0) this.#stopAll()
    this.#reasons.add(reason)
  }

  release(reason: string): void {
    if (!this.#reasons.delete(reason) || this.#reasons.size > 0) return
    const heldMs = Math.max(0, this.#clock.now() - this.#heldAt)
    for (const timeout of this.#running) {
      timeout.endsAt += heldMs
      this.#start(timeout)
    }
  }

  lookAgain(): void {
    if (this.#reasons.size > 0) return
    const now = this.#clock.now()
    const over = [...this.#running].filter(({ endsAt }) => endsAt <= now)
    for (const timeout of over) this.#end(timeout)
  }

  #stopAll(): void {
    this.#heldAt = this.#clock.now()
    const now = this.#clock.monotonic()
    for (const timeout of this.#running) {
      timeout.cancel()
      const isShort = timeout.ms <= wallClockFromMs
      timeout.leftMs = isShort ? timeout.ms : timeout.leftMs - (now - timeout.startedAt)
    }
  }

  #start(timeout: Timeout): void {
    timeout.startedAt = this.#clock.monotonic()
    timeout.cancel = this.#clock.after(Math.max(0, timeout.leftMs), () => this.#end(timeout))
  }

  #end(timeout: Timeout): void {
    if (!this.#running.delete(timeout)) return
    timeout.cancel()
    timeout.run()
  }
}
