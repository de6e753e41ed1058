import { readFileSync } from 'node:fs'
import type { BusCall } from '../platform/busMessage.ts'
import {
  createSessionBus,
  type SessionBus,
  type SessionBusOptions,
} from '../platform/sessionBus.ts'
import type { VaultState } from './vault.ts'

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
    name = await findName().catch(() => undefined)
    if (name !== before) changed()
  }

  async function findName(): Promise<string | undefined> {
    const pid = await call(getSecretsProcess, timeoutMs)
    if (typeof pid !== 'number') return undefined
    const found = processName(pid).trim()
    return programs.find(([pattern]) => pattern.test(found))?.[1]
  }

  return (kind) => {
    const isNew = kind !== last
    last = kind
    if (isNew && (kind === 'locked' || kind === 'unavailable')) void ask()
    return name
  }
}

/** The same, on the session bus of this environment. */
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

const programs: readonly [RegExp, string][] = [
  [/^keepassxc/, 'KeePassXC'],
  [/^(?:kwalletd\d*|ksecretd)$/, 'KWallet'],
  [/^gnome-keyring/, 'GNOME Keyring'],
]

const getSecretsProcess: BusCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'GetConnectionUnixProcessID',
  args: ['org.freedesktop.secrets'],
}
