import { inspect } from 'node:util'
import { app, net, session } from 'electron'
import { toFailure, type FailureOrigin } from '../../main/auth/errors.ts'
import { createTimeouts } from '../../main/auth/timeouts.ts'
import { requestJson, type JsonAnswer, type JsonRequest } from '../../main/network/http.ts'
import { createNetwork } from '../../main/network/network.ts'
import { systemClock } from '../../main/platform/clock.ts'

/** A request that can be passed to another process. */
export interface PlainRequest extends Omit<JsonRequest, 'url' | 'signal' | 'isEcho'> {
  id: string
  url: string
}

/** The result. `said`: everything that is visible of the failure. */
export type PlainAnswer =
  | { kind: 'answered'; answer: JsonAnswer }
  | {
      kind: 'failed'
      code: string
      message: string
      retryAfterMs: number | null
      origin: FailureOrigin
      canRetry: boolean
      said: string
    }

/** The app's network without the app, in real Electron, for a test that drives it from outside. */
const network = createNetwork({
  net,
  electronSession: session,
  client: 'latchkey-test',
  log: { info: () => undefined, warn: () => undefined, debug: () => undefined },
  timeouts: createTimeouts(systemClock),
  changed: () => undefined,
})
const controllers = new Map<string, AbortController>()

/** A request may be called off before it has come. */
function controllerOf(id: string): AbortController {
  const controller = controllers.get(id) ?? new AbortController()
  controllers.set(id, controller)
  return controller
}

/** Errors thrown outside of every promise. */
const thrown: string[] = []
process.on('uncaughtException', (error) => void thrown.push(inspect(error)))

const runtime = {
  uncaught: () => thrown,
  async send({ id, url, ...request }: PlainRequest): Promise<PlainAnswer> {
    await app.whenReady()
    try {
      const { signal } = controllerOf(id)
      const answer = await requestJson(network, { ...request, url: new URL(url), signal })
      return { kind: 'answered', answer }
    } catch (error) {
      const { code, message, retryAfterMs, origin, canRetry } = toFailure(error)
      const said = inspect(error, { depth: 9, showHidden: true })
      return { kind: 'failed', code, message, retryAfterMs, origin, canRetry, said }
    }
  },
  /** Opens a socket as one for a WebSocket. `open`, or the code of its failure. */
  async dial(url: string): Promise<string> {
    await app.whenReady()
    try {
      const caller = { signal: AbortSignal.timeout(10_000), asking: () => undefined }
      const socket = await network.dial(new URL(url), caller)
      socket.destroy()
      return 'open'
    } catch (error) {
      return toFailure(error).code
    }
  },
  // In a turn of its own: what is evaluated from outside can run in the middle of something else.
  abort: (id: string) => void setImmediate(() => controllerOf(id).abort()),
}

declare global {
  var runtime: {
    send(request: PlainRequest): Promise<PlainAnswer>
    dial(url: string): Promise<string>
    abort(id: string): void
    uncaught(): string[]
  }
}
globalThis.runtime = runtime
