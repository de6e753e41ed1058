import { connectUser, type Account } from './account.ts'
import type { ActiveSession, ActiveSessionOptions } from './activeSessionContract.ts'
import { statusOf, type ConnectionStatus } from './connectionStatus.ts'
import type { Failure } from './errors.ts'
import type { Socket, SocketListener, Welcome } from './ports.ts'
import { createProviderCall } from './providerCall.ts'
import { createLoggedRenewal } from './renewal/renewalLog.ts'
import type { Renewal } from './renewal/renewal.ts'
import { askServerTime } from './renewal/askServerTime.ts'
import { createConnection, type Connection } from './requests/connection.ts'
import { createDatedSockets } from './requests/datedSocket.ts'
import { isRefusal } from './requests/failureKind.ts'
import { createGate, type Gate } from './requests/gate.ts'
import { createGateLog } from './requests/gateLog.ts'
import type { Credentials } from './token/credentials.ts'
import type { Token } from './token/token.ts'
import { TokenInUse } from './token/tokenInUse.ts'
import { createMoments } from './token/tokenState.ts'

export type { ActiveSession, ActiveSessionOptions } from './activeSessionContract.ts'

/** Makes one, not started yet. */
export function createActiveSession(options: ActiveSessionOptions): ActiveSession {
  return new ConnectedIdentity(options)
}

/**
 * `TokenInUse` alone owns the knowledge of the token in use. `#apply` derives from it what gate, connection and renewal do.
 */
class ConnectedIdentity implements ActiveSession {
  readonly account: Account
  readonly gate: Gate
  readonly #options: ActiveSessionOptions
  readonly #moment = createMoments()
  readonly #openSocket = createDatedSockets()
  readonly #renewal: Renewal
  readonly #connection: Connection
  readonly #inUse: TokenInUse
  #endReason: Failure | null = null
  /** Why the connection was lost last; null: it never was. */
  #lastFailure: Failure | null = null
  /** A kept token seems to have ended, and the chat server is asked for its time first. */
  #isAskingTime = false
  #isScheduled = false
  #wasUsable = false
  #cancelAsking: () => void = () => undefined

