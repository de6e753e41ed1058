import { Failure, unreachable } from '../errors.ts'

/**
 * A moment in the order of what this session sends: later moments are greater. It is no time, so neither a sleep nor a
 * clock that is set can confuse it, and no two requests share one.
 */
export type Moment = number

/** Gives each moment once, in order. */
export function createMoments(): () => Moment {
  let last = 0
  return () => (last += 1)
}

/** The knowledge of the token in use. */
export type TokenState =
  /** `waitedUntil`: it was found not yet valid, and that wait is over since this moment. */
  | { readonly kind: 'untried'; readonly waitedUntil: Moment | null }
  /** `sentAt`: when the latest request that the server took was sent. */
  | { readonly kind: 'accepted'; readonly sentAt: Moment }
  /** By the server's clock. It is waited for `waitMs`. */
  | {
      readonly kind: 'notYetValid'
      readonly sentAt: Moment
      readonly failure: Failure
      readonly waitMs: number
    }
  /** It has ended, and is not used again: a new one is needed. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Neither it nor a new one is wanted: the session is over. */
  | { readonly kind: 'rejected'; readonly failure: Failure }

/** The meaning of a refusal. */
export type Refusal =
  /** It has ended: a new one may do. */
  | { kind: 'ended'; failure: Failure }
  /** It may be valid after `waitMs`; null when that is too long. `final` says what to tell the person then. */
  | { kind: 'notYetValid'; failure: Failure; waitMs: number | null; final: Failure }
  /** A definite no. */
  | { kind: 'rejected'; failure: Failure }

/** News of the token in use, dated with the moment at which the answered request was sent. */
export type TokenFact =
  | { kind: 'accepted'; sentAt: Moment }
  | { kind: 'refused'; sentAt: Moment; refusal: Refusal }
  /** The wait for a token that was not yet valid is over. */
  | { kind: 'waited'; at: Moment }
  /** Another token has taken its place. */
  | { kind: 'renewed' }

/** All that is known of the tokens of a session. */
export interface TokenKnowledge {
  readonly state: TokenState
  /** Whether it came from a renewal. */
  readonly isRenewed: boolean
  /** How many renewed tokens in a row were refused before the server took one. */
  readonly freshRefusals: number
}

/** The knowledge of a first token. */
export const nothingKnown: TokenKnowledge = {
  state: { kind: 'untried', waitedUntil: null },
  isRenewed: false,
  freshRefusals: 0,
}

/** A server that refuses each new token is not asked for ever. */
const mostFreshRefusals = 2

/** The knowledge after a fact. An older fact never overrules a newer one: it changes nothing. */
export function learnFact(known: TokenKnowledge, fact: TokenFact): TokenKnowledge {
  switch (fact.kind) {
    case 'accepted':
      return accept(known, fact.sentAt)
    case 'refused':
      return refuse(known, fact.sentAt, fact.refusal)
    case 'waited':
      if (known.state.kind !== 'notYetValid') return known
      return { ...known, state: { kind: 'untried', waitedUntil: fact.at } }
    case 'renewed':
      return { ...known, state: { kind: 'untried', waitedUntil: null }, isRenewed: true }
    default:
      return unreachable(fact)
  }
}

function accept(known: TokenKnowledge, sentAt: Moment): TokenKnowledge {
  const { state } = known
  switch (state.kind) {
    case 'accepted':
      return sentAt <= state.sentAt ? known : { ...known, state: { kind: 'accepted', sentAt } }
    case 'notYetValid':
      if (sentAt < state.sentAt) return known
      return { ...known, state: { kind: 'accepted', sentAt }, freshRefusals: 0 }
    case 'untried':
      return { ...known, state: { kind: 'accepted', sentAt }, freshRefusals: 0 }
    // An end is for good: what was taken before, or by a server that has not heard of it, revives nothing.
    case 'refused':
    case 'rejected':
      return known
    default:
      return unreachable(state)
  }
}

function refuse(known: TokenKnowledge, sentAt: Moment, refusal: Refusal): TokenKnowledge {
  if (isOutOfDate(known.state, sentAt, refusal)) return known
  switch (refusal.kind) {
    case 'ended':
      return end(known, refusal.failure)
    case 'notYetValid': {
      const { failure, waitMs, final } = refusal
      const hasWaited = known.state.kind === 'untried' && known.state.waitedUntil !== null
      if (hasWaited || waitMs === null) return reject(known, final)
      return { ...known, state: { kind: 'notYetValid', sentAt, failure, waitMs } }
    }
    case 'rejected':
      return reject(known, refusal.failure)
    default:
      return unreachable(refusal)
  }
}

function isOutOfDate(state: TokenState, sentAt: Moment, refusal: Refusal): boolean {
  switch (state.kind) {
    case 'untried':
      return refusal.kind === 'notYetValid' && sentAt < (state.waitedUntil ?? 0)
    case 'accepted':
      return sentAt < state.sentAt
    case 'notYetValid':
      return refusal.kind === 'notYetValid' || sentAt < state.sentAt
    case 'refused':
    case 'rejected':
      return true
    default:
      return unreachable(state)
  }
}

function end(known: TokenKnowledge, failure: Failure): TokenKnowledge {
  const isFresh = known.isRenewed && known.state.kind === 'untried'
  const freshRefusals = known.freshRefusals + (isFresh ? 1 : 0)
  if (freshRefusals < mostFreshRefusals) {
    return { ...known, state: { kind: 'refused', failure }, freshRefusals }
  }
  const message = 'The server refuses each new token as expired.'
  return reject({ ...known, freshRefusals }, new Failure('tokenRejected', message))
}

function reject(known: TokenKnowledge, failure: Failure): TokenKnowledge {
  return { ...known, state: { kind: 'rejected', failure } }
}
