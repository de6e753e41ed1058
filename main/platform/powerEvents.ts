import type { PowerMonitor } from 'electron'
import type { Log } from '../auth/ports.ts'

export interface PowerOptions {
  log: Log
  /** The computer goes to sleep. */
  suspended(): void
  /** The computer was asleep, or its screen locked: much may have changed. */
  woke(): void
  /** The system shuts down. */
  shutDown(): void
}

/** Hears of the computer's sleep and of its end. */
export function watchPower(
  power: Pick<PowerMonitor, 'on'>,
  { log, suspended, woke, shutDown }: PowerOptions,
): void {
  power.on('suspend', () => {
    log.info('system.suspended')
    suspended()
  })
  power.on('resume', () => {
    log.info('system.resumed')
    woke()
  })
  power.on('unlock-screen', () => {
    log.info('system.unlocked')
    woke()
  })
  // On Windows a shutdown ends the app without a word to `before-quit`, so it needs none here.
  power.on('shutdown', shutDown)
}
