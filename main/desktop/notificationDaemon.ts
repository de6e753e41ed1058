import type { Clock, Log } from '../auth/ports.ts'
import type { BusCall } from '../platform/busMessage.ts'
import {
  createSessionBus,
  type SessionBus,
  type SessionBusOptions,
} from '../platform/sessionBus.ts'

/** Runs what calls the notification daemon, or leaves it out. */
export type WhenAnswering = (act: () => void) => void

export interface NotificationDaemonOptions {
  clock: Clock
  log: Log
  /** Calls a method on the session bus. @throws when there is no answer in time */
  call: SessionBus['call']
}

const answerMs = 2_000
const silentMs = 600_000

/**
 * Electron calls the daemon of a Linux desktop and waits for it in the main process: one that hangs froze the app for 125 s a
 * message. So the daemon is asked something harmless before, over a connection of our own, and what is to be shown is left
 * out when it does not answer in 2 s. Then it is not asked again for ten minutes.
 */
export function createNotificationDaemon(options: NotificationDaemonOptions): WhenAnswering {
  const { clock, log, call } = options
  let silentUntil = -Infinity

  async function isAnswering(): Promise<boolean> {
    if (clock.monotonic() < silentUntil) return false
    const startedAt = clock.monotonic()
    try {
      await call(getServerInformation, answerMs)
      return true
    } catch {
      const isHanging = clock.monotonic() - startedAt >= answerMs
      if (isHanging) silentUntil = clock.monotonic() + silentMs
      log.info('notifications.unavailable', { isHanging })
      return false
    }
  }

  return (act) => void isAnswering().then((isThere) => isThere && act())
}

/** The same, on the session bus of this environment. */
export function openNotificationDaemon({
  env,
  ...options
}: Omit<NotificationDaemonOptions, 'call'> & Pick<SessionBusOptions, 'env'>): WhenAnswering {
  const { call } = createSessionBus({ env, clock: options.clock })
  return createNotificationDaemon({ ...options, call })
}

const name = 'org.freedesktop.Notifications'
/** https://specifications.freedesktop.org/notification-spec/latest/protocol.html */
const getServerInformation: BusCall = {
  destination: name,
  path: '/org/freedesktop/Notifications',
  interface: name,
  member: 'GetServerInformation',
}
