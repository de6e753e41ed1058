import type { Dice } from './dice.ts'
import { FakeVault, type FakeClock, type FakeIndex } from '../../support/fakes.ts'
import type { Timers } from './timers.ts'

/** Where the credentials of a run are stored, and what can befall it. */
export interface Storage {
  /** The vault of the app that runs now. */
  vault(): FakeVault
  /** Puts it in some state, good or bad; says which. */
  change(): string
  /** All is well from now on. */
  mend(): void
  /** The app is killed; it starts again with another vault on the same keychain. */
  clientDied(): void
  /** Stored entries that the index does not name. */
  strangers(): string[]
}

export interface StorageOptions {
  clock: FakeClock
  dice: Dice
  timers: Timers
  index: FakeIndex
  /** The keychain has become ready. */
  becameReady(): void
}

/** A vault whose calls take their time. */
class SlowVault extends FakeVault {
  slowMs = 0
  readonly #timers: Timers

  constructor(clock: FakeClock, timers: Timers) {
    super(clock)
    this.#timers = timers
  }

  override async read(...args: Parameters<FakeVault['read']>): ReturnType<FakeVault['read']> {
    await this.#take()
    return super.read(...args)
  }

  override async write(...args: Parameters<FakeVault['write']>): ReturnType<FakeVault['write']> {
    await this.#take()
    return super.write(...args)
  }

  override async remove(...args: Parameters<FakeVault['remove']>): Promise<void> {
    await this.#take()
    return super.remove(...args)
  }

  async #take(): Promise<void> {
    if (this.slowMs > 0) await this.#timers.wait(this.slowMs)
  }
}

/** The fake vault: locked, away, slow, and with answers of writes that are lost. */
export function createFakeStorage(options: StorageOptions): Storage {
  const { clock, dice, timers, index, becameReady } = options
  const vault = new SlowVault(clock, timers)
  return {
    vault: () => vault,
    change() {
      vault.state = dice.weighted([
        [3, 'ready'],
        [2, 'locked'],
        [1, 'unavailable'],
      ])
      vault.slowMs = dice.pick([0, 0, 50, 5_000])
      vault.lostWrites = dice.weighted([
        [6, 'none'],
        [1, 'carriedOut'],
        [1, 'dropped'],
      ])
      if (vault.state === 'ready' && dice.chance(0.8)) becameReady()
      return `${vault.state}, ${vault.slowMs} ms a call, lost writes: ${vault.lostWrites}`
    },
    mend() {
      vault.state = 'ready'
      vault.slowMs = 0
      vault.lostWrites = 'none'
      becameReady()
    },
    clientDied: () => undefined,
    strangers() {
      const known = new Set(index.list().map((entry) => entry.record ?? entry.account.key))
      return [...vault.records.keys()].filter((key) => !known.has(key))
    },
  }
}
