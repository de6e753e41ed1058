import { Activation } from './activation.ts'
import { Failure, toFailure } from './errors.ts'
import type { IndexEntry, StorageLocation } from './ports.ts'
import { isLocallyIssued } from './provider.ts'
import { persist } from './persistCredentials.ts'
import type { Limits, Send } from './requests/gate.ts'
import type { Session, SessionOptions } from './sessionContract.ts'
import { SessionLife, type Generation } from './sessionLife.ts'
import { createTimeouts, type Timeouts } from './timeouts.ts'
import { secretsOf } from './token/credentials.ts'
import { stateOf, type NeedsSignIn, type SessionState, type SignedIn } from './sessionState.ts'
import { createSignOutCalls, type SignOutCalls } from './signOutCalls.ts'
import { createKeychainWork, type KeychainWork } from './whenKeychainReady.ts'
import {
  atField,
  authenticate,
  restoreIdentity,
  signInTimeoutMs,
  type Backend,
  type Identity,
  type SignInRequest,
} from './signIn.ts'

export type { Session, SessionOptions } from './sessionContract.ts'

/** Makes the one session of the app. */
export function createSession(options: SessionOptions): Session {
  return new OneSession(options)
}

class OneSession implements Session {
  readonly #options: SessionOptions
  readonly #timeouts: Timeouts
  readonly #life: SessionLife
  readonly #activation: Activation
  readonly #keychainWork: KeychainWork
  readonly #signOutCalls: SignOutCalls
  #isSuspended = false

