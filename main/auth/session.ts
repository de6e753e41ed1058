import type { Account } from './account.ts'
import { Failure, toFailure } from './errors.ts'
import type { Limits, Send } from './requests/gate.ts'
import { isClockTrouble } from './renewal/notBeforeWait.ts'
import { createLive, type Live } from './activeSession.ts'
import { isKeychainTrouble, type AccountMemory } from './accountStore.ts'
import type { Clock, IndexEntry, Log, Random, Secrets } from './ports.ts'
import { isMadeHere, type Provider } from './provider.ts'
import { putToRest } from './persistCredentials.ts'
import { stateOf, type Inner, type Present, type SessionState } from './sessionState.ts'
import { atField, identify, recall, type Backend, type Identity, type SignInWay } from './signIn.ts'

/** The one owner of the session's state. */
export interface Session {
  state(): SessionState
  /** Whoever is signed in, connected or not; null when nobody is. */
  present(): Present | null
  /** Signs in; resolves when connected and, if `keep`, when the secrets are where they rest. */
  signIn(way: SignInWay, keep: boolean): Promise<void>
  /** Restores the account of the last run, if it is of this workspace. Never throws: the state says how it went. */
  restore(workspaceId: string): Promise<void>
  /** Signs in as a remembered account. */
  continueAs(key: string): Promise<void>
  /** Wipes a remembered account that is not signed in. */
  forget(key: string): Promise<void>
  /** Leaves; the account stays remembered. */
  switchAccount(): void
  /** Leaves because the app quits; the account is restored at the next start. */
  leave(): void
  /** Leaves, and wipes what is remembered of the account. */
  signOut(): Promise<void>
  /** Sends one request as whoever is signed in. @throws Failure `notSignedIn`, or what the gate throws */
  pass<Value>(send: Send<Value>, limits?: Limits): Promise<Value>
  /** The network may be back, or the person asks: retries what waits. */
  retryNow(): void
  /** The computer was asleep. */
  resumed(): void
  /** The server's time is known better than before. */
  serverTimeMoved(): void
  /** The keychain can be read and written again. */
  keychainReady(): void
  /** Whether there is something to do once the keychain is ready. */
  needsKeychain(): boolean
}

export interface SessionOptions {
  clock: Clock
  random: Random
  log: Log
  memory: AccountMemory
  /** The servers of a workspace; of the current one unless an account's is asked for. */
  backend(workspaceId?: string): Promise<Backend>
  /** Called at each change of the state. */
  changed(): void
  /** Called each time a socket is up: what was shown before may be out of date. */
  connected(): void
}

