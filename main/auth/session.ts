import type { Account } from './account.ts'
import { Failure, toFailure } from './errors.ts'
import { isClockSkewError } from './renewal/notBeforeWait.ts'
import { createActiveSession, type ActiveSession } from './activeSession.ts'
import type { IndexEntry, Secrets } from './ports.ts'
import { isLocallyIssued, type Provider } from './provider.ts'
import { issuedFor } from './issuedFor.ts'
import { persist } from './persistCredentials.ts'
import type { Session, SessionOptions } from './sessionContract.ts'
import { createTimeouts } from './timeouts.ts'
import { secretsOf, toSecrets } from './token/credentials.ts'
import { stateOf, type InternalState } from './sessionState.ts'
import { createKeychainWork } from './whenKeychainReady.ts'
import {
  atField,
  authenticate,
  restoreIdentity,
  type Backend,
  type Identity,
  type SignInRequest,
} from './signIn.ts'

export type { Session, SessionOptions } from './sessionContract.ts'

/** Makes the one session of the app. */
export function createSession(options: SessionOptions): Session {
  const { clock, random, log, accounts, changed } = options
  const timeouts = options.timeouts ?? createTimeouts(clock)
  let inner: InternalState = { kind: 'signedOut' }
  /** Each sign-in, restore and end is a generation of its own; what an older one still brings is dropped. */
  let generation = 0
  let leave: (failure: Failure) => void = () => undefined
  let isSuspended = false
  /** Whether the person wants to stay signed in. */
  let isKeeping = false

  function set(next: InternalState): void {
    inner = next
    changed()
  }

  /** What fails here must not keep a sign-out from deleting the credentials. */
  function end(failure: Failure): void {
    try {
      leave(failure)
    } catch (error) {
      log.warn('session.unclean', { code: toFailure(error).code })
    }
  }

  /** Ends whatever is going on and starts a new generation. */
  function begin(next: InternalState): number {
    end(new Failure('signedOut', 'The session has ended.'))
    leave = () => undefined
    generation += 1
    isKeeping = false
    set(next)
    return generation
  }

  function requireCurrent(mine: number): void {
    if (mine !== generation) throw new Failure('aborted', 'Another sign-in took its place.')
  }

  async function signIn(request: SignInRequest, keep: boolean): Promise<void> {
    const before: InternalState = inner.kind === 'needsSignIn' ? inner : { kind: 'signedOut' }
    const account = before.kind === 'needsSignIn' ? before.account : null
    const mine = begin({ kind: 'signingIn', account })
    const controller = new AbortController()
    leave = () => controller.abort()
    try {
      const backend = await options.backend()
      requireCurrent(mine)
      const identity = await authenticate(request, backend, controller.signal)
      requireCurrent(mine)
      log.info('signIn.connecting', { method: request.method })
      const { active, name } = await firstConnection(identity, backend)
      const named = { ...identity.account, name: name ?? identity.account.name }
      requireCurrent(mine)
      isKeeping = keep && !isLocallyIssued(identity.provider.method)
      // Stored before anybody is told that the sign-in is done.
      const rests = await persist(accounts, {
        account: named,
        method: identity.provider.method,
        secrets: secretsOf(active.credentials()),
        target: backend,
        keep,
        reason:
          before.kind === 'needsSignIn' && before.account.key === named.key ? before.failure : null,
        isWanted: () => mine === generation && active.endReason() === null,
      })
      requireCurrent(mine)
      const ended = active.endReason()
      if (ended) throw ended
      const { method } = identity.provider
      set({ kind: 'signedIn', account: named, activeSession: active, backend, rests, method })
    } catch (error) {
      if (mine === generation) begin(before)
      throw atField(toFailure(error), request)
    }
  }

  /** A first sign-in is not retried behind the person's back: the first trouble is its answer. */
  function firstConnection(
    identity: Identity,
    backend: Backend,
  ): Promise<{ active: ActiveSession; name: string | null }> {
    return new Promise((resolve, reject) => {
      const active = activate(identity, backend, 'new', {
        connected: (name) => resolve({ active, name }),
        ended: reject,
        changed() {
          const status = active.status()
          if (status.kind === 'offline' && !isClockSkewError(status.failure)) {
            reject(status.failure)
          }
        },
      })
      leave = (failure) => {
        active.stop(failure)
        reject(new Failure('aborted', 'Another sign-in took its place.'))
      }
      active.start()
    })
  }

  function activate(
    identity: Identity,
    backend: Backend,
    origin: 'new' | 'kept',
    first: {
      connected(name: string | null): void
      ended(failure: Failure): void
      changed(): void
    } | null,
  ): ActiveSession {
    const mine = generation
    const { account, provider, token, secrets } = identity
    const active = createActiveSession({
      clock,
      random,
      log,
      timeouts,
      account,
      provider,
      credentials: token && { token, refreshCredential: secrets?.refreshCredential ?? null },
      origin,
      serverTime: backend.serverTime,
      chat: backend.chat,
      store: (renewed) => store(account, provider.method, toSecrets(renewed), backend, mine),
      on: {
        changed() {
          if (mine !== generation) return
          if (inner.kind === 'signedIn') changed()
          else first?.changed()
        },
        connected(welcome) {
          first?.connected(welcome.name)
          options.connected()
        },
        ended(failure) {
          if (mine !== generation) return
          log.warn('session.ended', { code: failure.code })
          if (inner.kind === 'signedIn')
            begin({ kind: 'needsSignIn', account: inner.account, method: inner.method, failure })
          else first?.ended(failure)
        },
      },
    })
    leave = (failure) => active.stop(failure)
    return active
  }

  /** Stores what a renewal brought, or what could not be stored before. */
  async function store(
    account: Account,
    method: Provider['method'],
    secrets: Secrets,
    backend: Backend,
    mine: number,
  ) {
    if (mine !== generation || !isKeeping || method === 'none' || isLocallyIssued(method)) return
    const known = inner.kind === 'signedIn' ? inner.account : account
    const rests = await accounts.save({
      account: known,
      method,
      record: { ...secrets, issuedFor: issuedFor(method, backend) },
      isWanted: () => mine === generation && isKeeping,
    })
    if (mine === generation && inner.kind === 'signedIn') set({ ...inner, rests })
  }

  async function resume(entry: IndexEntry): Promise<void> {
    const { account, method } = entry
    const mine = begin({ kind: 'signingIn', account })
    log.info('restore.begun', { method })
    try {
      const [backend, record] = await Promise.all([
        options.backend(account.workspaceId),
        accounts.read(account.key),
      ])
      if (mine !== generation) return
      // Forgotten while the keychain was asked.
      if (!accounts.restorable(account.key)) return void begin({ kind: 'signedOut' })
      if (record === null) {
        throw new Failure('secretMissing', 'The keychain gave nothing for this account.')
      }
      const identity = restoreIdentity(entry, record, backend)
      const active = activate(identity, backend, 'kept', null)
      isKeeping = true
      const rests = 'keychain'
      inner = { kind: 'signedIn', account, activeSession: active, backend, method, rests }
      log.info('restore.done', { method })
      active.start()
      // A record of version 1 is written again with what it was issued for.
      if (record.issuedFor === null && identity.secrets) {
        void store(account, method, identity.secrets, backend, mine)
      }
    } catch (error) {
      const failure = toFailure(error)
      if (mine !== generation) return
      log.warn('restore.failed', { method, code: failure.code })
      begin({ kind: 'needsSignIn', account, method, failure })
    }
  }

  const keychainWork = createKeychainWork({
    accounts,
    state: () => inner,
    isKeeping: () => isKeeping,
    store({ account, method, activeSession, backend }) {
      const secrets = secretsOf(activeSession.credentials())
      if (secrets) void store(account, method, secrets, backend, generation)
    },
    resume: (entry) => void resume(entry),
  })

  return {
    signedIn: () => (inner.kind === 'signedIn' ? inner : null),
    state: () => (inner.kind === 'signedIn' ? stateOf(inner) : inner),
    signIn,
    async restore(workspaceId) {
      const entry = accounts.current()
      if (entry?.account.workspaceId === workspaceId) await resume(entry)
      await accounts.finishErasing()
    },
    async continueAs(key) {
      const entry = accounts.restorable(key)
      if (!entry) throw new Failure('notFound', 'This account is not remembered.')
      accounts.setCurrent(key)
      await resume(entry)
    },
    async forget(key) {
      if (inner.kind === 'signedIn' && inner.account.key === key) {
        isKeeping = false
        set({ ...inner, rests: 'memory' })
      }
      await accounts.erase(key)
      changed()
    },
    switchAccount() {
      const isTrial = inner.kind === 'signedIn' && isLocallyIssued(inner.method)
      if (!isTrial) accounts.setCurrent(null)
      begin({ kind: 'signedOut' })
    },
    leave: () => end(new Failure('signedOut', 'Latchkey quits.')),
    async signOut() {
      const account = inner.kind === 'signedOut' ? null : inner.account
      end(new Failure('signedOut', 'You signed out.'))
      const mine = (generation += 1)
      if (account && accounts.has(account.key)) await accounts.erase(account.key)
      if (mine === generation) begin({ kind: 'signedOut' })
    },
    pass(send, limits) {
      if (inner.kind === 'signedIn') return inner.activeSession.gate.pass(send, limits)
      return Promise.reject(new Failure('notSignedIn', 'Nobody is signed in.'))
    },
    retryNow() {
      if (inner.kind === 'signedIn') inner.activeSession.retryNow()
    },
    suspended() {
      isSuspended = true
      if (inner.kind === 'signedIn') inner.backend.serverTime.suspended()
    },
    resumed() {
      timeouts.lookAgain()
      if (inner.kind !== 'signedIn') return
      // Without a sleep that was seen to begin, a wall clock that moved was set.
      if (isSuspended) inner.backend.serverTime.resumed()
      isSuspended = false
      inner.activeSession.resumed()
    },
    serverTimeMoved() {
      if (inner.kind !== 'signedIn') return
      inner.activeSession.timeMoved()
      changed()
    },
    ...keychainWork,
  }
}
