import type { MainLog } from '../logging/log.ts'

/** Node's `process`, as far as it tells of what nobody caught. */
export interface ErrorSource {
  on(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (reason: unknown) => void,
  ): unknown
}

export interface UncaughtOptions {
  log: MainLog
  /** There is something new to tell the person. */
  changed(): void
}

/** What became of the errors. */
export interface Uncaught {
  notices(): string[]
}

const stumble =
  'Something unforeseen went wrong in Latchkey, and it goes on. Start it again if anything behaves oddly; Help, Show log has the details.'

/**
 * Writes down what nobody caught, and sees that the person hears of it. Listening takes Electron's own dialog with a
 * stack in it away, and keeps a rejection that nobody awaited from being noticed by nobody.
 */
export function watchUncaught(source: ErrorSource, options: UncaughtOptions): Uncaught {
  const { log, changed } = options
  let hasStumbled = false

  function note(event: string, reason: unknown): void {
    log.error(event, describeError(reason))
    if (hasStumbled) return
    hasStumbled = true
    changed()
  }

  source.on('uncaughtException', (reason) => note('uncaught.exception', reason))
  source.on('unhandledRejection', (reason) => note('uncaught.rejection', reason))
  return { notices: () => (hasStumbled ? [stumble] : []) }
}

/** The facts of anything thrown, for the log. The stack starts with the message; the log cuts secrets out of both. */
export function describeError(reason: unknown): Record<string, string> {
  if (!(reason instanceof Error)) return { reason: inWords(reason) }
  const code = 'code' in reason ? { code: inWords(reason.code) } : {}
  const cause = reason.cause === undefined ? {} : { cause: inWords(reason.cause) }
  return { ...code, ...cause, stack: inWords(reason.stack ?? reason) }
}

/** Anything can be thrown, even what cannot be made a string of. */
function inWords(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'something without a name'
  }
}
