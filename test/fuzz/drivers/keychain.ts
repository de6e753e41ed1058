import { Failure } from '../../../main/auth/errors.ts'
import type { Keychain } from '../../../main/keychain/client.ts'
import { entryName } from '../../../main/keychain/entryName.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { createVault, type KeychainVault } from '../../../main/keychain/vault.ts'
import { FakeLog, type FakeVault } from '../../support/fakes.ts'
import type { Dice } from './dice.ts'
import type { Storage, StorageOptions } from './storage.ts'
import type { Timers } from './timers.ts'

const profile = 'a-profile'

/** A keychain that is locked, away, and loses answers to what it has carried out, or has not. */
class HarshKeychain implements Keychain {
  readonly entries = new Map<string, string>()
  state: 'ready' | 'locked' | 'unavailable' = 'ready'
  /** This part of the calls fails. */
  trouble = 0
  /** The capacity of one entry in bytes; Windows: 2,560. */
  limitBytes = Infinity
  readonly #dice: Dice
  readonly #timers: Timers
  readonly #underWay = new Set<() => unknown>()

  constructor(dice: Dice, timers: Timers) {
    this.#dice = dice
    this.#timers = timers
  }

  get(account: string): Promise<string | null> {
    return this.#call(() => (this.state === 'locked' ? null : (this.entries.get(account) ?? null)))
  }

  async set(account: string, password: string): Promise<void> {
    await this.#call(() => {
      if (this.state === 'locked') {
        // Some keyrings say nothing of it.
        if (this.#dice.chance(0.3)) return
        throw new Failure('keychainLocked', 'Cannot create an item in a locked collection')
      }
      if (Buffer.byteLength(password) > this.limitBytes) {
        throw new Failure('keychainUnavailable', 'The stub received bad data')
      }
      this.entries.set(account, password)
    })
  }

  delete(account: string): Promise<boolean> {
    return this.#call(() => this.state === 'ready' && this.entries.delete(account))
  }

  /** The app is killed: what it has asked for is carried out, or not. */
  clientDied(): void {
    for (const act of this.#underWay) {
      try {
        if (this.#dice.chance(0.5)) act()
      } catch {
        // Nobody is there to hear it.
      }
    }
    this.#underWay.clear()
  }

  async #call<Value>(act: () => Value): Promise<Value> {
    this.#underWay.add(act)
    await this.#timers.wait(this.#dice.integer(1, 40))
    this.#underWay.delete(act)
    if (this.state === 'unavailable') {
      throw new Failure('keychainUnavailable', 'Cannot autolaunch D-Bus without X11 $DISPLAY')
    }
    if (!this.#dice.chance(this.trouble)) return act()
    if (this.#dice.chance(0.5)) act()
    throw new Failure('keychainUnavailable', 'The keychain did not answer in 3 minutes.')
  }
}

/** The real vault on such a keychain. */
export function createKeychainStorage(options: StorageOptions): Storage {
  const { dice, timers, index, becameReady } = options
  const keychain = new HarshKeychain(dice, timers)
  keychain.limitBytes = dice.pick([Infinity, 220])
  let ids = 0
  let vault = open()

  function open(): KeychainVault {
    return createVault({
      keychain,
      records: createRecords(keychain, keychain.limitBytes),
      profile: () => profile,
      log: new FakeLog(),
      newId: () => `${(ids += 1)}`,
      changed: () => undefined,
      becameReady,
    })
  }

  return {
    // The session asks for no more of it than is in the port.
    vault: () => vault as unknown as FakeVault,
    change() {
      keychain.state = dice.weighted([
        [4, 'ready'],
        [2, 'locked'],
        [1, 'unavailable'],
      ])
      keychain.trouble = dice.pick([0, 0, 0.1, 0.4])
      if (dice.chance(0.5)) void vault.probe()
      return `${keychain.state}, ${keychain.trouble} of its calls fail`
    },
    mend() {
      keychain.state = 'ready'
      keychain.trouble = 0
      void vault.probe()
    },
    clientDied() {
      keychain.clientDied()
      vault = open()
    },
    strangers() {
      const known = index
        .list()
        .map((entry) => entryName(entry.record ?? entry.account.key, profile))
      const isKnown = (name: string) =>
        known.some((own) => name === own || name.startsWith(`${own}#`))
      return [...keychain.entries.keys()].filter(
        (name) => !name.startsWith('probe (') && !isKnown(name),
      )
    },
  }
}
