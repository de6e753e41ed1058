import { backoffMs } from '../auth/renewal/backoff.ts'
import { toFailure } from '../auth/errors.ts'
import type { Clock, Random } from '../auth/ports.ts'
import type { MainLog } from '../logging/log.ts'

/** Finds, fetches and installs updates. */
export interface Updater {
  /**
   * Looks whether there is a newer version, and fetches it. From then on it is installed when the app quits.
   * Returns the version when it is there and found good; null when this one is the newest.
   * @throws Error with a `code`
   */
  fetch(): Promise<string | null>
  /** Installs what was fetched and starts it, in the place of quitting. */
  restart(): void
}

/** Updates, as far as the window knows of them. */
export interface Update {
  /** Begins to look, some time after now. Once. */
  begin(): void
  /** The version that is installed when the app quits; null without one. */
  ready(): { version: string } | null
  /** Installs what is ready, in the place of quitting; simply quits when nothing is. */
  restart(): void
}

export interface UpdateOptions {
  clock: Clock
  random: Random
  log: MainLog
  /** Loads what fetches updates, when it is first wanted. */
  open(): Promise<Updater>
  quit(): void
  changed(): void
}

/** Not in the way of a start, and not all of a company at nine o'clock sharp. */
const earliestMs = 10_000
const latestMs = 60_000
export const dayMs = 24 * 3_600_000
const hourMs = 3_600_000
const retry = { firstMs: 15 * 60_000, capMs: dayMs / 2 }

/** Looks for updates at the start and once a day, quietly: nobody waits for one, and the next try comes by itself. */
export function createUpdate(options: UpdateOptions): Update {
  const { clock, random, log, open, quit, changed } = options
  let updater: Updater | null = null
  let ready: { version: string } | null = null
  let failures = 0

  async function look(): Promise<void> {
    try {
      updater ??= await open()
      const version = await updater.fetch()
      failures = 0
      if (version !== null && version !== ready?.version) {
        ready = { version }
        log.info('update.ready', { version })
        changed()
      }
      waitUntil(clock.now() + dayMs)
    } catch (error) {
      log.warn('update.failed', { code: codeOf(error) })
      // Half of it for sure, so that a feed that is down is not asked again at once.
      const delayMs = backoffMs(retry, failures, () => (1 + random()) / 2)
      failures += 1
      waitUntil(clock.now() + delayMs)
    }
  }

  /** By the wall clock, for timers stand still while a computer sleeps: a laptop's day would last a week. */
  function waitUntil(dueAt: number): void {
    const leftMs = dueAt - clock.now()
    if (leftMs <= 0) void look()
    // Whoever sets the clock back does not put updates off for years.
    else if (leftMs > dayMs) waitUntil(clock.now() + dayMs)
    else void clock.after(Math.min(leftMs, hourMs), () => waitUntil(dueAt))
  }

  return {
    begin() {
      clock.after(earliestMs + random() * (latestMs - earliestMs), () => void look())
    },
    ready: () => ready,
    restart() {
      if (ready !== null && updater !== null) updater.restart()
      else quit()
    },
  }
}

/** The kind of the error, without its message, which contains addresses. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return toFailure(error).code
  if ('code' in error && typeof error.code === 'string') return error.code
  // Chromium's network has no codes, but messages such as `net::ERR_CONNECTION_REFUSED`.
  return /\bnet::(ERR_\w+)/.exec(error.message)?.[1] ?? toFailure(error).code
}
