import { toFailure, type Failure } from '../errors.ts'
import { createGate, type Gate, type GateOptions, type Limits, type Send } from './gate.ts'
import type { Log } from '../ports.ts'
import { createFailureCounter, type FailureCounter } from './failureCounter.ts'
import type { Token } from '../token/token.ts'

/** The last line about the gate. `holding`: none yet, since no request had to wait. `held`: requests wait. */
type Logged = 'open' | 'holding' | 'held'

/**
 * A gate that tells the log what becomes of requests: since when they are held, how many go on, how many were refused,
 * postponed or failed, and by which code. A line for each crowd, never for each request.
 */
export function createLoggedGate(options: GateOptions & { log: Log }): Gate {
  return new LoggedGate(options)
}

class LoggedGate implements Gate {
  readonly #gate: Gate
  readonly #log: Log
  readonly #refusals: FailureCounter
  readonly #postponements: FailureCounter
  readonly #failures: FailureCounter
  #lastLogged: Logged = 'holding'
  #hasToken = false
  #isUp = true

  constructor({ log, ...options }: GateOptions & { log: Log }) {
    const { clock, on } = options
    const counter = (event: string) =>
      createFailureCounter(clock, (code, count) => log.warn(event, { code, count }))
    this.#log = log
    this.#refusals = counter('requests.refused')
    this.#postponements = counter('requests.postponed')
    this.#failures = counter('requests.failed')
    this.#gate = createGate({
      ...options,
      on: {
        ...on,
        refused: (token, failure, sentAt) => {
          this.#refusals.add(failure.code)
          on.refused(token, failure, sentAt)
        },
        lost: () => {
          this.#isUp = false
          this.#hold()
          on.lost()
        },
      },
    })
  }

  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value> {
    const counted = limits?.retryOnServerError ? this.#counting(limits) : limits
    const passed = this.#gate.pass(send, counted)
    passed.catch((error: unknown) => this.#failures.add(toFailure(error).code))
    this.#note()
    return passed
  }

  open(token: Token | null): void {
    this.#hasToken = true
    this.#resume()
    this.#gate.open(token)
  }

  hold(): void {
    this.#hasToken = false
    this.#gate.hold()
    this.#hold()
  }

  resumeTransport(): void {
    this.#isUp = true
    this.#resume()
    this.#gate.resumeTransport()
  }

  pauseTransport(): void {
    this.#isUp = false
    this.#gate.pauseTransport()
    this.#hold()
  }

  resumed(): void {
    this.#gate.resumed()
  }

  close(failure: Failure): void {
    this.#refusals.flush()
    this.#postponements.flush()
    this.#gate.close(failure)
    // Those that are refused now are told in the next turn, and counted before this.
    void Promise.resolve().then(() => this.#failures.flush())
  }

  waiting(): number {
    return this.#gate.waiting()
  }

  #hold(): void {
    if (this.#lastLogged === 'open') this.#lastLogged = 'holding'
    this.#note()
  }

  #note(): void {
    if (this.#lastLogged !== 'holding') return
    const waiting = this.#gate.waiting()
    if (waiting === 0) return
    this.#lastLogged = 'held'
    this.#log.info('requests.held', { waiting })
  }

  #resume(): void {
    if (!this.#hasToken || !this.#isUp) return
    if (this.#lastLogged === 'held') {
      this.#refusals.flush()
      this.#log.info('requests.resumed', { count: this.#gate.waiting() })
    }
    this.#lastLogged = 'open'
  }

  /** Counts each answer that does not end a request that is retried. */
  #counting(limits: Limits): Limits {
    return {
      ...limits,
      retryOnServerError: (failure) => {
        this.#postponements.add(failure.code)
        limits.retryOnServerError?.(failure)
      },
    }
  }
}
