import { connectUser, type Account } from './account.ts'
import { createNotBeforeWait, isClockSkewError } from './renewal/notBeforeWait.ts'
import { createConnection } from './requests/connection.ts'
import { isRefusal } from './requests/failureKind.ts'
import { explainRefusal } from './token/developmentToken.ts'
import { Failure } from './errors.ts'
import type { Gate } from './requests/gate.ts'
import { createLoggedGate } from './requests/gateLog.ts'
import type { ChatServer, Clock, Grant, Log, Random, Secrets, Welcome } from './ports.ts'
import type { Provider } from './provider.ts'
import { requireUser } from './provider.ts'
import { createLoggedRenewal } from './renewal/renewalLog.ts'
import type { ServerTime } from './renewal/serverTime.ts'
import type { Token } from './token/token.ts'

/** One identity from the moment there is a token until it ends: its token, renewal, gate and connection. */
export interface ActiveSession {
  readonly account: Account
  readonly gate: Gate
  start(): void
  status(): ConnectionStatus
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
export type ConnectionStatus =
  | { kind: 'connecting' }
  | { kind: 'connected'; role: string }
  | { kind: 'refreshing' }
  | { kind: 'offline'; failure: Failure; nextTryAt: number | null }

export interface ActiveSessionOptions {
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

/** A server that refuses each new token is not asked for ever. */
const mostFreshRefusals = 2

export function createActiveSession(options: ActiveSessionOptions): ActiveSession {
  const { clock, random, serverTime, log, chat, account, provider, on } = options
  let token = options.token
  let secrets = options.secrets
  let over: Failure | null = null
  /** What the server said of the current token. */
  let verdict: 'untried' | 'accepted' | 'refused' = 'untried'
  let isRenewed = false
  let freshRefusals = 0
  let lastFailure: Failure | null = null

  const notBeforeWait = createNotBeforeWait(clock, serverTime)
  const gate = createLoggedGate({
    clock,
    random,
    log,
    on: { refused, accepted, lost: () => connection.check() },
  })

  const renewal = createLoggedRenewal({
    log,
    waiting: () => gate.waiting(),
    clock,
    random,
    serverTime,
    renew: provider.renew && ((signal) => renew(signal)),
    ended: () => provider.ended(),
    store,
    on: {
      calling(attempt) {
        // A token that still works is used while later tries go on.
        if (attempt === 0 || verdict === 'refused') gate.hold()
        on.changed()
      },
      renewed(renewed) {
        token = renewed
        verdict = 'untried'
        isRenewed = true
        notBeforeWait.end()
        gate.open(renewed)
        connection.open()
        on.changed()
      },
      failing() {
        letThrough()
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
      log.debug('connection.opening')
      return chat.connect(connectUser(account, options.origin), used, {
        welcome: (welcome) => {
          accepted(used)
          listener.welcome(welcome)
        },
        closed: (failure) => {
          if (isRefusal(failure)) refused(used, failure)
          listener.closed(failure)
        },
        asking: (isAsking) => listener.asking(isAsking),
      })
    },
    on: {
      up(welcome) {
        log.info('connection.up', { role: welcome.role })
        lastFailure = null
        on.connected(welcome)
        on.changed()
        gate.resumeTransport()
      },
      alive: () => gate.resumeTransport(),
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
    if (notBeforeWait.end()) letThrough()
  }

  /** The old token may be used, though there is or was a renewal. */
  function letThrough(): void {
    if (verdict !== 'refused' && notBeforeWait.state().kind !== 'waiting') gate.open(token)
  }

  /** The server's word on the current token, from the socket and from requests alike. */
  function refused(used: Token | null, failure: Failure): void {
    if (over || used !== token) return
    const isNotYetValid = isClockSkewError(failure)
    if (isNotYetValid && !isDatedAnew()) return waitForClock(failure)
    if (!isNotYetValid && failure.code !== 'tokenExpired')
      return finish(explainRefusal(used, failure))
    if (verdict === 'refused') return
    log.warn('token.refused', { code: failure.code })
    if (verdict === 'untried' && isRenewed) freshRefusals += 1
    verdict = 'refused'
    gate.hold()
    if (freshRefusals >= mostFreshRefusals) {
      finish(new Failure('tokenRejected', 'The server refuses each new token as expired.'))
    } else {
      renewal.renewNow()
    }
  }

  /** A first token that is dated here goes by this computer's clock; with the refusal the server has told its own. */
  function isDatedAnew(): boolean {
    return provider.method === 'minted' && verdict !== 'accepted' && !isRenewed
  }

  function waitForClock(failure: Failure): void {
    log.warn('token.notYetValid', { code: failure.code })
    const answer = notBeforeWait.begin(token, failure, () => {
      letThrough()
      connection.open()
    })
    if (answer instanceof Failure) return finish(answer)
    gate.hold()
    on.changed()
  }

  function closed(failure: Failure): 'retry' | 'halt' {
    gate.pauseTransport()
    if (over) return 'halt'
    log.warn('connection.closed', { code: failure.code, waiting: gate.waiting() })
    lastFailure = failure
    if (!isRefusal(failure)) return 'retry'
    // Refused with a token that was replaced meanwhile: the new one is there already.
    const isWaited = verdict === 'refused' || notBeforeWait.state().kind === 'waiting'
    if (!isWaited) connection.open()
    return 'halt'
  }

  function finish(failure: Failure): void {
    if (over) return
    stop(failure)
    on.ended(failure)
  }

  function stop(failure: Failure): void {
    over = failure
    notBeforeWait.end()
    renewal.stop()
    gate.close(failure)
    connection.halt()
    provider.forget?.()
  }

  function status(): ConnectionStatus {
    const renewing = renewal.state()
    const socket = connection.state()
    const wait = notBeforeWait.state()
    if (renewing.kind === 'calling') {
      return verdict === 'untried' && !isRenewed ? { kind: 'connecting' } : { kind: 'refreshing' }
    }
    if (verdict === 'refused' && renewing.kind === 'retrying') {
      return { kind: 'offline', failure: renewing.failure, nextTryAt: renewing.nextTryAt }
    }
    if (wait.kind === 'waiting') {
      return { kind: 'offline', failure: wait.failure, nextTryAt: wait.nextTryAt }
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
      gate.pauseTransport()
      gate.open(token)
      if (token !== null) renewal.schedule(token, options.origin)
      connection.open()
    },
    status,
    renewsAt: () => renewal.renewsAt(),
    token: () => token,
    secrets: () => secrets,
    ended: () => over,
    connectionId() {
      const socket = connection.state()
      return socket.kind === 'up' ? socket.welcome.connectionId : null
    },
    retryNow() {
      if (over) return
      renewal.retryNow()
      // A token that is not valid yet is not made valid by asking sooner.
      if (verdict !== 'refused' && notBeforeWait.state().kind !== 'waiting') connection.open()
      // One that seems up may have died in the gap, and that would be noticed only by its silence.
      connection.check()
    },
    timeMoved: () => renewal.timeMoved(),
    stop,
  }
}
