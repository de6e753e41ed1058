const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Node's `process`, as far as signals go. */
export interface SignalSource {
  on(event: (typeof signals)[number], listener: () => void): unknown
  removeAllListeners(event: (typeof signals)[number]): unknown
}

/**
 * Calls `forceQuit` for each signal that ends a process, and takes other listeners off. To be called when Electron is ready:
 * it has taken the signals over by then and would quit as if a person had asked for it. And to be called again when
 * packages were read: those of electron-store listen too; they also listen to `exit`, which is enough.
 */
export function handleTerminationSignals(process: SignalSource, forceQuit: () => void): void {
  for (const signal of signals) {
    process.removeAllListeners(signal)
    process.on(signal, forceQuit)
  }
}
