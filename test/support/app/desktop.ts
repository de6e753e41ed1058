import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBareBus } from './bus.ts'
import { startKeyring, type Keyring } from './keyring.ts'
import { ended, firstLine, startProcess } from './processes.ts'

/**
 * A desktop of its own for a test, a tour or a measurement: on Linux a virtual display, a session bus and a real
 * gnome-keyring with a new home folder; elsewhere the person's own desktop, where a profile of its own keeps the
 * person's keychain items apart.
 */
export interface Desktop {
  /** The environment to start the app in. */
  readonly env: Record<string, string>
  /** A folder that goes with the desktop. */
  readonly folder: string
  /** The keyring, to lock, kill and spoil; null where it is not ours (no Linux) or there is none. */
  readonly keyring: Keyring | null
  stop(): Promise<void>
}

/**
 * How the keyring is. `unlocked` and `mute` are the same until somebody locks it: then `unlocked` answers a call with a
 * prompt that nobody sees, so that the call hangs, and `mute` refuses the call. `missing`: a session bus without a keyring.
 * `none`: no session bus either.
 */
export type KeyringKind = 'unlocked' | 'mute' | 'missing' | 'none'

/** Starts a desktop. The kinds of keyring are for Linux. */
export async function startDesktop(kind: KeyringKind = 'unlocked'): Promise<Desktop> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-desktop-'))
  if (process.platform !== 'linux') {
    const stop = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
    return { env: ownEnvironment(), folder, keyring: null, stop }
  }
  const home = await homeEnvironment(folder)
  // In the order in which they are started; they are stopped in the other one.
  const parts: { stop(): Promise<void> }[] = [
    { stop: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) },
  ]
  const stop = async () => {
    for (const part of parts.splice(0).toReversed()) await part.stop()
  }
  try {
    const display = await startDisplay()
    parts.push(display)
    const env = { ...home, DISPLAY: display.name }
    const isWithout = kind === 'none' || kind === 'missing'
    const keyring = isWithout ? null : await startKeyring(kind === 'mute' ? home : env)
    const bus = kind === 'missing' ? await startBareBus(env, folder) : keyring
    if (bus) parts.push(bus)
    return {
      env: bus ? { ...env, DBUS_SESSION_BUS_ADDRESS: bus.address } : env,
      folder,
      keyring,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * The variables of Linux that make an app speak English on a computer with any language. `C.UTF-8` is on every computer;
 * a locale that is missing makes GTK warn.
 */
export const inEnglish = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', LANGUAGE: '' }

function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('LATCHKEY_') || name === 'LATCHKEY_SANDBOX',
  )
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])), ...inEnglish }
}

/** The person's environment without display, bus and settings. */
async function homeEnvironment(folder: string): Promise<Record<string, string>> {
  const env = ownEnvironment()
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XAUTHORITY'])
    delete env[name]
  const homes = {
    HOME: folder,
    XDG_CACHE_HOME: join(folder, '.cache'),
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_DATA_HOME: join(folder, '.local/share'),
    XDG_STATE_HOME: join(folder, '.local/state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  }
  for (const path of Object.values(homes)) await mkdir(path, { recursive: true, mode: 0o700 })
  await mkdir(join(homes.XDG_DATA_HOME, 'keyrings'), { recursive: true, mode: 0o700 })
  return { ...env, ...homes, NO_AT_BRIDGE: '1', XDG_CURRENT_DESKTOP: 'GNOME' }
}

async function startDisplay(): Promise<{ name: string; stop(): Promise<void> }> {
  const size = '1280x960x24'
  const child = startProcess(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const name = `:${await firstLine(child, 'Xvfb')}`
  return { name, stop: () => ended(child, () => child.kill()) }
}
