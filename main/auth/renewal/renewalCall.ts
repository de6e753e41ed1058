import { Failure, toFailure } from '../errors.ts'
import type { Grant } from '../ports.ts'
import type { Timeouts } from '../timeouts.ts'
import type { Token } from '../token/token.ts'

export interface RenewalCallOptions {
  timeouts: Timeouts
  renew(signal: AbortSignal): Promise<Grant>
  /** Puts the grant where it survives a crash. */
  store(grant: Grant): Promise<void>
  /** The new token may be used: it is stored, or could not be. */
  done(token: Token): void
  failed(failure: Failure): void
}

/** A call that is under way. */
export interface RenewalCall {
  /** Calls it off: an answer that still comes is dropped, unless it is stored already. */
  cancel(): void
}

const timeoutMs = 10_000

/** Makes one call, bounded in time. One of `done` and `failed` is called, once, unless it is cancelled. */
export function startRenewalCall(options: RenewalCallOptions): RenewalCall {
  const { timeouts, renew, store, done, failed } = options
  const controller = new AbortController()
  let isOver = false

  function end(): boolean {
    cancelTimeout()
    if (isOver) return false
    isOver = true
    return true
  }

  function fail(failure: Failure): void {
    if (!end()) return
    controller.abort()
    failed(failure)
  }

  async function settle(grant: Grant): Promise<void> {
    cancelTimeout()
    if (isOver) return
    await store(grant).catch(() => undefined)
    if (end()) done(grant.token)
  }

  const cancelTimeout = timeouts.after(timeoutMs, () => {
    fail(new Failure('timeout', 'The token service did not answer in 10 s.'))
  })
  renew(controller.signal).then(settle, (error: unknown) => fail(toFailure(error)))

  return {
    cancel() {
      if (end()) controller.abort()
    },
  }
}
