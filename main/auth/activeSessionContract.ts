import type { Account } from './account.ts'
import type { ConnectionStatus } from './connectionStatus.ts'
import type { Failure } from './errors.ts'
import type { ChatServer, Clock, Log, Random, Welcome } from './ports.ts'
import type { Provider } from './provider.ts'
import type { ServerTime } from './renewal/serverTime.ts'
import type { Gate } from './requests/gate.ts'
import type { Timeouts } from './timeouts.ts'
import type { Credentials } from './token/credentials.ts'
import type { Token } from './token/token.ts'

/** One identity from the moment there is a token until it ends: its credentials, renewal, gate and connection. */
export interface ActiveSession {
  readonly account: Account
  readonly gate: Gate
  start(): void
  status(): ConnectionStatus
  /** Epoch ms in server time; null: no renewal is planned. */
  renewsAt(): number | null
  /** The end of the sign-in that no renewal postpones, epoch ms in server time; null: none is known. */
  signInEndsAt(): number | null
  /** Whether a new token can be had when this one ends, as far as is known. */
  isRenewable(): boolean
  /** Why nothing renews any more, for good, while the token in use is still accepted; null: it is renewed, or never was. */
  renewalRefusal(): Failure | null
  /** The newest, also while they are being stored and not in use yet; null for anonymous visitors. */
  credentials(): Credentials | null
  /** The token in use; null for anonymous visitors. */
  token(): Token | null
  /** Why it ended; null while it lives. */
  endReason(): Failure | null
  connectionId(): string | null
  /** Retries now what waits for a retry: the network may be back, or the person asks. */
  retryNow(): void
  /** The computer slept: looks at everything that waits again. */
  resumed(): void
  /** Looks at the due time again. */
  timeMoved(): void
  /** Ends it: timers stopped, the gate refuses with this failure, the socket closed. Nothing is reported after. */
  stop(failure: Failure): void
}

export interface ActiveSessionOptions {
  clock: Clock
  random: Random
  timeouts: Timeouts
  serverTime: ServerTime
  log: Log
  chat: ChatServer
  account: Account
  provider: Provider
  credentials: Credentials | null
  origin: 'new' | 'kept'
  /** Puts renewed credentials where they are stored. It may be called after `stop`, with a refresh credential that was replaced meanwhile. */
  store(credentials: Credentials): Promise<void>
  /** A renewal has begun. The promise settles when nothing is to be stored for it any more. */
  renewing(call: Promise<unknown>): void
  on: {
    changed(): void
    connected(welcome: Welcome): void
    /** Over, for a definite reason: a person has to sign in again. Nothing follows. */
    ended(failure: Failure): void
  }
}
