import { Failure } from '../../main/auth/errors.ts'
import type {
  AccountIndex,
  Clock,
  IndexEntry,
  StorageLocation,
  Vault,
  VaultRecord,
} from '../../main/auth/ports.ts'

/** Storage that survives the app. A power cut stops it before the change with a given number. */
export class FakeDisk {
  /** The changes of all who share the journal, in order. */
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

/** The account index of the settings: a change that cannot be written holds for this run, and throws. */
export class FakeIndex implements AccountIndex {
  readonly #disk: FakeDisk
  #entries: IndexEntry[] = []
  #current: string | null = null
  #onDisk: { entries: IndexEntry[]; current: string | null } = { entries: [], current: null }

  constructor(disk: FakeDisk = new FakeDisk()) {
    this.#disk = disk
  }

  /** The app starts again: it has what is on the disk. */
  restart(): void {
    this.#entries = [...this.#onDisk.entries]
    this.#current = this.#onDisk.current
  }

  list(): IndexEntry[] {
    return structuredClone(this.#entries)
  }

  put(entry: IndexEntry): void {
    const place = this.#entries.findIndex(({ account }) => account.key === entry.account.key)
    this.#change(`index ${entry.account.userId} ${entry.stage}`, () => {
      const copy = structuredClone(entry)
      this.#entries = place < 0 ? [...this.#entries, copy] : this.#entries.with(place, copy)
    })
  }

  remove(key: string): void {
    this.#change('index remove', () => {
      this.#entries = this.#entries.filter(({ account }) => account.key !== key)
    })
  }

  current(): string | null {
    return this.#current
  }

  setCurrent(key: string | null): void {
    this.#change(`index current ${key}`, () => {
      this.#current = key
    })
  }

  #change(what: string, change: () => void): void {
    if (this.#disk.isDead) return
    change()
    this.#disk.requireSpace()
    this.#disk.change(what)
    this.#onDisk = { entries: [...this.#entries], current: this.#current }
  }
}

/** A vault that keeps records in memory, and can be locked, taken away, or lose an answer. */
export class FakeVault implements Vault {
  readonly records = new Map<string, VaultRecord>()
  state: 'ready' | 'locked' | 'unavailable' = 'ready'
  /** Each call takes this long, by `clock`. */
  delayMs = 0
  /** The fate of writes whose answer is lost. */
  lostWrites: 'none' | 'carriedOut' | 'dropped' = 'none'
  readonly #clock: Clock
  readonly #disk: FakeDisk

  constructor(clock: Clock, disk: FakeDisk = new FakeDisk()) {
    this.#clock = clock
    this.#disk = disk
  }

  async read(key: string): Promise<VaultRecord | null> {
    // What is written while it waits comes too late, as with calls to a keychain that are under way.
    const found = this.records.get(key) ?? null
    await this.#wait()
    this.#requireReady()
    return found
  }

  async write(key: string, record: VaultRecord): Promise<StorageLocation> {
    await this.#wait()
    if (this.state !== 'ready') return 'memory'
    if (!this.#disk.change('vault write')) return new Promise(() => undefined)
    if (this.lostWrites !== 'dropped') this.records.set(key, structuredClone(record))
    return this.lostWrites === 'none' ? 'keychain' : 'unsure'
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
