import { toFailure } from '../errors.ts'
import { createGate, type Gate, type GateOptions, type Limits } from './gate.ts'
import type { Log } from '../ports.ts'
import { createFailureCounter } from './failureCounter.ts'

/** What was said of the gate: `holding`: nothing yet, for nobody had to wait so far; `held`: that requests wait. */
type Logged = 'open' | 'holding' | 'held'

/**
 * A gate that tells the log what becomes of requests: since when they are held, how many go on, how many were refused,
 * postponed or failed, and by which code. A line for each crowd, never for each request.
 */
export function createLoggedGate({ log, ...options }: GateOptions & { log: Log }): Gate {
  const { clock, on } = options
  const counter = (event: string) =>
    createFailureCounter(clock, (code, count) => log.warn(event, { code, count }))
  const refusals = counter('requests.refused')
  const postponements = counter('requests.postponed')
  const failures = counter('requests.failed')
  let lastLogged: Logged = 'holding'
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
    if (lastLogged === 'open') lastLogged = 'holding'
    note()
  }

  function note(): void {
    if (lastLogged !== 'holding') return
    const waiting = gate.waiting()
    if (waiting === 0) return
    lastLogged = 'held'
    log.info('requests.held', { waiting })
  }

  function resume(): void {
    if (!hasToken || !isUp) return
    if (lastLogged === 'held') {
      refusals.flush()
      log.info('requests.resumed', { count: gate.waiting() })
    }
    lastLogged = 'open'
  }

  /** Counts each answer that does not end a request that is retried. */
  function counting(limits: Limits): Limits {
    return {
      ...limits,
      retryOnServerError(failure) {
        postponements.add(failure.code)
        limits.retryOnServerError?.(failure)
      },
    }
  }

  return {
    pass(send, limits) {
      const passed = gate.pass(send, limits?.retryOnServerError ? counting(limits) : limits)
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
    resumeTransport() {
      isUp = true
      resume()
      gate.resumeTransport()
    },
    pauseTransport() {
      isUp = false
      gate.pauseTransport()
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
