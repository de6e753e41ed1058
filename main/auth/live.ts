import { introduce, type Account } from './account.ts'
import { createConnection } from './connection.ts'
import { Failure } from './failure.ts'
import { createGate, type Gate } from './gate.ts'
import type { ChatServer, Clock, Grant, Log, Random, Secrets, Welcome } from './ports.ts'
import type { Provider } from './provider.ts'
import { requireUser } from './provider.ts'
import { createRefresh } from './refresh.ts'
import type { ServerTime } from './serverTime.ts'
import type { Token } from './token.ts'

/** One identity from the moment there is a token until it ends: its token, refresh, gate and connection. */
export interface Live {
  readonly account: Account
  readonly gate: Gate
  start(): void
  standing(): Standing
  /** Epoch ms in server time; null: no renewal is planned. */
  renewsAt(): number | null
  token(): Token | null
  secrets(): Secrets | null
  /** Why it ended; null while it lives. */
  ended(): Failure | null
  connectionId(): string | null
  /** Retries now what waits for a retry: the network may be back, or the person asks. */
  retryNow(): void
  /** Looks at the due time again. */
  timeMoved(): void
  /** Ends it: timers stopped, the gate refuses with this failure, the socket closed. Nothing is reported after. */
  stop(failure: Failure): void
}

/** How it stands with a live identity. `nextTryAt`: epoch ms by this computer's clock, null while trying. */
export type Standing =
  | { kind: 'connecting' }
  | { kind: 'connected'; role: string }
  | { kind: 'refreshing' }
  | { kind: 'offline'; failure: Failure; nextTryAt: number | null }

export interface LiveOptions {
  clock: Clock
  random: Random
  serverTime: ServerTime
  log: Log
  chat: ChatServer
  account: Account
  provider: Provider
  secrets: Secrets | null
  token: Token | null
  origin: 'new' | 'kept'
  /** Puts renewed secrets where they rest. */
  store(secrets: Secrets): Promise<void>
  on: {
    changed(): void
    connected(welcome: Welcome): void
    /** Over, for a definite reason: somebody has to sign in again. Nothing follows. */
    ended(failure: Failure): void
  }
}

/** Waiting for a token to become valid: once a token. */
type ClockWait =
  | { kind: 'none' }
  | { kind: 'waiting'; failure: Failure; nextTryAt: number; cancel: () => void }
  | { kind: 'over' }

/** Whether the server finds the token too young: then the clocks disagree, and it may be good in a moment. */
export function isClockTrouble({ code }: Failure): boolean {
  return code === 'tokenNotYetValid' || code === 'tokenUsedBeforeIssued'
}

/** A server that refuses each new token is not asked for ever. */
const mostFreshRefusals = 2
/** A token that becomes valid this soon is waited for; later, the clocks are wrong. */
const longestClockWaitMs = 60_000

