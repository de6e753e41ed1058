import { Failure, toFailure } from './auth/failure.ts'
import type { Log } from './auth/ports.ts'

/** A running sandbox. */
export interface StartedSandbox {
  url: string
  apiKey: string
  tokenServiceUrl: string
  users: { id: string; name: string; password: string }[]
}

/** Runs the sandbox in a process of its own while it is the workspace. */
export interface SandboxHost {
  /** Starts it, once; everybody gets the same. @throws Failure `sandboxFailed` */
  start(): Promise<StartedSandbox>
  started(): StartedSandbox | null
  stop(): void
}

/** The sandbox's process, as Electron's `utilityProcess.fork` gives it. */
export interface SandboxProcess {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: FromSandbox) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

type FromSandbox = ({ type: 'ready' } & StartedSandbox) | { type: 'failed'; message: string }

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

  function start(port: number): Promise<StartedSandbox> {
    return new Promise((resolve, reject) => {
      const child = fork()
      process = child
      child.on('message', (message) => {
        if (message.type === 'ready') {
          started = message
          changed()
          resolve(message)
        } else if (message.type === 'failed') {
          reject(new Failure('sandboxFailed', message.message))
        }
      })
      child.on('exit', (code) => {
        reject(new Failure('sandboxFailed', 'The sandbox process ended.'))
        // One that was stopped, or that could not start and ends when the next is up.
        if (process !== child) return
        log.warn('sandbox.exit', { code })
        const crashed = started
        started = null
        starting = null
        // Whoever is signed in knows its address, so it comes back there.
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

  return {
    start() {
      // Port 0: any that is free.
      starting ??= start(0).catch((error: unknown) => {
        starting = null
        throw error
      })
      return starting
    },
    started: () => started,
    stop() {
      const stopped = process
      process = null
      stopped?.kill()
    },
  }
}
