import { toFailure } from '../errors.ts'
import { createGate, type Gate, type GateOptions, type Limits } from './gate.ts'
import type { Log } from '../ports.ts'
import { createTally } from './failureCounter.ts'

/** What was said of the gate: `holding`: nothing yet, for nobody had to wait so far; `held`: that requests wait. */
type Word = 'open' | 'holding' | 'held'

/**
 * A gate that tells the log what becomes of requests: since when they are held, how many go on, how many were refused,
 * postponed or failed, and by which code. A line for each crowd, never for each request.
 */
export function createLoggedGate({ log, ...options }: GateOptions & { log: Log }): Gate {
  const { clock, on } = options
  const tally = (event: string) =>
    createTally(clock, (code, count) => log.warn(event, { code, count }))
  const refusals = tally('requests.refused')
  const postponements = tally('requests.postponed')
  const failures = tally('requests.failed')
  let word: Word = 'holding'
  let hasToken = false
  let isUp = true

  const gate = createGate({
    ...options,
    on: {
      ...on,
      refused(token, failure) {
        refusals.add(failure.code)
        on.refused(token, failure)
      },
      lost() {
        isUp = false
        hold()
        on.lost()
      },
    },
  })

  function hold(): void {
    if (word === 'open') word = 'holding'
    note()
  }

  function note(): void {
    if (word !== 'holding') return
    const waiting = gate.waiting()
    if (waiting === 0) return
    word = 'held'
    log.info('requests.held', { waiting })
  }

  function resume(): void {
    if (!hasToken || !isUp) return
    if (word === 'held') {
      refusals.flush()
      log.info('requests.resumed', { count: gate.waiting() })
    }
    word = 'open'
  }

  /** One that insists is told of each answer that does not end it. */
  function counting(limits: Limits): Limits {
    return {
      ...limits,
      insists(failure) {
        postponements.add(failure.code)
        limits.insists?.(failure)
      },
    }
  }

  return {
    pass(send, limits) {
      const passed = gate.pass(send, limits?.insists ? counting(limits) : limits)
      passed.catch((error: unknown) => failures.add(toFailure(error).code))
      note()
      return passed
    },
    open(token) {
      hasToken = true
      resume()
      gate.open(token)
    },
    hold() {
      hasToken = false
      gate.hold()
      hold()
    },
    connect() {
      isUp = true
      resume()
      gate.connect()
    },
    disconnect() {
      isUp = false
      gate.disconnect()
      hold()
    },
    close(failure) {
      refusals.flush()
      postponements.flush()
      gate.close(failure)
      // Those that are refused now are told in the next turn, and counted before this.
      void Promise.resolve().then(failures.flush)
    },
    waiting: () => gate.waiting(),
  }
}
