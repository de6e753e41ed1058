import type { FaultSettings, SandboxFaults, SandboxFaultsPatch } from '../../preload/contract.ts'
import { Failure, toFailure } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'

/** A running sandbox. */
export interface StartedSandbox {
  url: string
  apiKey: string
  tokenServiceUrl: string
  singleSignOn: { issuer: string; clientId: string; tokenServiceUrl: string }
  users: { id: string; name: string; password: string }[]
}

/** A thing to do once to a running sandbox. */
export type SandboxOrder =
  | { action: 'expire' | 'revoke'; user_id: string }
  | { action: 'cut' | 'reset' }

/** Runs the sandbox in a process of its own while it is the workspace. */
export interface SandboxHost {
  /** Starts it, once; everybody gets the same. @throws Failure `sandboxFailed` */
  start(): Promise<StartedSandbox>
  started(): StartedSandbox | null
  /** Makes this change, if there is one, and returns the faults. @throws Failure `badInput`, `sandboxFailed` */
  faults(patch?: SandboxFaultsPatch): Promise<FaultSettings>
  /** Runs a one-time action and returns the faults. @throws Failure `notFound`, `sandboxFailed` */
  act(order: SandboxOrder): Promise<FaultSettings>
  stop(): void
}

/** The sandbox's process, as Electron's `utilityProcess.fork` gives it. */
export interface SandboxProcess {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: FromSandbox) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

/** A failure with an id is the answer to one question; without one, the sandbox did not start. */
type FromSandbox =
  | ({ type: 'ready' } & StartedSandbox)
  | { type: 'faults'; id: number; faults: SandboxFaults; defaults: SandboxFaults }
  | { type: 'failed'; id?: number; message: string }

type Question =
  | { type: 'faults'; patch?: SandboxFaultsPatch | undefined }
  | { type: 'act'; action: SandboxOrder }

interface Asked {
  resolve(faults: FaultSettings): void
  reject(failure: Failure): void
  /** The code of a refusal by the sandbox. */
  refusal: 'badInput' | 'notFound'
}

export interface SandboxHostOptions {
  log: Log
  /** The folder that keeps the sandbox's own signing secret, so that remembered accounts survive a restart. */
  folder: string
  fork(): SandboxProcess
  changed(): void
}

export function createSandboxHost({ log, folder, fork, changed }: SandboxHostOptions): SandboxHost {
  let process: SandboxProcess | null = null
  let starting: Promise<StartedSandbox> | null = null
  let started: StartedSandbox | null = null
  let questions = 0
  const asked = new Map<number, Asked>()

  function start(port: number): Promise<StartedSandbox> {
    return new Promise((resolve, reject) => {
      const child = fork()
      process = child
      child.on('message', (message) => {
        if (message.type === 'ready') {
          started = message
          changed()
          resolve(message)
        } else if (message.type === 'faults') {
          take(message.id)?.resolve({ current: message.faults, defaults: message.defaults })
        } else if (message.type === 'failed') {
          if (message.id === undefined) return reject(new Failure('sandboxFailed', message.message))
          const question = take(message.id)
          question?.reject(new Failure(question.refusal, message.message))
        }
      })
      child.on('exit', (code) => {
        reject(new Failure('sandboxFailed', 'The sandbox process ended.'))
        // One that was stopped, or that could not start and ends when the next is up.
        if (process !== child) return
        log.warn('sandbox.exit', { code })
        for (const id of asked.keys()) {
          take(id)?.reject(new Failure('sandboxFailed', 'The sandbox process ended.'))
        }
        const crashed = started
        started = null
        starting = null
        // A signed-in session knows its address, so it restarts at the same one.
        if (crashed) void startAgain(Number(new URL(crashed.url).port))
      })
      child.postMessage({ type: 'start', options: { state: folder, port } })
    })
  }

  async function startAgain(port: number): Promise<void> {
    starting = start(port)
    try {
      await starting
    } catch (error) {
      starting = null
      log.warn('sandbox.lost', { code: toFailure(error).code })
    }
  }

  function startOnce(): Promise<StartedSandbox> {
    // Port 0: any that is free.
    starting ??= start(0).catch((error: unknown) => {
      starting = null
      throw error
    })
    return starting
  }

  function take(id: number): Asked | undefined {
    const question = asked.get(id)
    asked.delete(id)
    return question
  }

  async function ask(question: Question, refusal: Asked['refusal']): Promise<FaultSettings> {
    await startOnce()
    const child = process
    if (!child) throw new Failure('sandboxFailed', 'The sandbox was stopped.')
    return new Promise((resolve, reject) => {
      questions += 1
      asked.set(questions, { resolve, reject, refusal })
      child.postMessage({ ...question, id: questions })
    })
  }

  return {
    start: startOnce,
    started: () => started,
    faults: (patch) => ask({ type: 'faults', patch }, 'badInput'),
    act: (action) => ask({ type: 'act', action }, 'notFound'),
    stop() {
      const stopped = process
      process = null
      stopped?.kill()
    },
  }
}
