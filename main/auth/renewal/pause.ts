import type { Failure } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { wallClockFromMs } from '../timeouts.ts'

/**
 * The events that end our own part of a pause early: a token that turned out bad, a person or the system's network that asks for a
 * retry, the end of a sleep, a sign that the other side can be reached. Nothing ends the part that the server asked for.
 */
export type PauseEnder = 'demand' | 'retry' | 'resume' | 'signOfLife'

/** A pause before the next try. */
export interface Pause {
  /** The failure that made it necessary. */
  readonly why: Failure
  /** Epoch ms by this computer's clock. */
  readonly nextTryAt: number
  /** Ends our own part of it. What the server asked for is waited out, by the wall clock after a sleep. */
  hurry(by: PauseEnder): void
  cancel(): void
}

export interface PauseOptions {
  clock: Clock
  /** Its `retryAfterMs` is what the server asked for. */
  why: Failure
  /** Our own backoff. */
  backoffMs: number
  /** The next try. Called once, unless the pause is cancelled. */
  run(): void
}

/** A server that asks for more gets an hour: longer is not its to ask, and a setTimeout over 24.8 days fires at once. */
const longestAskedMs = 3_600_000

/** The one place in which pauses are made and capped: for renewals, requests and the connection alike. */
export function startPause(options: PauseOptions): Pause {
  return new RunningPause(options)
}

class RunningPause implements Pause {
  readonly why: Failure
  readonly #clock: Clock
  readonly #run: () => void
  /** Asked for by the server; by the monotonic clock, and by the wall clock for one that may span a sleep. */
  readonly #notBefore: number
  readonly #notBeforeWall: number
  /** The end as it is now, by the monotonic clock. */
  #until: number
  #nextTryAt = 0
  #isOver = false
  #cancelTimer: () => void = () => undefined

  constructor({ clock, why, backoffMs, run }: PauseOptions) {
    const askedMs = Math.min(why.retryAfterMs ?? 0, longestAskedMs)
    const now = clock.monotonic()
    this.why = why
    this.#clock = clock
    this.#run = run
    this.#notBefore = now + askedMs
    this.#notBeforeWall = askedMs > wallClockFromMs ? clock.now() + askedMs : Infinity
    this.#until = now + Math.max(askedMs, backoffMs)
    this.#arm()
  }

  get nextTryAt(): number {
    return this.#nextTryAt
  }

  hurry(by: PauseEnder): void {
    if (this.#isOver) return
    const now = this.#clock.monotonic()
    const hasSlept = by === 'resume' && this.#clock.now() >= this.#notBeforeWall
    const end = hasSlept ? now : Math.max(now, this.#notBefore)
    this.#until = end
    this.#cancelTimer()
    if (end <= now) this.#end()
    else this.#arm()
  }

  cancel(): void {
    this.#isOver = true
    this.#cancelTimer()
  }

  #arm(): void {
    const leftMs = this.#until - this.#clock.monotonic()
    this.#nextTryAt = this.#clock.now() + leftMs
    this.#cancelTimer = this.#clock.after(leftMs, () => this.#end())
  }

  #end(): void {
    this.#isOver = true
    this.#run()
  }
}
