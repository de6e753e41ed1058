import { createHmac } from 'node:crypto'
import type { Clock, Log } from '../../main/auth/ports.ts'
import { Token } from '../../main/auth/token/token.ts'
import type { Store } from '../../main/settings/settings.ts'

export { FakeDisk, FakeIndex, FakeVault } from './fakeStorage.ts'

/** Plainly no secret of anybody. */
export const testSecret = 'a-secret-for-tests-only'

/** For tests without pictures. */
export const noPictures = { allow: () => undefined, addressOf: () => null }

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

  /** The servers' time: the time of a correct clock. */
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

/** The claims of a test token. Times are seconds from the start of the test. */
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
