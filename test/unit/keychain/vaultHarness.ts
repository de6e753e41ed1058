import { createRecords } from '../../../main/keychain/records.ts'
import { createVault, type KeychainVault } from '../../../main/keychain/vault.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'
import { FakeLog } from '../../support/fakes.ts'
import { teamAddresses } from '../auth/harness.ts'

export const secrets = {
  token: 'token-1',
  refreshCredential: 'c'.repeat(4_000),
  issuedFor: teamAddresses,
}
export const renewed = { token: 'token-2', refreshCredential: null, issuedFor: null }

/** A real vault that counts how often it says that it became ready. */
export function openCounting(): {
  vault: KeychainVault
  keychain: FakeKeychain
  log: FakeLog
  ready(): number
} {
  const keychain = new FakeKeychain()
  const log = new FakeLog()
  let ready = 0
  let count = 0
  const vault = createVault({
    keychain,
    records: createRecords(keychain, Infinity),
    profile: () => 'profile-1',
    log,
    newId: () => `id-${(count += 1)}`,
    changed: () => undefined,
    becameReady: () => void (ready += 1),
  })
  return { vault, keychain, log, ready: () => ready }
}
