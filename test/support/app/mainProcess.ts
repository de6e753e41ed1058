/** Electron's module as the main process sees it. */
export type ElectronModule = typeof Electron.CrossProcessExports

/** The main process of an Electron that was started with `--inspect`. */
export interface MainProcess {
  /**
   * Runs a function there. The function is sent as text, so it sees only its arguments and what is global in the main process;
   * `argument` and the result cross as JSON.
   * @throws Error when the function throws, or the app ends first
   */
  evaluate<Result, Argument = undefined>(
    run: (electron: ElectronModule, argument: Argument) => Result,
    argument?: Argument,
  ): Promise<Awaited<Result>>
  /** Lets go of the process. At its end Node waits until nothing is connected any more. */
  disconnect(): void
}

interface Answer {
  id: number
  error?: { message: string }
  result?: {
    result: { value?: unknown }
    exceptionDetails?: { text: string; exception?: { description?: string } }
  }
}

/**
 * Drives the main process over Node's inspector (https://nodejs.org/en/learn/getting-started/debugging). Connects at the
 * first call: a start that is only looked at is not disturbed.
 */
export function createMainProcess(address: () => Promise<string>): MainProcess {
  let connection: Promise<Inspector> | null = null

  return {
    async evaluate(run, argument) {
      connection ??= address().then(connect)
      const inspector = await connection
      const given = argument === undefined ? 'undefined' : JSON.stringify(argument)
      return (await inspector.evaluate(
        `(${run.toString()})(require('electron'), ${given})`,
      )) as never
    },
    disconnect() {
      void connection?.then((inspector) => inspector.close()).catch(() => undefined)
    },
  }
}

interface Inspector {
  evaluate(expression: string): Promise<unknown>
  close(): void
}

function connect(address: string): Promise<Inspector> {
  const socket = new WebSocket(address)
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let isOpen = true
  let lastId = 0
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    const call = waiting.get(answer.id)
    waiting.delete(answer.id)
    const failure = failureOf(answer)
    if (failure === null) call?.resolve(answer.result?.result.value)
    else call?.reject(new Error(failure))
  })
  socket.addEventListener('close', () => {
    isOpen = false
    for (const { reject } of waiting.values()) reject(new Error('The app has ended.'))
  })
  const inspector: Inspector = {
    evaluate: (expression) =>
      new Promise((resolve, reject) => {
        if (!isOpen) return reject(new Error('The app has ended.'))
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        // The command line's API has `require` also where the main module is an ES module.
        const params = {
          expression,
          includeCommandLineAPI: true,
          awaitPromise: true,
          returnByValue: true,
        }
        socket.send(JSON.stringify({ id: lastId, method: 'Runtime.evaluate', params }))
      }),
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(inspector))
    socket.addEventListener('error', () =>
      reject(new Error('The app’s main process cannot be reached.')),
    )
  })
}

function failureOf({ error, result }: Answer): string | null {
  if (error) return error.message
  const details = result?.exceptionDetails
  return details ? (details.exception?.description ?? details.text) : null
}
