import { systemClock } from '../platform/clock.ts'
import {
  createSessionBus,
  type SessionBus,
  type SessionBusOptions,
} from '../platform/sessionBus.ts'

export interface WalletOptions {
  call: SessionBus['call']
  wait(ms: number): Promise<void>
}

/**
 * Starts KWallet. D-Bus can start it by its own name; by `org.freedesktop.secrets`, which libsecret asks
 * for, it cannot on Debian 12.
 * @returns whether a keyring is there now
 */
export async function startWallet({ call, wait }: WalletOptions): Promise<boolean> {
  for (const name of ['org.kde.kwalletd6', 'org.kde.kwalletd5']) {
    try {
      await call({ ...bus, member: 'StartServiceByName', args: [name, 0] }, startMs)
    } catch {
      continue
    }
    for (let round = 0; round < rounds; round += 1) {
      const isThere = await call({ ...bus, member: 'NameHasOwner', args: [secrets] }, startMs)
      if (isThere === true) return true
      await wait(roundMs)
    }
  }
  return false
}

/** The same, on the session bus of this environment. Never throws. */
export function openWallet(env: SessionBusOptions['env']): Promise<boolean> {
  const { call } = createSessionBus({ env, clock: systemClock })
  const wait = (ms: number) => new Promise<void>((done) => void systemClock.after(ms, done))
  return startWallet({ call, wait }).catch(() => false)
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
