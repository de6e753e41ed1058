import type { Clock } from '../auth/ports.ts'
import { systemClock } from '../platform/clock.ts'
import {
  createSessionBus,
  type SessionBus,
  type SessionBusOptions,
} from '../platform/sessionBus.ts'

export interface WalletOptions {
  call: SessionBus['call']
  clock: Pick<Clock, 'after'>
}

/**
 * Starts KWallet. Never throws. D-Bus can start it by its own name; by `org.freedesktop.secrets`, which libsecret asks
 * for, it cannot on Debian 12.
 * @returns whether a keyring is there now
 */
export async function startWallet({ call, clock }: WalletOptions): Promise<boolean> {
  for (const name of ['org.kde.kwalletd6', 'org.kde.kwalletd5']) {
    try {
      await call({ ...bus, member: 'StartServiceByName', args: [name, 0] }, startMs)
    } catch {
      continue
    }
    for (let round = 0; round < rounds; round += 1) {
      const question = { ...bus, member: 'NameHasOwner', args: [secrets] }
      const isThere = await call(question, startMs).catch(() => false)
      if (isThere === true) return true
      await new Promise<void>((done) => void clock.after(roundMs, done))
    }
  }
  return false
}

/** The same, on the session bus of this environment. Never throws. */
export function openWallet(env: SessionBusOptions['env']): Promise<boolean> {
  const clock = systemClock
  const { call } = createSessionBus({ env, clock })
  return startWallet({ call, clock })
}

const secrets = 'org.freedesktop.secrets'
const bus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}
const startMs = 10_000
/** It takes that name a moment after its own; one whose API is switched off never does. */
const rounds = 20
const roundMs = 100