  constructor(options: ActiveSessionOptions) {
    const { account, provider } = options
    this.account = account
    this.#options = options
    this.#inUse = new TokenInUse({
      ...options,
      moment: this.#moment,
      isDatedHere: provider.method === 'minted',
      changed: () => this.#apply(),
    })
    this.gate = this.#makeGate()
    this.#renewal = this.#makeRenewal()
    this.#connection = this.#makeConnection()
  }

  start(): void {
    const { origin, serverTime, chat, timeouts } = this.#options
    this.gate.pauseTransport()
    const mustAsk = origin === 'kept' && !serverTime.isHeard() && this.isRenewable()
    if (!mustAsk || !this.#inUse.hasEnded()) return this.#begin()
    this.#isAskingTime = true
    this.#cancelAsking = askServerTime(chat, timeouts, () => this.#begin())
  }

  status(): ConnectionStatus {
    return statusOf({
      known: this.#inUse.known(),
      renewal: this.#renewal.state(),
      connection: this.#connection.state(),
      validAt: this.#inUse.validAt(),
      lastFailure: this.#lastFailure,
    })
  }

  renewsAt(): number | null {
    return this.#renewal.renewsAt()
  }

  signInEndsAt(): number | null {
    return this.#inUse.signInEndsAt()
  }

  isRenewable(): boolean {
    return this.#renewal.isRenewable()
  }

  renewalRefusal(): Failure | null {
    const state = this.#renewal.state()
    return state.kind === 'refused' ? state.failure : null
  }

  credentials(): Credentials | null {
    return this.#inUse.newest()
  }

  token(): Token | null {
    return this.#inUse.token()
  }

  endReason(): Failure | null {
    return this.#endReason
  }

  connectionId(): string | null {
    const socket = this.#connection.state()
    return socket.kind === 'up' ? socket.welcome.connectionId : null
  }

  retryNow(): void {
    if (this.#endReason) return
    this.#renewal.retryNow()
    if (this.#isUsable()) this.#connection.open()
    // One that seems up may have died in the gap, and that would be noticed only by its silence.
    this.#connection.check()
  }

  resumed(): void {
    this.#renewal.resumed()
    this.#connection.resumed()
    this.#inUse.resumed()
    this.gate.resumed()
    this.retryNow()
  }

  timeMoved(): void {
    if (this.#endReason) return
    this.#scheduleOnceHeard()
    this.#renewal.timeMoved()
  }

  stop(failure: Failure): void {
    this.#endReason = failure
    this.#cancelAsking()
    this.#inUse.stop()
    this.#renewal.stop()
    this.gate.close(failure)
    this.#connection.halt()
    this.#options.provider.forget?.()
  }

  #makeGate(): Gate {
    const { log, clock } = this.#options
    return createGate({
      ...this.#options,
      listener: createGateLog(log, clock),
      moment: this.#moment,
      on: {
        refused: (token, failure, sentAt) => this.#inUse.refused(token, failure, sentAt),
        accepted: (token, sentAt) => this.#inUse.accepted(token, sentAt),
        lost: () => this.#connection.check(),
      },
    })
  }

  #makeRenewal(): Renewal {
    const { clock, random, log, timeouts, serverTime, provider } = this.#options
    const credential = () => this.#inUse.refreshCredential()
    return createLoggedRenewal({
      log,
      waiting: () => this.gate.waiting(),
      clock,
      random,
      timeouts,
      serverTime,
      renew: createProviderCall(this.#options, this.#inUse),
      canRenew: () => provider.canRenew(credential()),
      ended: () => provider.ended(),
      store: (grant) => this.#options.store(this.#inUse.grant(grant)),
      on: {
        calling: () => this.#apply(),
        renewed: () => this.#renewed(),
        failing: () => this.#apply(),
        refused: () => this.#apply(),
        ended: (failure) => this.#end(failure),
      },
    })
  }

  #makeConnection(): Connection {
    return createConnection({
      ...this.#options,
      connect: (listener) => this.#connect(listener),
      on: {
        up: (welcome) => this.#up(welcome),
        alive: () => this.#heard(),
        closed: (failure) => this.#closed(failure),
        changed: () => this.#options.on.changed(),
      },
    })
  }

  #up(welcome: Welcome): void {
    const { log, on } = this.#options
    log.info('connection.up', { role: welcome.role })
    on.connected(welcome)
    on.changed()
    this.#heard()
  }

  /** The chat server can be reached. */
  #heard(): void {
    this.gate.resumeTransport()
    this.#renewal.signOfLife()
  }

  #connect(listener: SocketListener): Socket {
    const { chat, log, origin } = this.#options
    log.debug('connection.opening')
    return this.#openSocket({
      chat,
      user: connectUser(this.account, origin),
      inUse: this.#inUse,
      moment: this.#moment,
      listener,
    })
  }

  #closed(failure: Failure): 'retry' | 'halt' {
    this.gate.pauseTransport()
    if (this.#endReason) return 'halt'
    const waiting = this.gate.waiting()
    this.#options.log.warn('connection.closed', { code: failure.code, waiting })
    this.#lastFailure = failure
    if (!isRefusal(failure)) return 'retry'
    this.#renewal.signOfLife()
    // The refusal was of a token that has been replaced, or of a time before a wait for it was over. The next socket opens
    // at once, so that the window never says "Offline"; a refusal of that one counts.
    if (this.#isUsable()) this.#connection.open()
    return 'halt'
  }

  #renewed(): void {
    this.#inUse.renewed()
    if (!this.#endReason) this.#connection.open()
  }

  /** Derives what gate, connection and renewal do from what is known of the token. */
  #apply(): void {
    if (this.#endReason) return
    const { state } = this.#inUse.known()
    if (state.kind === 'rejected') return this.#end(state.failure)
    this.#scheduleOnceHeard()
    if (state.kind === 'refused') this.#renewal.renewNow()
    // When the server's time is heard for the first time, nothing else tells the renewal.
    else this.#renewal.timeMoved()
    // A renewal that nothing can make ends the session in the same turn.
    if (this.#endReason) return
    const isUsable = this.#isUsable()
    // Requests wait for the first try of a renewal. A token that still works is used while later tries go on.
    const isHeld = !isUsable || this.#isFirstCall()
    if (isHeld) this.gate.hold()
    else this.gate.open(this.token())
    if (!isUsable) this.#connection.suspend()
    else if (!this.#wasUsable) this.#connection.open()
    this.#wasUsable = isUsable
    this.#options.on.changed()
  }

  /** Whether the token may be shown to the chat server. One that has ended for sure is replaced first, if it can be. */
  #isUsable(): boolean {
    const hasEnded = this.#options.serverTime.isHeard() && this.#inUse.hasEnded()
    if (this.#isAskingTime || (hasEnded && this.#isFirstCall())) return false
    return this.#inUse.isUsable()
  }

  #isFirstCall(): boolean {
    const renewal = this.#renewal.state()
    return renewal.kind === 'calling' && renewal.attempt === 0
  }

  #begin(): void {
    if (this.#endReason) return
    this.#isAskingTime = false
    this.#apply()
  }

  /** A new token is planned for at once, a kept one by the server's clock: this computer's may be wrong. */
  #scheduleOnceHeard(): void {
    const { origin, serverTime } = this.#options
    const token = this.token()
    if (this.#isScheduled || token === null) return
    const isUntried = this.#inUse.known().state.kind === 'untried'
    if (origin === 'kept' && !serverTime.isHeard() && isUntried) return
    this.#isScheduled = true
    this.#renewal.schedule(token, origin)
  }

  #end(failure: Failure): void {
    if (this.#endReason) return
    this.stop(failure)
    this.#options.on.ended(failure)
  }
}
