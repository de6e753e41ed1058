import { readFileSync } from 'node:fs'
import type { BusCall } from '../platform/busMessage.ts'
import {
  createSessionBus,
  type SessionBus,
  type SessionBusOptions,
} from '../platform/sessionBus.ts'
import type { VaultState } from './vault.ts'

type Bus = Pick<KeyringNameOptions, 'call' | 'processName'>

export interface KeyringNameOptions {
  /** Calls a method on the session bus. */
  call: SessionBus['call']
  /** The name of a process as the kernel has it, at most 15 characters. */
  processName(pid: number): string
  /** The name is another one now. */
  changed(): void
}

/** The name of the keyring, by how the keychain is. */
export type KeyringName = (kind: VaultState['kind']) => string | undefined

/**
 * Which program keeps the secrets of a Linux desktop, for the remedies: asked for on D-Bus when the keychain cannot be used.
 * @returns the name as far as it is known at the moment; undefined: not known
 */
export function createKeyringName(options: KeyringNameOptions): KeyringName {
  const { call, processName, changed } = options
  let last: VaultState['kind'] = 'unknown'
  let name: string | undefined

  async function ask(): Promise<void> {
    const before = name
    name = await findName({ call, processName })
    if (name !== before) changed()
  }

  return (kind) => {
    const isNew = kind !== last
    last = kind
    if (isNew && (kind === 'locked' || kind === 'unavailable')) void ask()
    return name
  }
}

/** The name of the keyring that is there now; undefined when it has none here or cannot be found. Never rejects. */
async function findName({ call, processName }: Bus): Promise<string | undefined> {
  try {
    const pid = await call(getSecretsProcess, timeoutMs)
    if (typeof pid !== 'number') return undefined
    const found = processName(pid).trim()
    return programs.find(([pattern]) => pattern.test(found))?.[1]
  } catch {
    return undefined
  }
}

/**
 * Whether the keyring asks the person for each program that reads it. GNOME Keyring does not; KeePassXC and KWallet can be
 * set to do so, and an unknown one may. Never rejects.
 */
export async function asksEachProgram(bus: Bus): Promise<boolean> {
  return (await findName(bus)) !== gnomeKeyring
}

/** The same, on the session bus of this environment. */
export async function asksEachProgramHere(bus: SessionBusOptions): Promise<boolean> {
  const { call } = createSessionBus(bus)
  return asksEachProgram({ call, processName: readProcessName })
}

/** A keyring's name on the session bus of this environment. */
export function openKeyringName({
  changed,
  ...bus
}: SessionBusOptions & Pick<KeyringNameOptions, 'changed'>): KeyringName {
  const { call } = createSessionBus(bus)
  return createKeyringName({
    call,
    processName: readProcessName,
    changed,
  })
}

/** The name of a running process on Linux. @throws Error when there is no such process */
export function readProcessName(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8')
}

const timeoutMs = 2_000
const gnomeKeyring = 'GNOME Keyring'

const programs: readonly [RegExp, string][] = [
  [/^keepassxc/, 'KeePassXC'],
  [/^(?:kwalletd\d*|ksecretd)$/, 'KWallet'],
  [/^gnome-keyring/, gnomeKeyring],
]

const getSecretsProcess: BusCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'GetConnectionUnixProcessID',
  args: ['org.freedesktop.secrets'],
}
