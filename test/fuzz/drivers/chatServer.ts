import type { ConnectUser } from '../../../main/auth/account.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { ChatServer, Grant, Socket, SocketListener } from '../../../main/auth/ports.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { signToken } from '../../support/fakes.ts'
import type { Timers } from './timers.ts'
import type { Dice } from './dice.ts'
import type { Journal } from './journal.ts'
import { silence } from './tokenService.ts'

export type ChatHealth = 'good' | 'slow' | 'silent' | 'unreachable' | 'inTrouble' | 'busy' | 'flaky'

/** A message on its way, as it was written. */
export interface Message {
  readonly id: number
  readonly userId: string
  readonly orderingKey: string
  /** Too long, say: refused for good whenever it arrives. */
  readonly isBad: boolean
}

export interface ChatServerOptions {
  /** Where a token was issued; undefined for one that was not issued by the token service. */
  issuedAt(raw: string): string | undefined
  now(): number
  /** Tells the app the server's time. */
  learn(serverNow: number): void
  timers: Timers
  dice: Dice
  journal: Journal
}

interface OpenSocket {
  readonly userId: string
  readonly token: Token | null
  readonly listener: SocketListener
  isOpen: boolean
  isUp: boolean
}

/** A chat server that checks tokens by its own clock, loses answers, drops sockets, and speaks on closed ones. */
export class HarshChat implements ChatServer {
  health: ChatHealth = 'good'
  origin = 'https://one.example'
  /** Its clock against the world's. */
  skewMs = 0
  readonly sockets: OpenSocket[] = []
  /** The messages that it took, in order. */
  readonly taken: Message[] = []
  /** When sockets were opened, by the world's clock. */
  readonly connects: number[] = []
  readonly #options: ChatServerOptions
  readonly #answered = new Set<number>()
  readonly #inFlight = new Map<string, Set<AbortSignal>>()
  readonly #ended = new Set<string>()
  readonly #seen = new Set<string>()
  #guests = 0

  constructor(options: ChatServerOptions) {
    this.#options = options
  }

  /** The sockets that the app has not closed and that have not been closed for it. */
  get open(): (OpenSocket & { close(): void })[] {
    return this.sockets
      .filter(({ isOpen }) => isOpen)
      .map((socket) => Object.assign(socket, { close: () => void (socket.isOpen = false) }))
  }

