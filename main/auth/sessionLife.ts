import { Failure, toFailure } from './errors.ts'
import type { Log } from './ports.ts'
import type { InternalState, NeedsSignIn } from './sessionState.ts'

/** A sign-in, restore or end. What an older one still brings is dropped. */
export type Generation = number

/** The session's state, and whose turn it is to change it. */
export class SessionLife {
  /** Whether the person wants to stay signed in. */
  isKeeping = false
  readonly #log: Log
  readonly #changed: () => void
  #state: InternalState = { kind: 'signedOut' }
  #generation: Generation = 0
  #leave: (failure: Failure) => void = () => undefined
  readonly #kept = new Set<Generation>()
  /** The failures that ended sessions, by account, until the account connects again. */
  readonly #endings = new Map<string, Failure>()

  constructor(log: Log, changed: () => void) {
    this.#log = log
    this.#changed = changed
  }

  state(): InternalState {
    return this.#state
  }

  /** The state after a failed sign-in. A second sign-in beside the first goes back to the same. */
  stateAfterFailure(): NeedsSignIn | null {
    const state = this.#state
    if (state.kind === 'needsSignIn') return state
    return state.kind === 'signingIn' ? state.before : null
  }

  generation(): Generation {
    return this.#generation
  }

  isCurrent(mine: Generation): boolean {
    return mine === this.#generation
  }

  /** @throws Failure `aborted` */
  requireCurrent(mine: Generation): void {
    if (!this.isCurrent(mine)) throw new Failure('aborted', 'Another sign-in took its place.')
  }

  set(next: InternalState): void {
    if (next.kind === 'needsSignIn') this.#endings.set(next.account.key, next.failure)
    this.#state = next
    this.#changed()
  }

  /** The failure that ended the account's last session; null when it may continue. */
  endingOf(key: string): Failure | null {
    return this.#endings.get(key) ?? null
  }

  /** The account is connected. */
  clearEnding(key: string): void {
    this.#endings.delete(key)
  }

  /** The same without telling: the caller starts something at once that tells of the change. */
  setQuietly(next: InternalState): void {
    this.#state = next
  }

  /** Ends what goes on, and starts a new generation. `failure` is what those who wait are told. */
  begin(next: InternalState, failure?: Failure): Generation {
    this.end(failure ?? new Failure('signedOut', 'The session has ended.'))
    this.#leave = () => undefined
    this.#generation += 1
    this.isKeeping = false
    this.set(next)
    return this.#generation
  }

  /** Sets the function that ends the present generation. */
  onLeave(leave: (failure: Failure) => void): void {
    this.#leave = leave
  }

  /** True when the person wanted to stay signed in when this generation ended. */
  wasKept(generation: Generation): boolean {
    return this.#kept.has(generation)
  }

  /** Never throws: a failure here must not keep a sign-out from deleting the credentials. */
  end(failure: Failure): void {
    if (this.isKeeping) this.#kept.add(this.#generation)
    try {
      this.#leave(failure)
    } catch (error) {
      this.#log.warn('session.unclean', { code: toFailure(error).code })
    }
  }
}