export function createLive(options: LiveOptions): Live {
  const { clock, random, serverTime, log, chat, account, provider, on } = options
  let token = options.token
  let secrets = options.secrets
  let over: Failure | null = null
  /** What the server said of the current token. */
  let verdict: 'untried' | 'accepted' | 'refused' = 'untried'
  let isRenewed = false
  let freshRefusals = 0
  let clockWait: ClockWait = { kind: 'none' }
  let lastFailure: Failure | null = null

  const gate = createGate({ clock, on: { refused, accepted } })

  const refresh = createRefresh({
    clock,
    random,
    serverTime,
    renew: provider.renew && ((signal) => renew(signal)),
    ended: () => provider.ended(),
    store,
    on: {
      calling(attempt) {
        log.info('renewal.calling', { attempt })
        // A token that still works is used while later tries go on.
        if (attempt === 0 || verdict === 'refused') gate.hold()
        on.changed()
      },
      renewed(renewed) {
        log.info('renewal.done', { expiresAt: renewed.expiresAt })
        token = renewed
        verdict = 'untried'
        isRenewed = true
        endClockWait()
        gate.open(renewed)
        connection.open()
        on.changed()
      },
      failing(failure) {
        log.warn('renewal.failed', { code: failure.code })
        if (verdict !== 'refused') gate.open(token)
        on.changed()
      },
      ended: finish,
    },
  })

  const connection = createConnection({
    clock,
    random,
    connect: (listener) => {
      const used = token
      return chat.connect(introduce(account, options.origin), used, {
        welcome: (welcome) => {
          accepted(used)
          listener.welcome(welcome)
        },
        closed: (failure) => {
          if (failure.code === 'tokenExpired') refused(used)
          listener.closed(failure)
        },
      })
    },
    on: {
      up(welcome) {
        log.info('connection.up', { role: welcome.role })
        lastFailure = null
        on.connected(welcome)
        on.changed()
      },
      closed,
      changed: on.changed,
    },
  })

  async function renew(signal: AbortSignal): Promise<Grant> {
    if (provider.renew === null) throw provider.ended()
    const grant = await provider.renew(secrets?.refreshCredential ?? null, signal)
    requireUser(grant.token, account.userId)
    return grant
  }

  async function store(grant: Grant): Promise<void> {
    if (over) return
    secrets = {
      token: grant.token.reveal(),
      refreshCredential: grant.refreshCredential ?? secrets?.refreshCredential ?? null,
    }
    await options.store(secrets)
  }

  function accepted(used: Token | null): void {
    if (over || used !== token) return
    verdict = 'accepted'
    freshRefusals = 0
    endClockWait()
  }

  function refused(used: Token | null): void {
    if (over || used !== token) return
    if (verdict === 'refused') return
    log.warn('token.refused')
    if (verdict === 'untried' && isRenewed) freshRefusals += 1
    verdict = 'refused'
    gate.hold()
    if (freshRefusals >= mostFreshRefusals) {
      finish(new Failure('tokenRejected', 'The server refuses each new token as expired.'))
    } else {
      refresh.demand()
    }
  }

  function closed(failure: Failure): 'retry' | 'halt' {
    if (over) return 'halt'
    log.warn('connection.closed', { code: failure.code })
    lastFailure = failure
    switch (failure.code) {
      case 'tokenExpired':
        // Refused with a token that was replaced meanwhile: the new one is there already.
        if (verdict !== 'refused') connection.open()
        return 'halt'
      case 'tokenNotYetValid':
      case 'tokenUsedBeforeIssued':
        waitForClock(failure)
        return 'halt'
      case 'authenticationFailed':
      case 'tokenSignatureInvalid':
      case 'workspaceInvalid':
        finish(failure)
        return 'halt'
      default:
        return 'retry'
    }
  }

  function waitForClock(failure: Failure): void {
    const validAt = Math.max(token?.notBefore ?? 0, token?.issuedAt ?? 0)
    const waitMs = validAt - serverTime.now()
    if (clockWait.kind === 'over' || waitMs <= 0 || waitMs > longestClockWaitMs) {
      const seconds = Math.round(serverTime.skewMs() / 1000)
      const ahead = Math.round(Math.max(0, waitMs) / 1000)
      const message = `The token becomes valid ${ahead} s from now by the server's clock; this computer's clock differs from it by ${seconds} s.`
      finish(new Failure(failure.code, message, { cause: failure }))
      return
    }
    const delayMs = waitMs + 1_000
    const cancel = clock.after(delayMs, () => {
      clockWait = { kind: 'over' }
      connection.open()
    })
    clockWait = { kind: 'waiting', failure, nextTryAt: clock.now() + delayMs, cancel }
    on.changed()
  }

  /** The next token, or a later connection, may wait again. */
  function endClockWait(): void {
    if (clockWait.kind === 'waiting') clockWait.cancel()
    clockWait = { kind: 'none' }
  }

  function finish(failure: Failure): void {
    if (over) return
    stop(failure)
    on.ended(failure)
  }

  function stop(failure: Failure): void {
    over = failure
    endClockWait()
    refresh.stop()
    gate.close(failure)
    connection.halt()
  }

  function standing(): Standing {
    const renewal = refresh.state()
    const socket = connection.state()
    if (renewal.kind === 'calling') {
      return verdict === 'untried' && !isRenewed ? { kind: 'connecting' } : { kind: 'refreshing' }
    }
    if (verdict === 'refused' && renewal.kind === 'retrying') {
      return { kind: 'offline', failure: renewal.failure, nextTryAt: renewal.nextTryAt }
    }
    if (clockWait.kind === 'waiting') {
      return { kind: 'offline', failure: clockWait.failure, nextTryAt: clockWait.nextTryAt }
    }
    if (socket.kind === 'up') return { kind: 'connected', role: socket.welcome.role }
    if (socket.kind === 'waiting') {
      return { kind: 'offline', failure: socket.failure, nextTryAt: socket.nextTryAt }
    }
    const isTrouble = lastFailure !== null && lastFailure.code !== 'tokenExpired'
    if (isTrouble && lastFailure) return { kind: 'offline', failure: lastFailure, nextTryAt: null }
    return verdict === 'untried' && !isRenewed ? { kind: 'connecting' } : { kind: 'refreshing' }
  }

  return {
    account,
    gate,
    start() {
      gate.open(token)
      if (token !== null) refresh.watch(token, options.origin)
      connection.open()
    },
    standing,
    renewsAt: () => refresh.renewsAt(),
    token: () => token,
    secrets: () => secrets,
    ended: () => over,
    connectionId() {
      const socket = connection.state()
      return socket.kind === 'up' ? socket.welcome.connectionId : null
    },
    retryNow() {
      if (over) return
      refresh.retryNow()
      // A token that is not valid yet is not made valid by asking sooner.
      if (verdict !== 'refused' && clockWait.kind !== 'waiting') connection.open()
    },
    timeMoved: () => refresh.timeMoved(),
    stop,
  }
}
