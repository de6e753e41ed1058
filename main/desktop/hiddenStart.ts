import type { Clock, Log } from '../auth/ports.ts'
import { createSessionBus } from '../platform/sessionBus.ts'
import { hasTrayHost } from './trayHost.ts'

export interface HiddenStartOptions {
  process: Pick<NodeJS.Process, 'env' | 'platform'>
  clock: Clock
  log: Log
  show(): void
}

/** Shows the window of a start at login after all, where the desktop has no tray: nobody could open it. */
export async function showWithoutTray(options: HiddenStartOptions): Promise<void> {
  const { process, clock, log, show } = options
  const { call } = createSessionBus({ env: process.env, clock })
  const hasTray = await hasTrayHost({ platform: process.platform, clock, call })
  log.info('start.hidden', { hasTray })
  if (!hasTray) show()
}
