import type { Account, ConnectUser } from './account.ts'
import type { Failure } from './errors.ts'
import type { Token } from './token/token.ts'

/** Time, as the core sees it. */
export interface Clock {
  /** The wall clock, epoch ms. People and NTP move it. */
  now(): number
  /** Milliseconds since some fixed moment; never set back. */
  monotonic(): number
  /** Calls `run` once after `delayMs`. The returned function cancels. */
  after(delayMs: number, run: () => void): () => void
}

/** A number from 0 (included) to 1 (excluded), as `Math.random`. */
export type Random = () => number

/** The fields of a logged event: plain values, and never a secret. */
export type LogFields = Record<string, string | number | boolean | null>

/** Where events go. `debug` is for what repeats while all is well, or as long as something is not. */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
}

/** The secrets of one account: what the vault keeps. */
export interface Secrets {
  readonly token: string
  /** The token service's refresh credential; null where it gave none. */
  readonly refreshCredential: string | null
}

/**
 * The addresses that credentials were issued for, in one spelling (main/settings/workspaceId.ts). A credential is sent to
 * no other.
 */
export interface Addresses {
  /** The chat server: scheme, host, port and path. */
  readonly server: string
  /** The token service that issued the credentials; null where none did. */
  readonly tokenService: string | null
  /** The single sign-on issuer; null where there is none. */
  readonly issuer: string | null
}

/** One record of the vault. */
export interface VaultRecord extends Secrets {
  /** Null in a record of version 1, which does not say it. */
  readonly issuedFor: Addresses | null
  /** Encrypts the account's saved chat: 256 bits, base64. Absent in a record that was written without. */
  readonly chatKey?: string
}

/** The files of saved chats, one an account, as far as storing credentials concerns them. */
export interface SavedChatFiles {
  /** A new random key: 256 bits, base64. */
  newKey(): string
  /** Deletes the file of an account. Never throws; the next start deletes a file that no account owns. */
  remove(accountKey: string): void
}

/**
 * Where credentials are stored. `memory`: for this run, and nothing of them is in the keychain. `unsure`: they are in
 * memory, and all or a part of them may be in the keychain.
 */
export type StorageLocation = 'keychain' | 'memory' | 'unsure'

/** The keychain, or memory where there is none. One record an account. */
export interface Vault {
  /**
   * Null when there is no such record, said by a keychain that was open meanwhile.
   * @throws Failure `keychainLocked`, `keychainUnavailable`
   */
  read(key: string): Promise<VaultRecord | null>
  /** `keychain` only for a record that was read back. Never throws. */
  write(key: string, record: VaultRecord): Promise<StorageLocation>
  /** @throws Failure `keychainLocked` or `keychainUnavailable` when the record may still be there. */
  remove(key: string): Promise<void>
}

/** How an account gets its tokens, as far as the index needs to know. */
export type SignInMethod = 'service' | 'oidc' | 'static' | 'guest'

/**
 * A remembered account, as the log written ahead of the vault. It is `saving` before its record is written and `deleting`
 * before its record is deleted, and it leaves the index only when nothing of the record can be in the vault. The next
 * start deletes the records of both, so a crash leaves no record without an entry.
 */
export interface IndexEntry {
  readonly account: Account
  readonly method: SignInMethod
  readonly stage: 'saving' | 'kept' | 'deleting'
  /** The key of the vault record; absent: the account's key. Accounts of versions before 0.2 keep their old one. */
  readonly record?: string
  /** The addresses that a record of version 1 was issued for; absent: not known. */
  readonly issuedFor?: Addresses
}

/** The remembered accounts, in the settings. Each call is on disk when it returns. */
export interface AccountIndex {
  /** In the order in which the accounts were added. */
  list(): IndexEntry[]
  /** Adds an entry at the end, or replaces the one of the same account in its place. */
  put(entry: IndexEntry): void
  remove(key: string): void
  /** The account to restore at the next start. */
  current(): string | null
  setCurrent(key: string | null): void
}

/** The answer of a token service, or of a server that makes a guest. */
export interface Grant {
  readonly token: Token
  readonly refreshCredential: string | null
  readonly name: string | null
  readonly image: string | null
  /** How long the identity provider's sign-in lives on, in ms; null or absent: it is not said. */
  readonly signInLivesMs?: number | null
}