  connect(user: ConnectUser, token: Token | null, listener: SocketListener): Socket {
    const { journal, now, timers } = this.#options
    this.#requireOwner(user.userId, token)
    journal.note(`chat: socket ${this.sockets.length} for ${user.userId}`)
    this.connects.push(now())
    const socket = { userId: user.userId, token, listener, isOpen: true, isUp: false }
    this.sockets.push(socket)
    timers.after(this.#delayMs(), () => this.#judge(socket))
    return {
      close: () => this.#closed(socket),
      check: (heard) => this.#check(socket, heard),
    }
  }

  async askTime(signal: AbortSignal): Promise<void> {
    await this.#arrive(signal)
    this.#options.learn(this.#now())
  }

  async createGuest(name: string, signal: AbortSignal): Promise<Grant> {
    await this.#arrive(signal)
    this.#guests += 1
    const token = new Token(signToken({ user_id: `guest-${this.#guests}` }))
    return { token, refreshCredential: null, name, image: null }
  }

  /** Takes a message, once, however often it comes. What it throws is what the wire would bring. */
  async send(message: Message, token: Token | null, signal: AbortSignal): Promise<number> {
    const { journal } = this.#options
    this.#requireOwner(message.userId, token)
    if (this.#answered.has(message.id)) journal.violation(`message ${message.id} is sent again`)
    const others = this.#inFlight.get(message.orderingKey) ?? new Set()
    this.#inFlight.set(message.orderingKey, others)
    for (const other of others) if (other.aborted) others.delete(other)
    if (others.size > 0) journal.violation(`two messages of ${message.orderingKey} at once`)
    others.add(signal)
    try {
      return await this.#take(message, token, signal)
    } finally {
      others.delete(signal)
    }
  }

  /** The app is killed, and with it the calls that are under way. */
  clientDied(): void {
    this.#inFlight.clear()
  }

  /** Ends the tokens shown so far; the sockets are told, now or when they next speak. */
  revoke(): void {
    for (const raw of this.#seen) this.#ended.add(raw)
    for (const socket of this.open) {
      const failure = socket.isUp && this.#options.dice.chance(0.7) && this.#check40(socket.token)
      if (failure) this.#refuse(socket, failure)
    }
  }

  cut(): void {
    for (const socket of this.open) {
      this.#refuse(socket, new Failure('network', 'The connection broke.'))
    }
  }

  async #take(message: Message, token: Token | null, signal: AbortSignal): Promise<number> {
    const { journal, dice } = this.#options
    const isLost = this.health === 'flaky' ? dice.pick(['before', 'after', 'no']) : 'no'
    await this.#arrive(signal)
    if (isLost === 'before') throw new Failure('network', 'The connection broke.')
    const failure = this.#check40(token)
    if (failure) throw failure
    if (message.isBad) throw new Failure('badInput', 'The message is too long.')
    if (!this.taken.some(({ id }) => id === message.id)) {
      const later = this.taken.find(
        ({ id, orderingKey }) => orderingKey === message.orderingKey && id > message.id,
      )
      if (later) journal.violation(`message ${message.id} arrives after ${later.id}`)
      journal.note(`chat: takes message ${message.id}`)
      this.taken.push(message)
    }
    if (isLost === 'after') throw new Failure('network', 'The connection broke.')
    if (!signal.aborted) this.#answered.add(message.id)
    return message.id
  }

  /** A REST call on its way to the server, which tells its time with each answer. */
  async #arrive(signal: AbortSignal): Promise<void> {
    const { timers, dice } = this.#options
    const health = this.health
    await timers.wait(this.#delayMs())
    if (health === 'silent') await silence(signal, timers, 30_000)
    if (health === 'unreachable') throw new Failure('network', 'There is no network.')
    this.#options.learn(this.#now())
    const pause = dice.chance(0.5) ? {} : { retryAfterMs: dice.pick([0, 1_000, 30_000]) }
    if (health === 'inTrouble') throw new Failure('serverError', 'It answered 500.', pause)
    if (health === 'busy') throw new Failure('rateLimited', 'It answered 429.', pause)
  }

  #judge(socket: OpenSocket): void {
    if (!socket.isOpen || this.health === 'silent') return
    if (this.health === 'unreachable') {
      return this.#refuse(socket, new Failure('network', 'There is no network.'))
    }
    if (this.health === 'inTrouble' || this.health === 'busy') {
      return this.#refuse(socket, new Failure('serverError', 'It answered 503.'))
    }
    this.#options.learn(this.#now())
    const failure = this.#check40(socket.token)
    if (failure) return this.#refuse(socket, failure)
    socket.isUp = true
    const role = socket.token === null ? 'anonymous' : 'user'
    socket.listener.welcome({ connectionId: `${this.sockets.length}`, role, name: null })
  }

  #refuse(socket: OpenSocket, failure: Failure): void {
    socket.isOpen = false
    socket.listener.closed(failure)
  }

  /** A socket can still say something that was under way when the app closed it. */
  #closed(socket: OpenSocket): void {
    if (!socket.isOpen) return
    const { timers, dice } = this.#options
    socket.isOpen = false
    if (dice.chance(0.5)) return
    timers.after(dice.integer(0, 2_000), () => {
      if (!socket.isUp && dice.chance(0.3)) {
        socket.listener.welcome({ connectionId: 'late', role: 'user', name: null })
      } else {
        socket.listener.closed(this.#check40(socket.token) ?? network)
      }
    })
  }

  #check(socket: OpenSocket, heard: () => void): void {
    const { timers } = this.#options
    if (this.health !== 'silent' && this.health !== 'unreachable') {
      timers.after(50, () => socket.isOpen && heard())
      return
    }
    timers.after(5_000, () => socket.isOpen && this.#refuse(socket, network))
  }

  #check40(token: Token | null): Failure | null {
    if (token === null) return null
    this.#seen.add(token.reveal())
    if ((token.expiresAt ?? Infinity) <= this.#now() || this.#ended.has(token.reveal())) {
      return expired
    }
    return (token.issuedAt ?? 0) > this.#now() ? skewed : null
  }

  #requireOwner(userId: string, token: Token | null): void {
    if (token === null) return
    const { issuedAt, journal } = this.#options
    const origin = issuedAt(token.reveal())
    if (origin !== undefined && origin !== this.origin) {
      journal.violation(`a token of ${origin} is sent to ${this.origin}`)
    }
    if (token.userId !== userId) {
      journal.violation(`a token of ${token.userId} is used for ${userId}`)
    }
  }

  #delayMs(): number {
    const { dice } = this.#options
    return this.health === 'slow' ? dice.integer(0, 12_000) : dice.integer(1, 250)
  }

  #now(): number {
    return this.#options.now() + this.skewMs
  }
}

const network = new Failure('network', 'The connection broke.')
const expired = new Failure('tokenExpired', 'The token has expired.')
const skewed = new Failure('tokenUsedBeforeIssued', 'Used before issued.')
