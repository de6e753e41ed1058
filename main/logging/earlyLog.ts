import type { LogFields, Log } from '../auth/ports.ts'

/** A log for the time before there is one. */
export interface EarlyLog extends Log {
  /** Writes down what was logged so far, and from now on passes everything on. */
  continueIn(log: Log): void
}

/** Keeps what is logged until the log is opened. */
export function createEarlyLog(): EarlyLog {
  let log: Log | null = null
  const kept: ((log: Log) => void)[] = []

  function at(level: keyof Log) {
    return (event: string, facts?: LogFields) => {
      if (log) log[level](event, facts)
      else kept.push((opened) => opened[level](event, facts))
    }
  }

  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    continueIn(opened) {
      log = opened
      for (const write of kept.splice(0)) write(opened)
    },
  }
}