/** A team's own endpoint that issues chat tokens ("token provider"); docs/token-service.md. */
export interface TokenService {
  /** Whether it renews for a user ID alone. Otherwise it must refuse a renewal without a refresh credential. */
  readonly renewsByUserId: boolean
  /** @throws Failure `credentialsRefused` on a definite no, else one that can be retried. */
  signIn(userId: string, password: string, signal: AbortSignal): Promise<Grant>
  /** @throws Failure `renewalRefused` on a definite no, else one that can be retried. */
  renew(userId: string, refreshCredential: string | null, signal: AbortSignal): Promise<Grant>
  /**
   * Ends the sign-in that a refresh credential belongs to; absent: the service is not told of sign-outs.
   * @throws Failure `renewalRefused` for a credential that is not good, else what went wrong
   */
  signOut?(refreshCredential: string, signal: AbortSignal): Promise<void>
}

/** A renewal by single sign-on. */
export interface SingleSignOnRenewal {
  readonly userId: string
  /** The identity provider's refresh token. */
  readonly refreshCredential: string
  /**
   * The identity provider has replaced the refresh token. Resolves when the new one is stored, or cannot be: only then is
   * the new access token used.
   */
  rotated(refreshCredential: string): Promise<void>
}

/**
 * Single sign-on: an identity provider signs the person in in the system browser (OpenID Connect, RFC 8252), and its access
 * token gets chat tokens from the token service. The refresh credential of its grants is the identity provider's.
 */
export interface SingleSignOn {
  /**
   * Has the person sign in. `wanted`: the user ID of the account that has to sign in; null: any.
   * @throws Failure `otherPerson`, or why there is no sign-in
   */
  signIn(wanted: string | null, signal: AbortSignal): Promise<Grant>
  /**
   * A renewal that is called off still waits for the identity provider's answer and tells its refresh token.
   * @throws Failure `singleSignOnEnded`, `accessTokenRefused` on a definite no, else one that can be retried.
   */
  renew(renewal: SingleSignOnRenewal, signal: AbortSignal): Promise<Grant>
  /** Tells the identity provider that a refresh token is needed no more, if it takes this (RFC 7009). @throws Failure */
  signOut(refreshCredential: string, signal: AbortSignal): Promise<void>
  /**
   * Opens the identity provider's page for signing out in the browser, if it has one (OpenID Connect RP-Initiated Logout 1.0).
   * @throws Failure
   */
  endSession(signal: AbortSignal): Promise<void>
}

/** The claims of a token that is made here; times are epoch seconds (RFC 7519 section 4.1). */
export interface MintedClaims {
  readonly user_id: string
  readonly iat: number
  readonly exp?: number
}

/** Signs tokens with an app's API secret, which it alone holds; in developer mode only. */
export interface Mint {
  /** A JWT, HS256. @throws Failure `signedOut` once the secret is dropped */
  sign(claims: MintedClaims): Promise<string>
  /** Drops the secret for good. */
  forget(): void
}

/** The server's answer when it accepts a socket. */
export interface Welcome {
  readonly connectionId: string
  readonly role: string
  readonly name: string | null
}

/** One socket's life: `asking` in between as it comes, `welcome`, then `closed`, each of these at most once. */
export interface SocketListener {
  welcome(welcome: Welcome): void
  closed(failure: Failure): void
  /** On the way to the server a person is asked for something, or is no more: their time is not the server's. */
  asking(isAsking: boolean): void
}

/** An open or opening socket. */
export interface Socket {
  /** Asks an open socket for a sound. `heard` is called when it makes one; after 5 s without, it is closed. */
  check(heard: () => void): void
  /** Closes without a further word to the listener. */
  close(): void
}

/** The chat backend, as far as signing in needs it. */
export interface ChatServer {
  /** Opens a socket. `token` is null for anonymous. */
  connect(user: ConnectUser, token: Token | null, listener: SocketListener): Socket
  /** Has the server tell its time, without a token. Resolves when it was heard. @throws Failure `network`, `timeout`, ... */
  askTime(signal: AbortSignal): Promise<void>
  /** Makes a guest without a server of one's own. The returned token's user id is the guest's. */
  createGuest(name: string, signal: AbortSignal): Promise<Grant>
}
