import type { Log } from '../ports.ts'
import { createRenewal, type Renewal, type RenewalOptions } from './renewal.ts'

export interface LoggedRenewalOptions extends RenewalOptions {
  log: Log
  /** How many requests wait. */
  waiting(): number
}

/** A renewal that tells the log when a renewal is planned, begins, and how it ends. */
export function createLoggedRenewal(options: LoggedRenewalOptions): Renewal {
  const { log, waiting, clock, serverTime, on } = options
  const renewal = createRenewal({
    ...options,
    on: {
      calling(attempt) {
        log.info('renewal.calling', { attempt, waiting: waiting() })
        on.calling(attempt)
      },
      renewed(token) {
        log.info('renewal.done', { expiresAt: token.expiresAt })
        logPlan()
        on.renewed(token)
      },
      failing(failure) {
        log.warn('renewal.failed', { code: failure.code, ...nextTry(), waiting: waiting() })
        on.failing(failure)
      },
      refused(failure) {
        log.warn('renewal.ended', { code: failure.code })
        on.refused?.(failure)
      },
      ended(failure) {
        log.warn('renewal.ended', { code: failure.code })
        on.ended(failure)
      },
    },
  })

  function logPlan(): void {
    const at = renewal.renewsAt()
    if (at !== null) log.info('renewal.planned', { inMs: Math.round(at - serverTime.now()) })
  }

  function nextTry(): { nextTryInMs: number } | null {
    const state = renewal.state()
    if (state.kind !== 'retrying') return null
    return { nextTryInMs: Math.round(state.nextTryAt - clock.now()) }
  }

  return {
    schedule(token, origin) {
      renewal.schedule(token, origin)
      logPlan()
    },
    renewNow: () => renewal.renewNow(),
    timeMoved: () => renewal.timeMoved(),
    retryNow: () => renewal.retryNow(),
    resumed: () => renewal.resumed(),
    signOfLife: () => renewal.signOfLife(),
    stop: () => renewal.stop(),
    renewsAt: () => renewal.renewsAt(),
    isRenewable: () => renewal.isRenewable(),
    state: () => renewal.state(),
  }
}
