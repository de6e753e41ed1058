import type { MainLog } from '../logging/log.ts'
import type { Texts } from '../text/en.ts'

/** Node's `process`, as a source of uncaught errors. */
export interface ErrorSource {
  on(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (reason: unknown) => void,
  ): unknown
}

export interface GlobalErrorsOptions {
  log: MainLog
  /** There is something new to tell the person. */
  changed(): void
}

/** The errors so far. */
export interface GlobalErrors {
  notices(texts: Texts): string[]
}

/**
 * Logs uncaught errors and shows a notice. Listening replaces Electron's own dialog with a
 * stack in it, and catches rejections that are not awaited.
 */
export function handleGlobalErrors(
  source: ErrorSource,
  options: GlobalErrorsOptions,
): GlobalErrors {
  const { log, changed } = options
  let hasFailed = false

  function note(event: string, reason: unknown): void {
    log.error(event, describeError(reason))
    if (hasFailed) return
    hasFailed = true
    changed()
  }

  source.on('uncaughtException', (reason) => note('uncaught.exception', reason))
  source.on('unhandledRejection', (reason) => note('uncaught.rejection', reason))
  return { notices: ({ notices }) => (hasFailed ? [notices.unexpectedError] : []) }
}

/** The facts of anything thrown, for the log. The stack starts with the message; the log cuts secrets out of both. */
export function describeError(reason: unknown): Record<string, string> {
  if (!(reason instanceof Error)) return { reason: asText(reason) }
  const code = 'code' in reason ? { code: asText(reason.code) } : {}
  const cause = reason.cause === undefined ? {} : { cause: asText(reason.cause) }
  return { ...code, ...cause, stack: asText(reason.stack ?? reason) }
}

/** Anything can be thrown, even what cannot be made a string of. */
function asText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'something without a name'
  }
}
