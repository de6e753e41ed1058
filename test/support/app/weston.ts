import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Desktop } from './desktop.ts'
import { ended, startProcess } from './processes.ts'
import { until } from './waiting.ts'

/** A Wayland compositor without a screen. */
export interface Weston {
  /** The environment of an app that opens its windows there. */
  readonly env: Record<string, string>
  /** The switches with which Electron 33 does so; from 38 on it is the default. Weston has no graphics card to offer. */
  readonly switches: string[]
  stop(): Promise<void>
}

/** Starts weston on a desktop, whose folder for sockets it uses. */
export async function startWeston(desktop: Desktop): Promise<Weston> {
  const socket = 'wayland-of-the-test'
  const options = ['--backend=headless-backend.so', `--socket=${socket}`, '--idle-time=0']
  const child = startProcess('weston', [...options, '--no-config'], {
    env: desktop.env,
    stdio: 'ignore',
  })
  const stop = () => ended(child, () => child.kill())
  const path = join(desktop.env['XDG_RUNTIME_DIR'] ?? '', socket)
  try {
    await until('the socket of weston', () => (existsSync(path) ? true : null))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    env: { WAYLAND_DISPLAY: socket, XDG_SESSION_TYPE: 'wayland', DISPLAY: '' },
    switches: ['--ozone-platform=wayland', '--disable-gpu'],
    stop,
  }
}
