import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

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
  stop(): Promise<void>
}

/** How the keyring is when the app starts. */
export type Keyring = 'unlocked' | 'none'

/** Starts a desktop. `keyring` `none`: no session bus and no keyring (Linux only). */
export async function startDesktop(keyring: Keyring = 'unlocked'): Promise<Desktop> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-desktop-'))
  if (process.platform !== 'linux') {
    const stop = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
    return { env: ownEnvironment(), folder, stop }
  }
  const env = await homeEnvironment(folder)
  const display = await startDisplay()
  env['DISPLAY'] = display.name
  const bus = keyring === 'none' ? null : await startKeyring(env)
  if (bus) env['DBUS_SESSION_BUS_ADDRESS'] = bus.address
  return {
    env,
    folder,
    async stop() {
      if (bus) await ended(bus.process, () => bus.process.stdin?.end())
      await ended(display.process, () => display.process.kill())
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('LATCHKEY_'))
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']))
}

/** The person's environment without display, bus and settings. */
async function homeEnvironment(folder: string): Promise<Record<string, string>> {
  const env = ownEnvironment()
  for (const name of ['WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XAUTHORITY']) delete env[name]
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

async function startDisplay(): Promise<{ name: string; process: ChildProcess }> {
  const size = '1280x960x24'
  const child = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { name: `:${await firstLine(child.stdout, 'Xvfb')}`, process: child }
}

/** Lives as long as its standard input is open, so that nothing is left behind when we are killed. */
const busSession = `
printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
printf '%s\\n' "$DBUS_SESSION_BUS_ADDRESS"
exec cat >/dev/null
`

async function startKeyring(
  env: Record<string, string>,
): Promise<{ address: string; process: ChildProcess }> {
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', busSession], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return { address: await firstLine(child.stdout, 'dbus-run-session'), process: child }
}

function firstLine(stream: Readable, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stream })
    lines.once('line', resolve)
    lines.once('close', () => reject(new Error(`${name} did not start.`)))
  })
}

/** Resolves when the process is gone, which `ask` asks it to be. */
function ended(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    ask()
  })
}
