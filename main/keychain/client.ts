import { Failure } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'
import type { Answer, Question } from './protocol.ts'

/** The keychain as the vault sees it: three calls, each with an end. */
export interface Keychain {
  /** Null for "no such item" and, on Linux, for "locked". @throws Failure `keychainUnavailable` with the reason */
  get(account: string): Promise<string | null>
  /** @throws Failure `keychainLocked`, `keychainUnavailable` */
  set(account: string, password: string): Promise<void>
  /** Deleting what is not there is no failure. @throws Failure `keychainUnavailable` */
  delete(account: string): Promise<void>
}

/** The process that holds keytar, as Electron's `utilityProcess.fork` gives it. */
export interface Child {
  postMessage(question: Question): void
  on(event: 'message', listener: (answer: Answer) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

/** The keychain, with the process that it is asked through. */
export interface KeychainClient extends Keychain {
  /** Stops the process, because the app goes; what is asked later starts another. */
  stop(): void
}

export interface KeychainOptions {
  clock: Clock
  log: Log
  /** Frozen names: `Latchkey`, and `Latchkey (development)` when unpackaged. */
  service: string
  fork(): Child
}

const timeoutMs = 8_000
const idleMs = 30_000

/**
 * Talks to the keychain process: starts it when there is work, asks one question at a time, kills it when an answer
 * takes over 8 s, stops it after 30 s without work.
 */
export function createKeychain({ clock, log, service, fork }: KeychainOptions): KeychainClient {
  let child: Child | null = null
  let settleCurrent: ((answer: Answer | Failure) => void) | null = null
  let cancelIdle: () => void = () => undefined
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  function start(): Child {
    const started = fork()
    started.on('message', (answer) => settleCurrent?.(answer))
    started.on('exit', (code) => {
      if (child !== started) return
      child = null
      log.warn('keychain.exit', { code })
      settleCurrent?.(new Failure('keychainUnavailable', 'The keychain process crashed.'))
    })
    return started
  }

  function stop(): void {
    const stopped = child
    child = null
    stopped?.kill()
  }

  function ask(question: Question): Promise<string | null> {
    return new Promise((resolve, reject) => {
      cancelIdle()
      const startedAt = clock.monotonic()
      const cancelTimeout = clock.after(timeoutMs, () => {
        log.warn('keychain.timeout', { call: question.call })
        stop()
        settle(new Failure('keychainUnavailable', 'The keychain did not answer in 8 s.'))
      })

      function settle(answer: Answer | Failure): void {
        if (!(answer instanceof Failure) && answer.id !== question.id) return
        settleCurrent = null
        cancelTimeout()
        cancelIdle = clock.after(idleMs, stop)
        const ms = Math.round(clock.monotonic() - startedAt)
        const called = { call: question.call, ms }
        if (answer instanceof Failure) {
          log.info('keychain.call', { ...called, code: answer.code })
          return reject(answer)
        }
        if (answer.isDone) {
          // Three of these a probe would fill the log file with what goes well.
          log.debug('keychain.call', called)
          return resolve(answer.value)
        }
        const failure = keychainFailure(answer.message)
        log.info('keychain.call', { ...called, code: failure.code })
        // libsecret holds on to the session of a daemon that died, and never finds the next one.
        if (failure.code === 'keychainUnavailable') stop()
        reject(failure)
      }

      settleCurrent = settle
      try {
        child ??= start()
        child.postMessage(question)
      } catch (cause) {
        stop()
        settle(
          new Failure('keychainUnavailable', 'The keychain process cannot be started.', { cause }),
        )
      }
    })
  }

  function inTurn(make: (id: number) => Question): Promise<string | null> {
    const turn = last.then(() => ask(make((count += 1))))
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    get: (account) => inTurn((id) => ({ id, call: 'get', service, account })),
    async set(account, password) {
      await inTurn((id) => ({ id, call: 'set', service, account, password }))
    },
    async delete(account) {
      await inTurn((id) => ({ id, call: 'delete', service, account }))
    },
    stop,
  }
}

/** libsecret says "Cannot create an item in a locked collection". */
function keychainFailure(message: string): Failure {
  const isLocked = /\block/i.test(message)
  return new Failure(isLocked ? 'keychainLocked' : 'keychainUnavailable', message)
}
