import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startBus } from './bus.ts'
import { ended } from './processes.ts'
import { until } from './waiting.ts'

/** A session bus and a real gnome-keyring on it, with everything that can befall one. */
export interface Keyring {
  /** The address of the session bus. */
  readonly address: string
  /** Locks the login keyring, as a screen lock with a strict setting does. */
  lock(): Promise<void>
  /** Unlocks it with its password and without a prompt, as PAM does when somebody logs in. */
  unlock(): Promise<void>
  /** SIGKILL to the daemon. */
  kill(): Promise<void>
  /** Starts the daemon again; its keyring is unlocked unless told. */
  start(state?: 'unlocked' | 'locked'): Promise<void>
  /** Writes random bytes over the keyring's file. The daemon reads it when it starts. */
  corrupt(): Promise<void>
  stop(): Promise<void>
}

/** Not empty: a keyring without a password cannot be locked. */
const password = 'a desktop of a test'
const keyringPath = '/org/freedesktop/secrets/collection/login'

/**
 * Starts a bus and a daemon. A keyring that is asked for something while it is locked opens a prompt on the `DISPLAY` of
 * `env`, which nobody answers; without one the prompt cannot open and the call is refused.
 */
export async function startKeyring(env: Record<string, string>): Promise<Keyring> {
  const { address, stop } = await startBus(env)
  const onBus: Record<string, string> = { ...env, DBUS_SESSION_BUS_ADDRESS: address }

  const keyring: Keyring = {
    address,
    async lock() {
      const method = 'org.freedesktop.Secret.Service.Lock'
      await send(onBus, 'org.freedesktop.secrets', '/org/freedesktop/secrets', method, [
        `array:objpath:${keyringPath}`,
      ])
    },
    unlock: () => unlockBy(join(onBus['XDG_RUNTIME_DIR'] ?? '', 'keyring', 'control')),
    async kill() {
      const pid = await daemonOf(onBus)
      process.kill(pid, 'SIGKILL')
      // The bus notices by the closed socket; until then a call would still go to the dead one.
      await until('the end of the keyring', async () => ((await hasDaemon(onBus)) ? null : true))
    },
    async start(state = 'unlocked') {
      // Somebody may have asked in between: then the bus has started a daemon by itself, which is locked.
      const isThere = await hasDaemon(onBus)
      if (!isThere) await startDaemon(onBus, state)
      else if (state === 'unlocked') await keyring.unlock()
    },
    corrupt: () =>
      writeFile(join(onBus['XDG_DATA_HOME'] ?? '', 'keyrings', 'login.keyring'), randomBytes(512)),
    stop,
  }
  try {
    await keyring.start()
  } catch (error) {
    await stop()
    throw error
  }
  return keyring
}

async function startDaemon(
  env: Record<string, string>,
  state: 'unlocked' | 'locked',
): Promise<void> {
  const how = state === 'unlocked' ? '--unlock' : '--start'
  const daemon = spawn('gnome-keyring-daemon', [how, '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without the program there is no `exit`, and the wait below says so.
  daemon.on('error', () => undefined)
  daemon.stdin.on('error', () => undefined)
  await ended(daemon, () => daemon.stdin.end(state === 'unlocked' ? password : ''))
  // What answered was its parent; it is there when it has its name on the bus.
  await until('the keyring on the bus', async () => ((await hasDaemon(env)) ? true : null))
}

/**
 * Speaks to the daemon's control socket as pam_gnome_keyring does: a byte for the credentials, then the length of the whole,
 * the operation and a counted string, in network order.
 * https://gitlab.gnome.org/GNOME/gnome-keyring/-/blob/42.1/daemon/control/gkd-control-codes.h
 */
function unlockBy(path: string): Promise<void> {
  const text = Buffer.from(password)
  const head = Buffer.alloc(12)
  for (const [place, value] of [12 + text.length, 1, text.length].entries()) {
    head.writeUInt32BE(value, place * 4)
  }
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.on('error', reject)
    socket.on('data', (answer) => {
      socket.destroy()
      if (answer.readUInt32BE(4) === 0) resolve()
      else reject(new Error('The keyring did not take its password.'))
    })
    socket.write(Buffer.concat([Buffer.from([0]), head, text]))
  })
}

async function daemonOf(env: Record<string, string>): Promise<number> {
  const method = 'org.freedesktop.DBus.GetConnectionUnixProcessID'
  const answer = await send(env, 'org.freedesktop.DBus', '/', method, [
    'string:org.freedesktop.secrets',
  ])
  return Number(/uint32 (\d+)/.exec(answer)?.[1])
}

async function hasDaemon(env: Record<string, string>): Promise<boolean> {
  return daemonOf(env).then(
    () => true,
    () => false,
  )
}

function send(
  env: Record<string, string>,
  to: string,
  path: string,
  method: string,
  args: string[],
): Promise<string> {
  const command = ['--session', '--print-reply', `--dest=${to}`, path, method, ...args]
  return new Promise((resolve, reject) => {
    execFile('dbus-send', command, { env, timeout: 5_000 }, (error, stdout) => {
      if (error) reject(error)
      else resolve(stdout)
    })
  })
}
