import type { Failure } from '../errors.ts'
import type { Clock, Log } from '../ports.ts'
import { createFailureCounter } from './failureCounter.ts'
import type { GateListener } from './gate.ts'

/** Logs what becomes of requests: a line for each crowd, never for each request. Failures are counted by code. */
export function createGateLog(log: Log, clock: Clock): GateListener {
  const counter = (event: string) =>
    createFailureCounter(clock, (code, count) => log.warn(event, { code, count }))
  const refusals = counter('requests.refused')
  const postponements = counter('requests.postponed')
  const failures = counter('requests.failed')
  return {
    held: (waiting) => log.info('requests.held', { waiting }),
    resumed(count) {
      refusals.flush()
      log.info('requests.resumed', { count })
    },
    refused: (failure: Failure) => refusals.add(failure.code),
    postponed: (failure: Failure) => postponements.add(failure.code),
    failed: (failure: Failure) => failures.add(failure.code),
    closed() {
      for (const counted of [refusals, postponements, failures]) counted.flush()
    },
  }
}
