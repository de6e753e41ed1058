import type { Action } from './control.ts'
import type { Counters } from './counters.ts'
import { noFaults, type Faults, type FaultsPatch } from './faults.ts'
import { keepSecret } from './secret.ts'
import type { Sandbox, SandboxOptions } from './server.ts'
import { startSandbox } from './server.ts'

/** The part of Electron's `process.parentPort` that is used here. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: FromSandbox): void
}

/** How the parent wants the sandbox: with a secret, or with the secret kept in a folder, which then never crosses the port. */
export type StartOptions = Omit<SandboxOptions, 'clock' | 'log' | 'secret'> &
  ({ secret: string } | { state: string }) & {
    /** Whether each line of the log crosses the port; not unless told. */
    isLogged?: boolean | undefined
  }

/** Messages of the parent. `start` comes first and once; each call with an `id` is answered under it. */
export type ToSandbox =
  | { type: 'start'; options: StartOptions }
  | { type: 'faults'; id: number; patch?: FaultsPatch }
  | { type: 'act'; id: number; action: Action }
  | { type: 'stop' }

/** Messages to the parent. `failed` without an `id`: the sandbox did not start. */
export type FromSandbox =
  | ({ type: 'ready' } & Pick<
      Sandbox,
      'url' | 'apiKey' | 'tokenServiceUrl' | 'singleSignOn' | 'users'
    >)
  | { type: 'faults'; id: number; faults: Faults; defaults: Faults; counters: Counters }
  | { type: 'failed'; id?: number; message: string; code?: string }
  | { type: 'log'; line: string }

/**
 * Runs a sandbox for a parent at the other end of a port, with what `start` sets unless the parent says otherwise; calls `exit`
 * when it is told to stop or the port closes.
 */
export function serveParent(
  port: ParentPort,
  exit: () => void,
  start: Pick<StartOptions, 'faults' | 'large'> = {},
): void {
  let sandbox: Sandbox | null = null
  // One after the other, so that what is sent right behind `start` finds a sandbox.
  let last = Promise.resolve()

  const obey = async (message: ToSandbox): Promise<void> => {
    switch (message.type) {
      case 'start': {
        const options = message.options
        const secret = 'secret' in options ? options.secret : await keepSecret(options.state)
        const log = (line: string) => options.isLogged && port.postMessage({ type: 'log', line })
        sandbox ??= await startSandbox({
          ...start,
          ...options,
          faults: { ...start.faults, ...options.faults },
          secret,
          log,
        })
        const { url, apiKey, tokenServiceUrl, singleSignOn, users } = sandbox
        return port.postMessage({
          type: 'ready',
          url,
          apiKey,
          tokenServiceUrl,
          singleSignOn,
          users,
        })
      }
      case 'faults':
      case 'act': {
        if (!sandbox) throw new Error('The sandbox has not been started')
        const { faults } = sandbox
        if (message.type === 'act') faults.act(message.action)
        else if (message.patch) faults.change(message.patch)
        return port.postMessage({
          type: 'faults',
          id: message.id,
          faults: faults.read(),
          defaults: noFaults,
          counters: faults.counters(),
        })
      }
      case 'stop':
        await sandbox?.stop()
        return exit()
    }
  }

  port.on('message', ({ data }) => {
    const message = data as ToSandbox
    last = last
      .then(() => obey(message))
      .catch((error: unknown) => {
        const { code, message: text } = error as NodeJS.ErrnoException
        port.postMessage({
          type: 'failed',
          message: text,
          ...('id' in message ? { id: message.id } : {}),
          ...(typeof code === 'string' ? { code } : {}),
        })
      })
  })
  port.on('close', exit)
}
