import type { ActiveSessionOptions } from './activeSessionContract.ts'
import type { Grant } from './ports.ts'
import { renewToken } from './provider.ts'
import type { TokenInUse } from './token/tokenInUse.ts'

type ProviderCallOptions = Pick<ActiveSessionOptions, 'provider' | 'account' | 'store' | 'renewing'>

/** Makes the call that renews the token in use; null: nothing can renew it. */
export function createProviderCall(
  { provider, account, store, renewing }: ProviderCallOptions,
  inUse: TokenInUse,
): ((signal: AbortSignal) => Promise<Grant>) | null {
  if (provider.renew === null) return null
  return (signal) => {
    const credential = {
      refreshCredential: inUse.refreshCredential(),
      async rotated(refreshCredential: string) {
        const credentials = inUse.rotate(refreshCredential)
        if (credentials) await store(credentials)
      },
    }
    const call = renewToken(provider, account.userId, credential, signal)
    renewing(call)
    return call
  }
}
