import { Failure } from '../../main/auth/errors.ts'
import type { Child, Keychain } from '../../main/keychain/client.ts'
import type { Answer, Question } from '../../main/keychain/protocol.ts'

/** A keychain as keytar shows it: locked, it answers null to reads and says nothing of deletes. */
export class FakeKeychain implements Keychain {
  readonly entries = new Map<string, string>()
  state: 'ready' | 'locked' | 'unavailable' = 'ready'
  /** The capacity of an entry in bytes; Windows: 2,560. */
  readonly limitBytes: number
  /** Each call made, in order. */
  readonly calls: string[] = []
  #cutAt = Infinity
  #message = 'Cannot autolaunch D-Bus without X11 $DISPLAY'

  constructor(limitBytes = Infinity) {
    this.limitBytes = limitBytes
  }

  /** It cannot be used, and says why. */
  refuseWith(message: string): void {
    this.state = 'unavailable'
    this.#message = message
  }

  /** The process is killed before call number `calls` from now on. */
  cutAfter(calls: number): void {
    this.#cutAt = this.calls.length + calls
  }

  /** The app starts again. */
  restart(): void {
    this.#cutAt = Infinity
  }

  async get(account: string): Promise<string | null> {
    await this.#begin(`get ${account}`)
    return this.state === 'locked' ? null : (this.entries.get(account) ?? null)
  }

  async set(account: string, password: string): Promise<void> {
    await this.#begin(`set ${account}`)
    if (this.state === 'locked') throw new Failure('keychainLocked', 'A locked collection')
    if (Buffer.byteLength(password) > this.limitBytes)
      throw new Failure('keychainUnavailable', 'The stub received bad data')
    this.entries.set(account, password)
  }

  async delete(account: string): Promise<boolean> {
    await this.#begin(`delete ${account}`)
    return this.state === 'ready' && this.entries.delete(account)
  }

  async #begin(call: string): Promise<void> {
    await Promise.resolve()
    if (this.calls.length >= this.#cutAt) await new Promise(() => undefined)
    this.calls.push(call)
    if (this.state === 'unavailable') throw new Failure('keychainUnavailable', this.#message)
  }
}

/** A keychain process. `silent`: an unlock prompt is on the screen. */
export class FakeChild implements Child {
  readonly questions: Question[] = []
  isKilled = false
  mode: 'ok' | 'silent' = 'ok'
  readonly #entries: Map<string, string>
  #message: (answer: Answer) => void = () => undefined
  #exit: (code: number) => void = () => undefined

  constructor(entries = new Map<string, string>()) {
    this.#entries = entries
  }

  postMessage(question: Question): void {
    this.questions.push(question)
    if (this.mode === 'ok') queueMicrotask(() => this.answer(question))
  }

  on(event: 'message' | 'exit', listener: never): void {
    if (event === 'message') this.#message = listener
    else this.#exit = listener
  }

  kill(): boolean {
    this.isKilled = true
    queueMicrotask(() => this.#exit(0))
    return true
  }

  /** Answers a question as keytar would; also one of long ago. */
  answer(question: Question, tookMs = 3): void {
    const { id, call, account } = question
    const value = this.#entries.get(account) ?? null
    if (call === 'set') this.#entries.set(account, question.password)
    const isDeleted = call === 'delete' && this.#entries.delete(account)
    const said = { get: value, set: null, delete: isDeleted }[call]
    this.#message({ id, isDone: true, value: said, tookMs })
  }

  refuse(question: Question, message: string, tookMs = 3): void {
    this.#message({ id: question.id, isDone: false, message, tookMs })
  }

  crash(): void {
    this.#exit(139)
  }
}