export function createSession(options: SessionOptions): Session {
  const { clock, random, log, memory, changed } = options
  let inner: Inner = { kind: 'signedOut' }
  /** Each sign-in, restore and end is a generation of its own; what an older one still brings is dropped. */
  let generation = 0
  let leave: (failure: Failure) => void = () => undefined
  /** Whether the person wants to stay signed in. */
  let isKeeping = false

  function set(next: Inner): void {
    inner = next
    changed()
  }

  /** Ends whatever is going on and starts a new generation. */
  function begin(next: Inner): number {
    leave(new Failure('signedOut', 'The session has ended.'))
    leave = () => undefined
    generation += 1
    isKeeping = false
    set(next)
    return generation
  }

  function requireCurrent(mine: number): void {
    if (mine !== generation) throw new Failure('aborted', 'Another sign-in took its place.')
  }

  async function signIn(way: SignInWay, keep: boolean): Promise<void> {
    const before: Inner = inner.kind === 'needsSignIn' ? inner : { kind: 'signedOut' }
    const account = before.kind === 'needsSignIn' ? before.account : null
    const mine = begin({ kind: 'signingIn', account })
    const controller = new AbortController()
    leave = () => controller.abort()
    try {
      const backend = await options.backend()
      requireCurrent(mine)
      const identity = await identify(way, backend, controller.signal)
      requireCurrent(mine)
      log.info('signIn.connecting', { way: way.way })
      const { live, name } = await firstConnection(identity, backend)
      const named = { ...identity.account, name: name ?? identity.account.name }
      requireCurrent(mine)
      isKeeping = keep && !isMadeHere(identity.provider.way)
      // Put where they rest before anybody is told that the sign-in is done.
      const rests = await putToRest(memory, {
        account: named,
        way: identity.provider.way,
        secrets: live.secrets(),
        keep,
        reason:
          before.kind === 'needsSignIn' && before.account.key === named.key ? before.failure : null,
        isWanted: () => mine === generation,
      })
      requireCurrent(mine)
      const ended = live.ended()
      if (ended) throw ended
      set({ kind: 'present', account: named, live, backend, rests, way: identity.provider.way })
    } catch (error) {
      if (mine === generation) begin(before)
      throw atField(toFailure(error), way)
    }
  }

  /** A first sign-in is not retried behind the person's back: the first trouble is its answer. */
  function firstConnection(
    identity: Identity,
    backend: Backend,
  ): Promise<{ live: Live; name: string | null }> {
    return new Promise((resolve, reject) => {
      const live = bringToLife(identity, backend, 'new', {
        connected: (name) => resolve({ live, name }),
        ended: reject,
        changed() {
          const standing = live.standing()
          if (standing.kind === 'offline' && !isClockTrouble(standing.failure)) {
            reject(standing.failure)
          }
        },
      })
      leave = (failure) => {
        live.stop(failure)
        reject(new Failure('aborted', 'Another sign-in took its place.'))
      }
      live.start()
    })
  }

  function bringToLife(
    identity: Identity,
    backend: Backend,
    origin: 'new' | 'kept',
    first: {
      connected(name: string | null): void
      ended(failure: Failure): void
      changed(): void
    } | null,
  ): Live {
    const mine = generation
    const { account, provider, token, secrets } = identity
    const live = createLive({
      clock,
      random,
      log,
      account,
      provider,
      token,
      secrets,
      origin,
      serverTime: backend.serverTime,
      chat: backend.chat,
      store: (renewed) => store(account, provider.way, renewed, mine),
      on: {
        changed() {
          if (mine !== generation) return
          if (inner.kind === 'present') changed()
          else first?.changed()
        },
        connected(welcome) {
          first?.connected(welcome.name)
          options.connected()
        },
        ended(failure) {
          if (mine !== generation) return
          log.warn('session.ended', { code: failure.code })
          if (inner.kind === 'present')
            begin({ kind: 'needsSignIn', account: inner.account, way: inner.way, failure })
          else first?.ended(failure)
        },
      },
    })
    leave = (failure) => live.stop(failure)
    return live
  }

  /** Stores what a renewal brought, or what could not be stored before. */
  async function store(account: Account, way: Provider['way'], secrets: Secrets, mine: number) {
    if (mine !== generation || !isKeeping || way === 'none' || isMadeHere(way)) return
    // By the name that the chat server gave, if it did.
    const known = inner.kind === 'present' ? inner.account : account
    const rests = await memory.remember(known, way, secrets, () => mine === generation)
    if (mine === generation && inner.kind === 'present') set({ ...inner, rests })
  }

  async function resume({ account, way }: IndexEntry): Promise<void> {
    const mine = begin({ kind: 'signingIn', account })
    log.info('restore.begun', { way })
    try {
      const [backend, secrets] = await Promise.all([
        options.backend(account.workspaceId),
        memory.read(account.key),
      ])
      if (mine !== generation) return
      if (secrets === null) {
        throw new Failure('secretMissing', 'The keychain gave nothing for this account.')
      }
      const identity = recall(account, way, secrets, backend)
      const live = bringToLife(identity, backend, 'kept', null)
      isKeeping = true
      inner = { kind: 'present', account, live, backend, rests: 'keychain', way }
      log.info('restore.done', { way })
      live.start()
    } catch (error) {
      const failure = toFailure(error)
      if (mine !== generation) return
      log.warn('restore.failed', { way, code: failure.code })
      begin({ kind: 'needsSignIn', account, way, failure })
    }
  }

  return {
    present: () => (inner.kind === 'present' ? inner : null),
    state: () => (inner.kind === 'present' ? stateOf(inner) : inner),
    signIn,
    async restore(workspaceId) {
      const entry = memory.current()
      if (entry?.account.workspaceId === workspaceId) await resume(entry)
      await memory.finishWipes()
    },
    async continueAs(key) {
      const entry = memory.find(key)
      if (!entry || entry.stage !== 'kept') {
        throw new Failure('notFound', 'This account is not remembered.')
      }
      memory.setCurrent(key)
      await resume(entry)
    },
    async forget(key) {
      await memory.wipe(key)
      changed()
    },
    switchAccount() {
      memory.setCurrent(null)
      begin({ kind: 'signedOut' })
    },
    leave: () => leave(new Failure('signedOut', 'Latchkey quits.')),
    async signOut() {
      const account = inner.kind === 'signedOut' ? null : inner.account
      leave(new Failure('signedOut', 'You signed out.'))
      const mine = (generation += 1)
      if (account && memory.find(account.key)) await memory.wipe(account.key)
      if (mine === generation) begin({ kind: 'signedOut' })
    },
    pass(send, limits) {
      if (inner.kind === 'present') return inner.live.gate.pass(send, limits)
      return Promise.reject(new Failure('notSignedIn', 'Nobody is signed in.'))
    },
    retryNow() {
      if (inner.kind === 'present') inner.live.retryNow()
    },
    resumed() {
      if (inner.kind !== 'present') return
      inner.backend.serverTime.resumed()
      inner.live.timeMoved()
      inner.live.retryNow()
    },
    serverTimeMoved() {
      if (inner.kind !== 'present') return
      inner.live.timeMoved()
      changed()
    },
    keychainReady() {
      if (inner.kind === 'present' && inner.rests === 'memory') {
        const secrets = inner.live.secrets()
        if (secrets) void store(inner.account, inner.way, secrets, generation)
      }
      if (inner.kind === 'needsSignIn' && isKeychainTrouble(inner.failure)) {
        const entry = memory.find(inner.account.key)
        if (entry?.stage === 'kept') void resume(entry)
      }
      void memory.finishWipes()
    },
    needsKeychain() {
      if (inner.kind === 'present' && inner.rests === 'memory' && isKeeping) return true
      if (inner.kind === 'needsSignIn' && isKeychainTrouble(inner.failure)) return true
      return memory.hasWipes()
    },
  }
}
