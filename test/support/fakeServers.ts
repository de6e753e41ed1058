import type { Account } from '../../main/auth/account.ts'
import { Failure } from '../../main/auth/errors.ts'
import type {
  ChatServer,
  Grant,
  Socket,
  SocketListener,
  TokenService,
} from '../../main/auth/ports.ts'
import { Token } from '../../main/auth/token/token.ts'
import {
  isSigned,
  makeToken,
  startOfTime,
  type Claims,
  type FakeClock,
  type FakeDisk,
} from './fakes.ts'

/** `late`: answers when `release` is called, whether anybody still wants it or not. */
export type ServiceMode = 'ok' | 'never' | 'late' | 'wrongUser' | Failure

/**
 * A token service with Alice and Bob, passwords `<id>-sandbox`, that rotates its refresh credentials: one stays good
 * until its successor is used.
 */
export class FakeTokenService implements TokenService {
  mode: ServiceMode = 'ok'
  /** As a workspace that signs in without passwords. */
  renewsByUserId = false
  /** Whether it gives a refresh credential with each token, with the first alone, or never. */
  givesCredential: 'always' | 'once' | 'never' = 'always'
  /** Of the tokens issued from now on; null: for ever. */
  lifeSeconds: number | null = 3_600
  /** Its clock against the chat server's. */
  skewSeconds = 0
  extraClaims: Claims = {}
  /** Whether it says what people are called; the chat server knows too. */
  givesNames = true
  readonly calls: string[] = []
  readonly issued: string[] = []
  readonly #clock: FakeClock
  readonly #credentials = new Map<string, { userId: string; replaces: string | null }>()
  #held: (() => void)[] = []
  #count = 0

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  get renewals(): number {
    return this.calls.filter((call) => call.startsWith('renew')).length
  }

  signIn(userId: string, password: string, signal: AbortSignal): Promise<Grant> {
    this.calls.push(`signIn ${userId}`)
    return this.#answer(signal, userId, () => {
      if (password === `${userId}-sandbox` && people.has(userId)) return null
      throw new Failure('credentialsRefused', 'User ID and password do not match.', {
        field: 'password',
      })
    })
  }

  renew(userId: string, refreshCredential: string | null, signal: AbortSignal): Promise<Grant> {
    this.calls.push(`renew ${userId} ${refreshCredential}`)
    return this.#answer(signal, userId, () => {
      const known = this.#credentials.get(refreshCredential ?? '')
      if (refreshCredential === null && this.renewsByUserId) return null
      if (known?.userId !== userId)
        throw new Failure('renewalRefused', 'Sign in with your password again.')
      this.#credentials.delete(known.replaces ?? '')
      return refreshCredential
    })
  }

  /** See `takeSignOuts`. */
  signOut?: (refreshCredential: string, signal: AbortSignal) => Promise<void>
  knows = (refreshCredential: string) => this.#credentials.has(refreshCredential)

  /** Answers what came while it was `late`. */
  release(): void {
    for (const answer of this.#held.splice(0)) answer()
  }

  /** Forgets the refresh credentials it gave. */
  endSessions(): void {
    this.#credentials.clear()
  }

  /** `admit` gives the credential that is replaced, if one is. */
  async #answer(signal: AbortSignal, userId: string, admit: () => string | null): Promise<Grant> {
    if (this.mode === 'late') await new Promise<void>((resolve) => this.#held.push(resolve))
    else if (signal.aborted) throw new Failure('aborted', 'The request was called off.')
    if (this.mode === 'never') await aborted(signal)
    if (this.mode instanceof Failure) throw this.mode
    const replaces = admit()
    return this.#grant(this.mode === 'wrongUser' ? 'mallory' : userId, userId, replaces)
  }

  #grant(userId: string, asked: string, replaces: string | null): Grant {
    const now = (this.#clock.worldTime() - startOfTime) / 1000 + this.skewSeconds
    const life = this.lifeSeconds === null ? {} : { exp: now + this.lifeSeconds }
    const raw = makeToken(userId, { iat: now, ...life, ...this.extraClaims })
    this.issued.push(raw)
    this.#count += 1
    const isGiven =
      this.givesCredential === 'always' || (this.givesCredential === 'once' && replaces === null)
    const refreshCredential = isGiven ? `credential-${asked}-${this.#count}` : null
    if (refreshCredential) this.#credentials.set(refreshCredential, { userId: asked, replaces })
    return {
      token: new Token(raw),
      refreshCredential,
      name: this.givesNames ? (people.get(asked) ?? null) : null,
      image: null,
    }
  }
}

const people = new Map([
  ['alice', 'Alice Moreau'],
  ['bob', 'Bob Okafor'],
])

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new Failure('aborted', 'The request was called off.'))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

/** One socket, as the server sees it. */
export class FakeSocket implements Socket {
  readonly account: Account
  readonly token: Token | null
  isOpen = true
  isUp = false
  /** How often it was asked for a sound. */
  checks = 0
  readonly #listener: SocketListener
  readonly #check: (socket: FakeSocket, heard: () => void) => void

  constructor(
    account: Account,
    token: Token | null,
    listener: SocketListener,
    check: (socket: FakeSocket, heard: () => void) => void,
  ) {
    this.account = account
    this.token = token
    this.#listener = listener
    this.#check = check
  }

  close(): void {
    this.isOpen = false
  }

