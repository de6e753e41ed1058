import { Failure } from '../../../main/auth/errors.ts'
import type { Keychain } from '../../../main/keychain/client.ts'
import { keychainFailure } from '../../../main/keychain/failures.ts'
import type { Dice } from './dice.ts'

/** How a keychain behaves: `flaky` loses answers, before or after it carried a call out; `prompting` asks a person. */
export type Mood = 'ready' | 'locked' | 'flaky' | 'prompting' | 'lockedItems' | 'away'

/** A keychain that is as unreliable as the real ones, by dice. Its entries outlive the app. */
export class WildKeychain implements Keychain {
  readonly entries = new Map<string, string>()
  mood: Mood = 'ready'
  /** Told when a prompt opens and when it closes. */
  waiting: (isWaiting: boolean) => void = () => undefined
  /** Bytes an entry holds. */
  readonly limitBytes: number
  readonly #dice: Dice
  #answer: ((isUnlocked: boolean) => void) | null = null
  #run = 0

  constructor(dice: Dice, limitBytes: number) {
    this.#dice = dice
    this.limitBytes = limitBytes
  }

  /** The person answers the open prompt, if there is one. */
  answer(isUnlocked: boolean): void {
    this.#answer?.(isUnlocked)
  }

  /** The app is killed: a call under way was carried out or was not, and nobody hears which. */
  kill(): void {
    this.waiting = () => undefined
    this.#answer = null
    this.#run += 1
  }

  async get(name: string): Promise<string | null> {
    return this.#call(
      () => this.entries.get(name) ?? null,
      () => null,
    )
  }

  async set(name: string, password: string): Promise<void> {
    return this.#call(
      () => {
        if (Buffer.byteLength(password) > this.limitBytes) {
          throw new Failure('keychainUnavailable', 'The stub received bad data')
        }
        // libsecret resolves without an entry when its prompt is dismissed.
        if (this.mood === 'flaky' && this.#dice.chance(0.1)) return
        this.entries.set(name, password)
      },
      () => {
        throw keychainFailure('Cannot create an item in a locked collection', 3)
      },
    )
  }

  async delete(name: string): Promise<boolean> {
    return this.#call(
      () => {
        const isLocked = this.mood === 'lockedItems' && !name.startsWith('probe')
        return isLocked ? false : this.entries.delete(name)
      },
      () => false,
    )
  }

  async #call<Value>(act: () => Value, whenLocked: () => Value): Promise<Value> {
    const mine = this.#run
    await Promise.resolve()
    // The app was killed before the call reached the keychain.
    if (mine !== this.#run) return new Promise(() => undefined)
    const isLost = this.#dice.chance(0.3)
    switch (this.mood) {
      case 'ready':
      case 'lockedItems':
        return act()
      case 'locked':
        return whenLocked()
      case 'away':
        throw keychainFailure('The name org.freedesktop.secrets was not provided by any', 3)
      case 'flaky':
        if (!isLost) return act()
        if (this.#dice.chance(0.5)) act()
        throw new Failure('keychainUnavailable', 'The keychain process crashed.')
      case 'prompting': {
        this.waiting(true)
        const { waiting } = this
        const isUnlocked = await new Promise<boolean>((resolve) => (this.#answer = resolve))
        this.#answer = null
        this.mood = isUnlocked ? 'ready' : 'locked'
        waiting(false)
        return isUnlocked ? act() : whenLocked()
      }
    }
  }
}
