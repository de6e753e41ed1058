/** Counts since the start or the last reset. */
export interface Counters {
  /** Requests that reached the token service, with any result. */
  tokenServiceCalls: number
  /** Tokens that the token service gave out. */
  tokensIssued: number
  /** Sign-ins that a client has ended at the token service. */
  signOuts: number
  guestsCreated: number
  messagesStored: number
  /** REST calls by outcome: `ok`, or the code they were refused with. */
  rest: Record<string, number>
  /** Connections by outcome, likewise. */
  connects: Record<string, number>
  /** Accepted connections that the server ended, by code. */
  ended: Record<string, number>
  /** Sockets open now; not touched by a reset. */
  socketsOpen: number
}

/** All counters at nought. */
export function createCounters(): Counters {
  return {
    tokenServiceCalls: 0,
    tokensIssued: 0,
    signOuts: 0,
    guestsCreated: 0,
    messagesStored: 0,
    rest: {},
    connects: {},
    ended: {},
    socketsOpen: 0,
  }
}

/** Adds one to an outcome. */
export function count(outcomes: Record<string, number>, outcome: string | number): void {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
}

/** Sets all counters back but the number of open sockets, which is a fact. */
export function resetCounters(counters: Counters): void {
  Object.assign(counters, createCounters(), { socketsOpen: counters.socketsOpen })
}
