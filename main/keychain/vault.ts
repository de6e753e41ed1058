import { isDeepStrictEqual } from 'node:util'
import { Failure, toFailure } from '../auth/errors.ts'
import type { Log, Vault, VaultRecord } from '../auth/ports.ts'
import type { Keychain } from './client.ts'
import { entryName } from './entryName.ts'
import { isDismissed } from './failures.ts'
import type { Records } from './records.ts'

/**
 * The state of the keychain. Unless it is `ready`, credentials stay in memory for this run. `waiting`: a call has had
 * no answer for 8 s, so a prompt is probably open. `isDismissed`: a person has dismissed the prompt.
 */
export type VaultState =
  | { kind: 'unknown' }
  | { kind: 'ready' }
  | { kind: 'waiting' }
  | { kind: 'locked'; isDismissed: boolean }
  | { kind: 'unavailable'; reason: string }

/** The vault on a keychain, with what it knows of it. */
export interface KeychainVault extends Vault {
  state(): VaultState
  /**
   * Writes, reads and deletes a sentinel. When that works, all that waits for the keychain is run. A question that is open is
   * given up first. Never throws.
   */
  probe(): Promise<VaultState>
  /** Reads only: finds out whether there is a keychain, not whether it is locked. Never throws. */
  look(): Promise<VaultState>
  /** To be called by the keychain client: a call has had no answer for long, or has its answer at last. */
  waiting(isWaiting: boolean): void
}

export interface VaultOptions {
  keychain: Keychain
  records: Records
  /** A name of this profile's own, so that two profiles never share a keychain entry. */
  profile(): string
  log: Log
  newId(): string
  changed(): void
  /** Gives up the call that waits for a person. */
  giveUp?(): void
  /** The keychain has become ready, however that was noticed: now is the time to do what waits for it. */
  becameReady?(): void
}

/**
 * One operation at a time, in the order asked. While a prompt is open (`waiting`) a write or removal is answered at once,
 * with `unsure` or a failure, and carried out all the same when the prompt is answered.
 */
export function createVault(options: VaultOptions): KeychainVault {
  const { keychain, records, profile, log, newId, changed, becameReady = () => undefined } = options
  let state: VaultState = { kind: 'unknown' }
  let isWaiting = false
  let probing: Promise<VaultState> | null = null
  let last: Promise<unknown> = Promise.resolve()
  const onWaiting = new Set<() => void>()

  function current(): VaultState {
    return isWaiting ? { kind: 'waiting' } : state
  }

  function set(next: VaultState): VaultState {
    const before = current()
    const isReadyNow = next.kind === 'ready' && state.kind !== 'ready'
    state = next
    tell(before)
    if (isReadyNow) queueMicrotask(becameReady)
    return next
  }

  function tell(before: VaultState): void {
    const now = current()
    if (isDeepStrictEqual(before, now)) return
    const { kind, ...fields } = now
    log.info('keychain.state', { state: kind, ...fields })
    changed()
  }

  function nameOf(key: string): string {
    return entryName(key, profile())
  }

  /** Notes what a failed call says of the keychain. */
  function note(error: unknown): Failure {
    const failure = toFailure(error)
    if (failure.code === 'keychainLocked') {
      set({ kind: 'locked', isDismissed: isDismissed(failure) })
    } else {
      set({ kind: 'unavailable', reason: failure.message })
    }
    return failure
  }

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  /** The result of `work`, or `early` as soon as a prompt is open; the work goes on. */
  function unlessWaiting<Value>(work: Promise<Value>, early: () => Value): Promise<Value> {
    // It has its own end in the state of the vault.
    work.catch(() => undefined)
    return new Promise((resolve, reject) => {
      const answerEarly = () => {
        onWaiting.delete(answerEarly)
        try {
          resolve(early())
        } catch (error) {
          reject(error)
        }
      }
      if (isWaiting) return answerEarly()
      onWaiting.add(answerEarly)
      void work.then(resolve, reject).finally(() => onWaiting.delete(answerEarly))
    })
  }

  /**
   * Runs `work` between writing and reading a sentinel, which proves that the keychain was open meanwhile: only then does
   * "no such entry" mean what it says.
   * @throws Failure `keychainLocked`, `keychainUnavailable`
   */
  async function whileOpen<Value>(work: () => Promise<Value>): Promise<Value> {
    const sentinel = `probe (${profile()})`
    const value = newId()
    try {
      await keychain.set(sentinel, value)
      const result = await work()
      const back = await keychain.get(sentinel)
      await keychain.delete(sentinel)
      if (back === value) {
        set({ kind: 'ready' })
        return result
      }
    } catch (error) {
      throw note(error)
    }
    throw note(new Failure('keychainUnavailable', 'What was written could not be read back.'))
  }

  async function probeNow(): Promise<VaultState> {
    const wasReady = state.kind === 'ready'
    try {
      await whileOpen(async () => null)
      if (wasReady) queueMicrotask(becameReady)
    } catch {
      // The state says why.
    }
    return state
  }

  async function lookNow(): Promise<VaultState> {
    try {
      await keychain.get(`probe (${profile()})`)
      if (state.kind === 'unavailable') set({ kind: 'unknown' })
    } catch (error) {
      // A slow "no such entry" is the start of a keyring's daemon here, not a dismissed prompt.
      if (toFailure(error).code !== 'keychainLocked') note(error)
    }
    return state
  }

  async function readNow(name: string): Promise<VaultRecord | null> {
    let record
    try {
      record = await records.read(name)
    } catch (error) {
      throw note(error)
    }
    // Null is also what a locked keychain answers, and the sentinel may unlock it.
    record ??= await whileOpen(() => records.read(name))
    if (record) set({ kind: 'ready' })
    return record
  }

  async function writeNow(name: string, record: VaultRecord) {
    const result = await records.write(name, record)
    switch (result.kind) {
      case 'written':
        set({ kind: 'ready' })
        return 'keychain'
      case 'refused':
        note(result.failure)
        return 'memory'
      case 'unsure':
        note(result.failure)
        return 'unsure'
    }
  }

  async function removeNow(name: string): Promise<void> {
    // The second time for an entry that was locked until the sentinel was written.
    for (let round = 0; round < 2; round += 1) {
      let found
      try {
        found = await records.remove(name)
      } catch (error) {
        throw note(error)
      }
      if (found === 'deleted') return void set({ kind: 'ready' })
      if (await whileOpen(() => records.isAbsent(name))) return
    }
    throw note(new Failure('keychainLocked', 'The keychain kept an entry that was to be deleted.'))
  }

  return {
    state: current,

    probe() {
      // A person asks again: the open prompt is lost, or was answered elsewhere.
      if (isWaiting) options.giveUp?.()
      probing ??= inTurn(probeNow).finally(() => {
        probing = null
      })
      return probing
    },

    look: () => inTurn(lookNow),

    waiting(next) {
      const before = current()
      isWaiting = next
      if (next) {
        // The former state is out of date, and the answer to come is news.
        state = { kind: 'unknown' }
        for (const answerEarly of onWaiting) answerEarly()
      }
      tell(before)
    },

    read: (key) => inTurn(() => readNow(nameOf(key))),

    write: (key, record) =>
      unlessWaiting<'keychain' | 'memory' | 'unsure'>(
        inTurn(() => writeNow(nameOf(key), record)),
        () => 'unsure',
      ),

    remove: (key) =>
      unlessWaiting<void>(
        inTurn(() => removeNow(nameOf(key))),
        () => {
          throw new Failure('keychainUnavailable', 'The keychain has not answered yet.')
        },
      ),
  }
}
