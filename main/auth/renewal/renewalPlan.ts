import { dueAt } from './dueTime.ts'
import type { Random } from '../ports.ts'
import type { ServerTime } from './serverTime.ts'
import type { Token } from '../token/token.ts'

/** When one token is to be renewed, by what is known of the server's time whenever it is asked. */
export interface RenewalPlan {
  /** How long until then, in ms; negative when it is overdue, null when the token never ends. */
  delayMs(): number | null
  /** The same in epoch ms of server time. */
  dueAt(): number | null
  /** The rest of the token's life in ms; negative once it has ended, -Infinity when it never ends. */
  leftMs(): number
  /** The least time between two renewals that no refusal asks for, in ms. */
  leastIntervalMs(): number
  /** A new token that had ended before it came, by the server's clock. */
  isDeadOnArrival(): boolean
}

export interface RenewalPlanOptions {
  token: Token
  /** `new`: received just now. `kept`: it comes from the vault. */
  origin: 'new' | 'kept'
  serverTime: ServerTime
  random: Random
}

/**
 * A token of ten minutes that lives for three seconds by the chat server's clock is one of a service that is behind. Its
 * service is not asked again every other second for as long as nothing needs a token.
 */
const leastInterval = { fromMs: 1_000, parts: 20, toMs: 30_000 }

/**
 * The life of a new token begins when it is received: by the clock of the server that judges it, whatever the clock of the
 * service that dated it. Until that server has been heard, its length is what the token says of itself, so that a wrong
 * clock of this computer plays no part. The jitter is drawn once.
 */
export function planRenewal({
  token,
  origin,
  serverTime,
  random,
}: RenewalPlanOptions): RenewalPlan {
  const receivedAt = serverTime.elapsed()
  const jitter = random()
  const hearingsBefore = serverTime.hearings()
  /**
   * In server time; null until the server has been heard. When a new token comes, what was heard before can be stale: the
   * server's clock was set. The first hearing after it replaces that. Later news say nothing about the past.
   */
  let heardReceipt: number | null = null
  let isFinal = false

  const sinceReceipt = () => serverTime.elapsed() - receivedAt

  function lifeStart(): number {
    const receipt = serverTime.now() - sinceReceipt()
    if (serverTime.isHeard() && !isFinal) {
      heardReceipt = receipt
      isFinal = origin === 'kept' || serverTime.hearings() > hearingsBefore
    }
    if (origin === 'kept') return token.issuedAt ?? heardReceipt ?? receipt
    return heardReceipt ?? token.issuedAt ?? receipt
  }

  /** The part that has passed of a life that began at `start`, in ms. */
  function livedMs(start: number): number {
    const isByServer = origin === 'kept' || heardReceipt !== null
    return isByServer ? serverTime.now() - start : sinceReceipt()
  }

  function delayMs(): number | null {
    const start = lifeStart()
    const due = dueAt(token, start, () => jitter)
    return due === null ? null : due - start - livedMs(start)
  }

  return {
    delayMs,
    dueAt() {
      const delay = delayMs()
      return delay === null ? null : serverTime.now() + delay
    },
    leftMs() {
      if (token.expiresAt === null) return -Infinity
      const start = lifeStart()
      return token.expiresAt - start - livedMs(start)
    },
    leastIntervalMs() {
      if (token.expiresAt === null || token.issuedAt === null) return leastInterval.fromMs
      const statedMs = token.expiresAt - token.issuedAt
      return Math.min(
        Math.max(leastInterval.fromMs, statedMs / leastInterval.parts),
        leastInterval.toMs,
      )
    },
    isDeadOnArrival: () =>
      origin === 'new' && token.expiresAt !== null && token.expiresAt <= lifeStart(),
  }
}