  check(heard: () => void): void {
    this.checks += 1
    this.#check(this, heard)
  }

  welcome(connectionId: string): void {
    if (!this.isOpen) return
    this.isUp = true
    const { kind, name } = this.account
    const role = kind === 'anonymous' ? 'anonymous' : kind === 'guest' ? 'guest' : 'user'
    const known = kind === 'anonymous' ? null : (people.get(this.account.userId) ?? name)
    this.#listener.welcome({ connectionId, role, name: known })
  }

  refuse(failure: Failure): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#listener.closed(failure)
  }
}

/** `silent`: takes sockets and says nothing. A failure is what each socket and call gets. */
export type ChatMode = 'ok' | 'silent' | Failure

/** A chat server that checks tokens as the real one does: signature, times by its own clock, revocations. */
export class FakeChat implements ChatServer {
  mode: ChatMode = 'ok'
  guestMode: ChatMode = 'ok'
  /** The answer to each call; sockets do not matter. */
  callMode: Failure | null = null
  /** Off: development tokens are good. */
  checksAuth = true
  calls = 0
  /** Its clock against the world's. */
  skewMs = 0
  readonly sockets: FakeSocket[] = []
  /** The user ids of those whose messages it took, one a message. */
  readonly taken: string[] = []
  readonly #clock: FakeClock
  readonly #disk: FakeDisk | null
  readonly #learn: (serverNow: number) => void
  readonly #seen = new Map<string, Set<string>>()
  readonly #ended = new Set<string>()
  #guests = 0

  constructor(
    clock: FakeClock,
    disk: FakeDisk | null = null,
    learn: (serverNow: number) => void = () => undefined,
  ) {
    this.#clock = clock
    this.#disk = disk
    this.#learn = learn
  }

  get open(): FakeSocket[] {
    return this.sockets.filter(({ isOpen }) => isOpen)
  }

  connect(account: Account, token: Token | null, listener: SocketListener): FakeSocket {
    const socket = new FakeSocket(account, token, listener, (checked, heard) => {
      if (this.mode === 'ok') return queueMicrotask(() => checked.isOpen && heard())
      const silence = new Failure('network', 'Nothing was heard for 5 s.')
      this.#clock.after(5_000, () => checked.refuse(silence))
    })
    if (this.sockets.push(socket) > 10_000) throw new Error('Somebody connects without a pause.')
    this.#disk?.journal.push(`connect ${account.userId}`)
    queueMicrotask(() => this.#judge(socket))
    return socket
  }

  async askTime(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.mode === 'silent') await aborted(signal)
    if (this.mode instanceof Failure) throw this.mode
    this.#learn(this.now())
  }

  async createGuest(name: string, signal: AbortSignal): Promise<Grant> {
    if (signal.aborted || this.guestMode === 'silent') await aborted(signal)
    if (this.guestMode instanceof Failure) throw this.guestMode
    this.#guests += 1
    const token = new Token(makeToken(`guest-${this.#guests}-${name.toLowerCase()}`))
    return { token, refreshCredential: null, name, image: null }
  }

  /** One REST call: what it throws is what the wire would bring. */
  async call(token: Token | null): Promise<string> {
    await Promise.resolve()
    this.#learn(this.now())
    this.calls += 1
    if (this.callMode) throw this.callMode
    const failure = this.mode instanceof Failure ? this.mode : this.#check(token)
    if (failure) throw failure
    this.taken.push(token?.userId ?? 'anonymous')
    return token?.reveal() ?? ''
  }

  /** Ends all tokens that a user has shown so far; their sockets are told. */
  end(userId: string): void {
    for (const raw of this.#seen.get(userId) ?? []) this.#ended.add(raw)
    for (const socket of this.open) {
      const failure = socket.isUp && this.#check(socket.token)
      if (failure) socket.refuse(failure)
    }
  }

  cut(failure = new Failure('network', 'The connection broke.')): void {
    for (const socket of this.open) socket.refuse(failure)
  }

  now(): number {
    return this.#clock.worldTime() + this.skewMs
  }

  #judge(socket: FakeSocket): void {
    if (!socket.isOpen || this.mode === 'silent') return
    if (this.mode instanceof Failure) return socket.refuse(this.mode)
    this.#learn(this.now())
    const failure = this.#check(socket.token, socket.account)
    if (failure) socket.refuse(failure)
    else socket.welcome(`connection-${this.sockets.length}`)
  }

  #check(token: Token | null, account?: Account): Failure | null {
    if (token === null) return null
    const raw = token.reveal()
    if (raw.endsWith('.devtoken'))
      return this.checksAuth ? new Failure('authenticationFailed', 'Auth is checked.') : null
    if (!isSigned(raw)) return new Failure('tokenSignatureInvalid', 'The signature is invalid.')
    if ((token.expiresAt ?? Infinity) <= this.now() || this.#ended.has(raw))
      return new Failure('tokenExpired', 'The token has expired.')
    if ((token.notBefore ?? 0) > this.now())
      return new Failure('tokenNotYetValid', 'Not yet valid.')
    if ((token.issuedAt ?? 0) > this.now())
      return new Failure('tokenUsedBeforeIssued', 'Used before issued.')
    if (account && account.userId !== token.userId)
      return new Failure('authenticationFailed', 'The token is for somebody else.')
    this.#seen.set(token.userId, (this.#seen.get(token.userId) ?? new Set()).add(raw))
    return null
  }
}
