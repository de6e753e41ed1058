import { createHmac } from 'node:crypto'
import type {
  AccountIndex,
  Clock,
  IndexEntry,
  Log,
  Rest,
  Secrets,
  Vault,
} from '../../main/auth/ports.ts'
import { Failure } from '../../main/auth/errors.ts'
import { Token } from '../../main/auth/token/token.ts'
import type { Store } from '../../main/settings/settings.ts'

/** Plainly no secret of anybody. */
export const testSecret = 'a-secret-for-tests-only'

/** Where every fake clock starts: a whole second. */
export const startOfTime = Date.UTC(2031, 4, 6, 7, 8, 9)

/** Lets everything that waits on promises only, and not on a clock, come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** A clock that stands still until it is turned by hand. */
export class FakeClock implements Clock {
  #wall = startOfTime
  #monotonic = 5_000
  #worldTime = startOfTime
  #timers = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  /** What a clock that is right shows, whatever was done to this one: the servers' time. */
  worldTime(): number {
    return this.#worldTime
  }

  after(delayMs: number, run: () => void): () => void {
    // As setTimeout does: a delay over 24.8 days fires at once.
    const timer = { at: this.#monotonic + (delayMs > 2 ** 31 - 1 ? 1 : Math.max(0, delayMs)), run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Turns the clock forward: timers run in order, and what each sets off comes to rest before the next. */
  async turn(ms: number): Promise<void> {
    const end = this.#monotonic + ms
    await settled()
    let run = 0
    for (let next = this.#next(end); next; next = this.#next(end)) {
      if ((run += 1) > 50_000) throw new Error('Something runs in a loop without a pause.')
      this.#timers.delete(next)
      this.#move(next.at)
      next.run()
      await settled()
    }
    this.#move(end)
  }

  /** Somebody sets the clock of this computer. */
  setWall(byMs: number): void {
    this.#wall += byMs
  }

  /** The computer sleeps: timers and the monotonic clock stand still, the rest of the world does not. */
  sleep(ms: number): void {
    this.#wall += ms
    this.#worldTime += ms
  }

  /** How long each timer has still to wait, shortest first. */
  pending(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#monotonic).sort((a, b) => a - b)
  }

  #next(end: number): { at: number; run: () => void } | undefined {
    let first: { at: number; run: () => void } | undefined
    for (const timer of this.#timers)
      if (timer.at <= end && !(first && first.at <= timer.at)) first = timer
    return first
  }

  #move(to: number): void {
    const ms = to - this.#monotonic
    this.#monotonic = to
    this.#wall += ms
    this.#worldTime += ms
  }
}

/** What a test token claims. Times are seconds from the start of time. */
export interface Claims {
  exp?: number
  iat?: number
  nbf?: number
  secret?: string
}

let serial = 0

/** A token signed with the test secret, no two alike. */
export function makeToken(userId: string, claims: Claims = {}): string {
  const { exp, iat, nbf, secret = testSecret } = claims
  const times = Object.entries({ exp, iat, nbf })
    .filter(([, seconds]) => seconds !== undefined)
    .map(([name, seconds]) => [name, startOfTime / 1000 + Number(seconds)])
  serial += 1
  const payload = { user_id: userId, serial, ...Object.fromEntries(times) }
  return signToken(payload, secret)
}

/** A JWT of any payload (RFC 7519, HS256). */
export function signToken(payload: unknown, secret = testSecret): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** Whether a raw token was signed with the test secret. */
export function isSigned(raw: string): boolean {
  const dot = raw.lastIndexOf('.')
  const signature = createHmac('sha256', testSecret).update(raw.slice(0, dot)).digest('base64url')
  return raw.slice(dot + 1) === signature
}

/** The same, read. */
export function tokenOf(userId: string, claims: Claims = {}): Token {
  return new Token(makeToken(userId, claims))
}

/** A log that keeps its lines. */
export class FakeLog implements Log {
  readonly lines: string[] = []

  debug(event: string, facts: Record<string, unknown> = {}): void {
    this.lines.push(`debug ${event} ${JSON.stringify(facts)}`)
  }

  info(event: string, facts: Record<string, unknown> = {}): void {
    this.lines.push(`info ${event} ${JSON.stringify(facts)}`)
  }

