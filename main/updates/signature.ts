/** A logger as electron-updater takes it. */
export interface Logger {
  info(message?: unknown): void
  warn(message?: unknown): void
  error(message?: unknown): void
}

/** electron-updater's check of a signature: null when it is good, else what is wrong with it. */
export type Verify = (publishers: string[], file: string, logger: Logger) => Promise<string | null>

/**
 * Makes that check fail closed. It also answers that all is well when it could not look, because PowerShell is missing
 * or was killed, and says so in its log alone. So what it writes there decides: it must have seen a valid signature, and
 * must not have skipped anything.
 */
export function failClosed(
  verify: Verify,
  log: Logger,
): (publishers: string[], file: string) => Promise<string | null> {
  return async (publishers, file) => {
    let hasSeen = false
    let hasSkipped = false
    const recording = (write: Logger['info']) => (message: unknown) => {
      const line = String(message)
      if (line.startsWith('LiteralPath: ')) hasSeen = true
      if (/ignoring signature|skipping this step/i.test(line)) hasSkipped = true
      write(message)
    }
    const refused = await verify(publishers, file, {
      info: recording((message) => log.info(message)),
      warn: recording((message) => log.warn(message)),
      error: recording((message) => log.error(message)),
    })
    if (refused !== null) return refused
    return hasSeen && !hasSkipped ? null : 'The signature could not be checked.'
  }
}
