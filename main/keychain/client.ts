import { Failure } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'
import { dismissedPrompt, isPromptTime, keychainFailure } from './failures.ts'
import type { Answer, Question } from './protocol.ts'

/** The keychain as the vault sees it: three calls, each with an end. */
export interface Keychain {
  /**
   * Null for "no such entry" and, on Linux, for "locked".
   * @throws Failure `keychainLocked` when a prompt was dismissed, `keychainUnavailable` with the reason
   */
  get(account: string): Promise<string | null>
  /** Resolves also when libsecret stored nothing. @throws Failure `keychainLocked`, `keychainUnavailable` */
  set(account: string, password: string): Promise<void>
  /**
   * True when an entry was deleted. False for "no such entry" and for an entry that is locked and stays.
   * @throws Failure `keychainLocked`, `keychainUnavailable`
   */
  delete(account: string): Promise<boolean>
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
  /** Time of the last answer by the monotonic clock, in ms; -Infinity before the first. */
  lastAnswerAt(): number
  /** While true the process is kept for a keyring that asks the person for each program, so that it asks once. */
  hold(isHeld: boolean): void
  /** Gives up the call that waits for a person, with its process; the next call gets a fresh one. */
  giveUp(): void
  /** Stops the process because the app quits. A later call starts another. */
  stop(): void
}

export interface KeychainOptions {
  clock: Clock
  log: Log
  /** Frozen names: `Latchkey`, and `Latchkey (development)` when unpackaged. */
  service: string
  fork(): Child
  /** Whether the keyring asks the person for each program. Never rejects. */
  asksEachProgram(): Promise<boolean>
  /** Called with true when a call has had no answer for 8 s, so that a prompt may be open, and with false at its end. */
  waiting?(isWaiting: boolean): void
}

/** After this a prompt is probably open. */
const noticeMs = 8_000
/** A person has this long for a prompt, a new keyring's two pages included. */
const timeoutMs = 180_000
const idleMs = 30_000

/**
 * Talks to the keychain process: starts it for the first call, asks one question at a time, says when an answer takes
 * over 8 s, kills it after 3 minutes, stops it after 30 s without work unless it is held
 * for a keyring that asks for each program.
 */
export function createKeychain(options: KeychainOptions): KeychainClient {
  const { clock, log, service, fork, waiting = () => undefined, asksEachProgram } = options
  let child: Child | null = null
  let settleCurrent: ((answer: Answer | Failure) => void) | null = null
  let cancelIdle: () => void = () => undefined
  let last: Promise<unknown> = Promise.resolve()
  let count = 0
  let lastAnswerAt = -Infinity
  let isHeld = false

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

  function armIdle(): void {
    cancelIdle()
    cancelIdle = clock.after(idleMs, () => void stopIdle())
  }

  async function stopIdle(): Promise<void> {
    const idle = child
    if (isHeld && (await asksEachProgram())) return
    // A call may have come meanwhile.
    if (child === idle && settleCurrent === null) stop()
  }

  function ask(question: Question): Promise<string | boolean | null> {
    return new Promise((resolve, reject) => {
      const { call } = question
      const startedAt = clock.monotonic()
      let isLate = false
      const cancelNotice = clock.after(noticeMs, () => {
        isLate = true
        log.info('keychain.waiting', { call })
        waiting(true)
      })
      const cancelTimeout = clock.after(timeoutMs, () => {
        log.warn('keychain.timeout', { call })
        settle(new Failure('keychainUnavailable', 'The keychain did not answer in 3 minutes.'))
      })

      function settle(answer: Answer | Failure): void {
        if (!(answer instanceof Failure) && answer.id !== question.id) return
        settleCurrent = null
        cancelNotice()
        cancelTimeout()
        armIdle()
        lastAnswerAt = clock.monotonic()
        if (isLate) waiting(false)
        const called = { call, ms: Math.round(clock.monotonic() - startedAt) }
        const failure = failureOf(call, answer)
        if (failure === null) {
          // Debug: a probe has four of these lines.
          log.debug('keychain.call', called)
          return resolve(answer instanceof Failure || !answer.isDone ? null : answer.value)
        }
        log.info('keychain.call', { ...called, code: failure.code })
        // libsecret keeps the session of a daemon that died and never finds the next one.
        if (failure.code === 'keychainUnavailable') stop()
        reject(failure)
      }

      settleCurrent = settle
      try {
        child ??= start()
        child.postMessage(question)
      } catch (cause) {
        settle(
          new Failure('keychainUnavailable', 'The keychain process cannot be started.', { cause }),
        )
      }
    })
  }

  function inTurn(make: (id: number) => Question): Promise<string | boolean | null> {
    const turn = last.then(() => ask(make((count += 1))))
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    async get(account) {
      const value = await inTurn((id) => ({ id, call: 'get', service, account }))
      return typeof value === 'string' ? value : null
    },
    async set(account, password) {
      await inTurn((id) => ({ id, call: 'set', service, account, password }))
    },
    async delete(account) {
      return (await inTurn((id) => ({ id, call: 'delete', service, account }))) === true
    },
    lastAnswerAt: () => lastAnswerAt,
    hold(next) {
      if (next === isHeld) return
      isHeld = next
      if (child) armIdle()
    },
    giveUp() {
      // With this failure the process is stopped, too.
      settleCurrent?.(
        new Failure('keychainUnavailable', 'The question of the keychain was given up.'),
      )
    },
    stop,
  }
}

/** The failure of a call from its answer; null: the call was carried out. */
function failureOf(call: Question['call'], answer: Answer | Failure): Failure | null {
  if (answer instanceof Failure) return answer
  const tookMs = answer.tookMs ?? 0
  if (!answer.isDone) return keychainFailure(answer.message, tookMs)
  return call === 'get' && answer.value === null && isPromptTime(tookMs) ? dismissedPrompt() : null
}