  warn(event: string, facts: Record<string, unknown> = {}): void {
    this.lines.push(`warn ${event} ${JSON.stringify(facts)}`)
  }
}

/** What is written down survives the app. A power cut stops it before the change with a given number. */
export class FakeDisk {
  /** What was done, in order, by whoever shares the journal. */
  readonly journal: string[] = []
  changes = 0
  #cutAt = Infinity
  #isFull = false

  /** The power fails when this many changes were made from now on. */
  cutAfter(changes: number): void {
    this.#cutAt = this.changes + changes
  }

  restorePower(): void {
    this.#cutAt = Infinity
  }

  /** A full disk refuses what is written to files; the keychain is not on it. */
  fill(isFull: boolean): void {
    this.#isFull = isFull
  }

  get isDead(): boolean {
    return this.changes >= this.#cutAt
  }

  /** Whether the change is made. */
  change(what: string): boolean {
    if (this.isDead) return false
    this.changes += 1
    this.journal.push(what)
    return true
  }

  requireSpace(): void {
    if (this.#isFull) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })
  }
}

/** The account index of the settings. */
export class FakeIndex implements AccountIndex {
  readonly #disk: FakeDisk
  #entries: IndexEntry[] = []
  #current: string | null = null

  constructor(disk: FakeDisk = new FakeDisk()) {
    this.#disk = disk
  }

  list(): IndexEntry[] {
    return [...this.#entries]
  }

  put(entry: IndexEntry): void {
    this.#disk.requireSpace()
    if (!this.#disk.change(`index ${entry.account.userId} ${entry.stage}`)) return
    const others = this.#entries.filter(({ account }) => account.key !== entry.account.key)
    this.#entries = [structuredClone(entry), ...others]
  }

  remove(key: string): void {
    this.#disk.requireSpace()
    if (!this.#disk.change('index remove')) return
    this.#entries = this.#entries.filter(({ account }) => account.key !== key)
  }

  current(): string | null {
    return this.#current
  }

  setCurrent(key: string | null): void {
    this.#disk.requireSpace()
    if (this.#disk.change(`index current ${key}`)) this.#current = key
  }
}

/** A vault that keeps records in memory, and can be locked or taken away. */
export class FakeVault implements Vault {
  readonly records = new Map<string, Secrets>()
  state: 'ready' | 'locked' | 'unavailable' = 'ready'
  /** Each call takes this long, by `clock`. */
  delayMs = 0
  readonly #clock: Clock
  readonly #disk: FakeDisk

  constructor(clock: Clock = new FakeClock(), disk: FakeDisk = new FakeDisk()) {
    this.#clock = clock
    this.#disk = disk
  }

  async read(key: string): Promise<Secrets | null> {
    // What is written while it waits comes too late, as with calls to a keychain that are under way.
    const found = this.records.get(key) ?? null
    await this.#wait()
    this.#requireReady()
    return found
  }

  async write(key: string, secrets: Secrets): Promise<Rest> {
    await this.#wait()
    if (this.state !== 'ready') return 'memory'
    if (!this.#disk.change('vault write')) return new Promise(() => undefined)
    this.records.set(key, { ...secrets })
    return 'keychain'
  }

  async remove(key: string): Promise<void> {
    await this.#wait()
    this.#requireReady()
    if (!this.#disk.change('vault remove')) return new Promise(() => undefined)
    this.records.delete(key)
  }

  async #wait(): Promise<void> {
    if (this.delayMs > 0)
      await new Promise<void>((done) => void this.#clock.after(this.delayMs, done))
    if (this.#disk.isDead) await new Promise(() => undefined)
  }

  #requireReady(): void {
    if (this.state === 'locked') throw new Failure('keychainLocked', 'It is locked.')
    if (this.state === 'unavailable') throw new Failure('keychainUnavailable', 'It is not there.')
  }
}

/** electron-store, as far as it is used. */
export class FakeStore implements Store {
  readonly values = new Map<string, unknown>()

  get(key: string): unknown {
    return this.values.get(key)
  }

  set(key: string, value: unknown): void {
    this.values.set(key, structuredClone(value))
  }

  delete(key: string): void {
    this.values.delete(key)
  }
}
