import { Failure } from '../auth/errors.ts'

/** The slow mode of channels, as far as the server has told of it. */
export interface SlowMode {
  /** Notes the seconds between two messages of one person in a channel. */
  learn(cid: string, cooldownSeconds: number): void
  /**
   * Tells how a failed message is tried again. The server does not say when slow mode takes the next message, but a
   * cooldown later it does: such a message waits. Where no cooldown is known, and for any other failure, the same failure.
   */
  withPause(cid: string, failure: Failure): Failure
}

export function createSlowMode(): SlowMode {
  const cooldowns = new Map<string, number>()
  return {
    learn: (cid, cooldownSeconds) => void cooldowns.set(cid, cooldownSeconds),
    withPause(cid, failure) {
      const cooldownSeconds = cooldowns.get(cid) ?? 0
      if (failure.code !== 'slowMode' || cooldownSeconds <= 0) return failure
      return new Failure('slowMode', failure.message, {
        cause: failure,
        origin: 'server',
        canRetry: true,
        retryAfterMs: cooldownSeconds * 1000,
      })
    },
  }
}
