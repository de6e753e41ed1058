import { createHash } from 'node:crypto'

/** Why a token ended before its own expiry. */
export type EndReason = 'expired' | 'revoked'

/** Tokens that were ended by hand: "revoked before" an instant for each user, and the very tokens seen until then. */
export interface Revocations {
  /** Notes a token as seen, so that ending its user's tokens now ends it to the second. */
  saw(userId: string, token: string): void
  /** Ends all tokens of a user issued until now, or, when told, before an instant (epoch seconds). */
  end(userId: string, why: EndReason, nowSeconds: number, beforeSeconds?: number): void
  /** Why this token has ended, or null. `issuedAt` is its `iat` in epoch seconds, undefined when it has none. */
  of(userId: string, token: string, issuedAt: number | undefined): EndReason | null
}

interface Record {
  seen: Set<string>
  ended: Map<string, EndReason>
  before: { seconds: number; why: EndReason } | null
}

// A client that renews every few seconds for a day stays below this; older tokens are past their own expiry by then.
const mostRemembered = 20_000

/** No endings yet. They last for this run: after a restart only the signature and the claims of a token count. */
export function createRevocations(): Revocations {
  const records = new Map<string, Record>()
  const recordOf = (userId: string): Record => {
    const record = records.get(userId) ?? { seen: new Set(), ended: new Map(), before: null }
    records.set(userId, record)
    return record
  }
  return {
    saw(userId, token) {
      const { seen } = recordOf(userId)
      seen.add(fingerprint(token))
      dropOldest(seen)
    },
    end(userId, why, nowSeconds, beforeSeconds) {
      const record = recordOf(userId)
      if (beforeSeconds === undefined) {
        for (const print of record.seen) record.ended.set(print, why)
        record.seen.clear()
        dropOldest(record.ended)
      }
      // `iat` counts whole seconds and may be back-dated by one: a token got right after this must not fall under it.
      record.before = { seconds: beforeSeconds ?? nowSeconds - 1, why }
    },
    of(userId, token, issuedAt) {
      const record = records.get(userId)
      if (!record) return null
      const { before } = record
      if (before && issuedAt !== undefined && issuedAt < before.seconds) return before.why
      return record.ended.get(fingerprint(token)) ?? null
    },
  }
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}

function dropOldest(kept: Set<string> | Map<string, EndReason>): void {
  const oldest = kept.keys().next()
  if (kept.size > mostRemembered && !oldest.done) kept.delete(oldest.value)
}
