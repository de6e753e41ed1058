import type { Clock } from '../auth/ports.ts'
import type { BusCall } from '../platform/busMessage.ts'
import type { SessionBus } from '../platform/sessionBus.ts'

export interface TrayHostOptions {
  platform: NodeJS.Platform
  clock: Pick<Clock, 'after'>
  /** Calls a method on the session bus. @throws when there is no answer in time */
  call: SessionBus['call']
}

const answerMs = 1_000
/** At login the panel with the tray can start after the app. */
const tries = 10
const pauseMs = 1_000

/**
 * Whether the desktop shows tray icons. A Linux desktop need not; those that do register a host with this service. Other
 * systems always do. Asks for about 10 s.
 */
export async function hasTrayHost({ platform, clock, call }: TrayHostOptions): Promise<boolean> {
  if (platform !== 'linux') return true
  for (let left = tries; left > 0; left -= 1) {
    const isRegistered = await call(isHostRegistered, answerMs).catch(() => false)
    if (isRegistered === true) return true
    if (left > 1) await new Promise<void>((resolve) => void clock.after(pauseMs, resolve))
  }
  return false
}

const watcher = 'org.kde.StatusNotifierWatcher'
/** https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/ */
const isHostRegistered: BusCall = {
  destination: watcher,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  args: [watcher, 'IsStatusNotifierHostRegistered'],
}
