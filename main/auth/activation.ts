import type { Account } from './account.ts'
import { createActiveSession, type ActiveSession } from './activeSession.ts'
import { Failure } from './errors.ts'
import { issuedFor } from './issuedFor.ts'
import { isLocallyIssued, type Provider } from './provider.ts'
import { isClockSkewError } from './renewal/notBeforeWait.ts'
import type { SessionOptions } from './sessionContract.ts'
import type { Generation, SessionLife } from './sessionLife.ts'
import type { Backend, Identity } from './signIn.ts'
import type { Timeouts } from './timeouts.ts'
import { toSecrets, type Credentials } from './token/credentials.ts'

/** The listener of a sign-in's first connection. */
interface FirstConnection {
  connected(name: string | null): void
  ended(failure: Failure): void
  changed(): void
}

/** The owner of the credentials. */
export interface Owner {
  readonly account: Account
  readonly method: Provider['method']
  readonly backend: Backend
}

/** Makes identities active, and stores what their renewals bring. */
export class Activation {
  readonly #options: SessionOptions
  readonly #life: SessionLife
  readonly #timeouts: Timeouts
  /** How many renewed credentials are being stored. */
  #storing = 0
  /** Renewals under way, of sessions that were left too. */
  readonly #renewing = new Set<Promise<unknown>>()
  /** The last new sign-in of each account, by its key. */
  readonly #newest = new Map<string, Generation>()

  constructor(options: SessionOptions, life: SessionLife, timeouts: Timeouts) {
    this.#options = options
    this.#life = life
    this.#timeouts = timeouts
  }

  /** True while renewed credentials are being stored. */
  isStoring(): boolean {
    return this.#storing > 0
  }

  /** Resolves when no renewal is under way, and their credentials are stored. */
  async renewed(): Promise<void> {
    await Promise.allSettled(this.#renewing)
  }

  /** One of the vault, not started yet. */
  restored(identity: Identity, backend: Backend): ActiveSession {
    return this.#activate(identity, backend, 'kept', null)
  }

  /** A first sign-in is not retried behind the person's back: the first trouble is its answer. */
  connected(
    identity: Identity,
    backend: Backend,
  ): Promise<{ active: ActiveSession; name: string | null }> {
    this.#newest.set(identity.account.key, this.#life.generation())
    return new Promise((resolve, reject) => {
      const active = this.#activate(identity, backend, 'new', {
        connected: (name) => resolve({ active, name }),
        ended: reject,
        changed() {
          const status = active.status()
          if (status.kind === 'offline' && !isClockSkewError(status.failure)) {
            reject(status.failure)
          }
        },
      })
      this.#life.onLeave((failure) => {
        active.stop(failure)
        reject(new Failure('aborted', 'Another sign-in took its place.'))
      })
      active.start()
    })
  }

  /** Stores what a renewal brought, or what could not be stored before. */
  async store(owner: Owner, credentials: Credentials, mine: Generation): Promise<void> {
    const life = this.#life
    const { method, backend } = owner
    if (!life.isCurrent(mine)) return await this.#storeLeft(owner, credentials, mine)
    if (!life.isKeeping) return
    if (method === 'none' || isLocallyIssued(method)) return
    const state = life.state()
    // By the name that the chat server gave, if it did.
    const account = state.kind === 'signedIn' ? state.account : owner.account
    this.#storing += 1
    const storedIn = await this.#options.accounts
      .save({
        account,
        method,
        record: { ...toSecrets(credentials), issuedFor: issuedFor(method, backend) },
        isWanted: () => life.isCurrent(mine) && life.isKeeping,
      })
      .finally(() => (this.#storing -= 1))
    const now = life.state()
    if (life.isCurrent(mine) && now.kind === 'signedIn') life.set({ ...now, storedIn })
  }

  /**
   * The session was left while its refresh credential was replaced, and the one in the vault is good no more. The account stays
   * kept as it is; one that was forgotten, or signed in anew since, is left alone.
   */
  async #storeLeft(
    { account, method, backend }: Owner,
    credentials: Credentials,
    mine: Generation,
  ): Promise<void> {
    const { accounts, log } = this.#options
    if (method === 'none' || isLocallyIssued(method) || !this.#life.wasKept(mine)) return
    const isSignedInAnew = (this.#newest.get(account.key) ?? mine) > mine
    if (isSignedInAnew) return
    const record = { ...toSecrets(credentials), issuedFor: issuedFor(method, backend) }
    // Unwanted: it replaces the record of a kept account, and makes no new one.
    const storedIn = await accounts.save({ account, method, record, isWanted: () => false })
    log.info('session.storedLate', { storedIn })
  }

  #activate(
    identity: Identity,
    backend: Backend,
    origin: 'new' | 'kept',
    first: FirstConnection | null,
  ): ActiveSession {
    const life = this.#life
    const { clock, random, log, changed, connected } = this.#options
    const mine = life.generation()
    const { account, provider, credentials } = identity
    const owner = { account, method: provider.method, backend }
    const active = createActiveSession({
      clock,
      random,
      log,
      timeouts: this.#timeouts,
      account,
      provider,
      credentials,
      origin,
      serverTime: backend.serverTime,
      chat: backend.chat,
      store: (renewed) => this.store(owner, renewed, mine),
      renewing: (call) => {
        this.#renewing.add(call)
        void call.catch(() => undefined).finally(() => this.#renewing.delete(call))
      },
      on: {
        changed() {
          if (!life.isCurrent(mine)) return
          if (life.state().kind === 'signedIn') changed()
          else first?.changed()
        },
        connected(welcome) {
          life.clearEnding(account.key)
          first?.connected(welcome.name)
          connected()
        },
        ended: (failure) => {
          if (life.isCurrent(mine)) this.#ended(failure, first)
        },
      },
    })
    life.onLeave((failure) => active.stop(failure))
    return active
  }

  #ended(failure: Failure, first: FirstConnection | null): void {
    this.#options.log.warn('session.ended', { code: failure.code })
    const state = this.#life.state()
    if (state.kind !== 'signedIn') return first?.ended(failure)
    const { account, method } = state
    this.#life.begin({ kind: 'needsSignIn', account, method, failure })
  }
}