  constructor(options: SessionOptions) {
    const { log, accounts } = options
    this.#options = options
    this.#timeouts = options.timeouts ?? createTimeouts(options.clock)
    this.#life = new SessionLife(log, () => options.changed())
    this.#activation = new Activation(options, this.#life, this.#timeouts)
    this.#signOutCalls = createSignOutCalls(options)
    this.#keychainWork = createKeychainWork({
      accounts,
      state: () => this.#life.state(),
      isKeeping: () => this.#life.isKeeping,
      isStoring: () => this.#activation.isStoring(),
      store: (signedIn) => this.#storeNewest(signedIn),
      resume: (entry) => void this.#resume(entry),
    })
  }

  state(): SessionState {
    const state = this.#life.state()
    if (state.kind === 'signedIn') return stateOf(state)
    // The person does not wait for the deletion.
    return state.kind === 'signingOut' ? { kind: 'signedOut' } : state
  }

  signedIn(): SignedIn | null {
    const state = this.#life.state()
    return state.kind === 'signedIn' ? state : null
  }

  async signIn(request: SignInRequest, keep: boolean): Promise<void> {
    const life = this.#life
    const { log } = this.#options
    const { method } = request
    log.info('signIn.begun', { method })
    const before = life.stateAfterFailure()
    const mine = life.begin({ kind: 'signingIn', account: before?.account ?? null, before })
    try {
      const backend = await this.#options.backend()
      life.requireCurrent(mine)
      const identity = await this.#authenticate(request, backend)
      life.requireCurrent(mine)
      log.info('signIn.connecting', { method })
      const storedIn = await this.#connect({ identity, backend, keep, before, mine })
      log.info('signIn.done', { method, storedIn })
    } catch (error) {
      const failure = toFailure(error)
      // A sign-in that took its place has been logged.
      if (failure.code !== 'aborted') log.warn('signIn.failed', { method, code: failure.code })
      if (life.isCurrent(mine)) life.begin(before ?? { kind: 'signedOut' })
      throw atField(failure, request)
    }
  }

  async restore(workspaceId: string): Promise<void> {
    const { accounts } = this.#options
    const entry = accounts.current()
    if (entry?.account.workspaceId === workspaceId) await this.#resume(entry)
    await accounts.finishErasing()
  }

  async continueAs(key: string): Promise<void> {
    const { accounts } = this.#options
    const entry = accounts.restorable(key)
    if (!entry) throw new Failure('notFound', 'This account is not remembered.')
    const state = this.#life.state()
    if ('account' in state && state.account?.key !== key) this.#logLeave('switch')
    accounts.setCurrent(key)
    await this.#resume(entry)
  }

  endingOf(key: string): Failure | null {
    return this.#life.endingOf(key)
  }

  async forget(key: string): Promise<void> {
    const signedIn = this.signedIn()
    if (signedIn?.account.key === key) {
      this.#life.isKeeping = false
      this.#life.set({ kind: 'signedIn', ...signedIn, storedIn: 'memory' })
    } else this.#signOutCalls.tellOfStored(key)
    await this.#options.accounts.erase(key)
    this.#options.changed()
  }

  switchAccount(): void {
    this.#logLeave('switch')
    const signedIn = this.signedIn()
    const isTrial = signedIn !== null && isLocallyIssued(signedIn.method)
    if (!isTrial) this.#options.accounts.setCurrent(null)
    this.#life.begin({ kind: 'signedOut' })
  }

  leave(): void {
    this.#life.end(new Failure('signedOut', 'Latchkey quits.'))
  }

  async signOut(): Promise<void> {
    this.#logLeave('signOut')
    const { accounts } = this.#options
    const state = this.#life.state()
    const account = 'account' in state ? state.account : null
    if (state.kind === 'signedIn') this.#signOutCalls.tell(state)
    // The keychain can take seconds. The person is signed out at once.
    const failure = new Failure('signedOut', 'You signed out.')
    const mine = this.#life.begin({ kind: 'signingOut' }, failure)
    if (account && accounts.has(account.key)) await accounts.erase(account.key)
    if (this.#life.isCurrent(mine)) this.#life.begin({ kind: 'signedOut' })
  }

  signOutsTold(): Promise<void> {
    return this.#signOutCalls.done()
  }

  renewalsStored(): Promise<void> {
    return this.#activation.renewed()
  }

  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value> {
    const state = this.#life.state()
    if (state.kind === 'signedIn') return state.activeSession.gate.pass(send, limits)
    const code = state.kind === 'signingOut' ? 'signedOut' : 'notSignedIn'
    return Promise.reject(new Failure(code, 'Nobody is signed in.'))
  }

  retryNow(): void {
    this.signedIn()?.activeSession.retryNow()
  }

  suspended(): void {
    this.#isSuspended = true
    this.signedIn()?.backend.serverTime.suspended()
  }

  resumed(): void {
    this.#timeouts.lookAgain()
    const signedIn = this.signedIn()
    // Without a sleep that was seen to begin, a wall clock that moved was set.
    if (this.#isSuspended) signedIn?.backend.serverTime.resumed()
    this.#isSuspended = false
    signedIn?.activeSession.resumed()
  }

  serverTimeMoved(): void {
    const signedIn = this.signedIn()
    if (signedIn === null) return
    signedIn.activeSession.timeMoved()
    this.#options.changed()
  }

  keychainReady(): void {
    this.#keychainWork.keychainReady()
  }

  needsKeychain(): boolean {
    return this.#keychainWork.needsKeychain()
  }

  isKept(): boolean {
    return this.#keychainWork.isKept()
  }

  isBehind(): boolean {
    return this.#keychainWork.isBehind()
  }

  #logLeave(why: 'signOut' | 'switch'): void {
    if (this.state().kind !== 'signedOut') this.#options.log.info('session.left', { why })
  }

  #authenticate(request: SignInRequest, backend: Backend): Promise<Identity> {
    return new Promise((resolve, reject) => {
      const controller = new AbortController()
      this.#life.onLeave(() => {
        cancelTimeout()
        controller.abort()
      })
      const timeoutMs = signInTimeoutMs(request)
      const cancelTimeout = this.#timeouts.after(timeoutMs, () => {
        // The sign-in that fails with this leaves, and so aborts the call.
        reject(new Failure('timeout', `There was no answer in ${timeoutMs / 1000} s.`))
      })
      authenticate(request, backend, controller.signal).finally(cancelTimeout).then(resolve, reject)
    })
  }

  /** The rest of a sign-in: connected, and stored before anybody is told that it is done. */
  async #connect(signIn: {
    identity: Identity
    backend: Backend
    keep: boolean
    before: NeedsSignIn | null
    mine: Generation
  }): Promise<StorageLocation | 'nowhere'> {
    const life = this.#life
    const { identity, backend, keep, before, mine } = signIn
    const { method } = identity.provider
    const { active, name } = await this.#activation.connected(identity, backend)
    life.requireCurrent(mine)
    const account = { ...identity.account, name: name ?? identity.account.name }
    life.isKeeping = keep && !isLocallyIssued(method)
    const storedIn = await persist(this.#options.accounts, {
      account,
      method,
      secrets: secretsOf(active.credentials()),
      target: backend,
      keep,
      reason: before?.account.key === account.key ? before.failure : null,
      isWanted: () => life.isCurrent(mine) && active.endReason() === null,
    })
    life.requireCurrent(mine)
    const endReason = active.endReason()
    if (endReason) throw endReason
    life.set({ kind: 'signedIn', account, activeSession: active, backend, storedIn, method })
    return storedIn
  }

  #storeNewest(signedIn: SignedIn): void {
    const credentials = signedIn.activeSession.credentials()
    if (credentials) void this.#activation.store(signedIn, credentials, this.#life.generation())
  }

  async #resume(entry: IndexEntry): Promise<void> {
    const life = this.#life
    const { account, method } = entry
    const { accounts, log, backend: backendOf } = this.#options
    const mine = life.begin({ kind: 'signingIn', account, before: null })
    log.info('restore.begun', { method })
    try {
      const [backend, record] = await Promise.all([
        backendOf(account.workspaceId),
        accounts.read(account.key),
      ])
      if (!life.isCurrent(mine)) return
      // Forgotten while the keychain was asked.
      if (!accounts.restorable(account.key)) return void life.begin({ kind: 'signedOut' })
      if (record === null) {
        throw new Failure('secretMissing', 'The keychain gave nothing for this account.')
      }
      const identity = restoreIdentity(entry, record, backend)
      const active = this.#activation.restored(identity, backend)
      life.isKeeping = true
      const signedIn = {
        account,
        activeSession: active,
        backend,
        method,
        storedIn: 'keychain',
      } as const
      life.setQuietly({ kind: 'signedIn', ...signedIn })
      log.info('restore.done', { method })
      active.start()
      // A record of an older form is written again, with the addresses it was issued for and a key for the saved chat.
      if (accounts.isOutdated(record)) this.#storeNewest(signedIn)
    } catch (error) {
      const failure = toFailure(error)
      if (!life.isCurrent(mine)) return
      log.warn('restore.failed', { method, code: failure.code })
      life.begin({ kind: 'needsSignIn', account, method, failure })
    }
  }
}
