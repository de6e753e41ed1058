import { toFailure } from './errors.ts'
import type { SingleSignOn, TokenService } from './ports.ts'
import type { SessionOptions } from './sessionContract.ts'
import type { SignedIn } from './sessionState.ts'
import { restoreIdentity, type Backend } from './signIn.ts'

/** A token service that has not answered by then is not waited for. */
const timeoutMs = 3_000

/** Tells token services and identity providers that sign-ins are over. Best effort: one call each, and nothing waits for it but a quit. */
export interface SignOutCalls {
  /** Sends the refresh credential to the service that issued it, if that takes sign-outs. Never throws. */
  tell(signedIn: SignedIn): void
  /** The same for a remembered account. Its record is asked for at once, so it can be erased right after. */
  tellOfStored(key: string): void
  /** Resolves when no call is under way, after 3 s at most. */
  done(): Promise<void>
}

/** The part that is told. */
type SignOutService = Partial<Pick<TokenService | SingleSignOn, 'signOut'>>

type SignOutCallsOptions = Pick<
  SessionOptions,
  'clock' | 'log' | 'accounts' | 'backend' | 'isToldOfSignOuts'
>

export function createSignOutCalls(options: SignOutCallsOptions): SignOutCalls {
  const { clock, log, accounts, backend: backendOf, isToldOfSignOuts } = options
  const running = new Set<Promise<void>>()

  async function call(tell: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController()
    let cancel: () => void = () => undefined
    const timeout = new Promise<'timeout'>((resolve) => {
      cancel = clock.after(timeoutMs, () => resolve('timeout'))
    })
    try {
      const result = await Promise.race([tell(controller.signal), timeout])
      log.info('signOut.told', { result: result ?? 'done' })
    } catch (error) {
      log.info('signOut.told', { result: toFailure(error).code })
    } finally {
      cancel()
      controller.abort()
    }
  }

  function start(tell: (signal: AbortSignal) => Promise<void>): void {
    const mine = call(tell).finally(() => running.delete(mine))
    running.add(mine)
  }

  function send(service: SignOutService, refreshCredential: string | null | undefined): void {
    const { signOut } = service
    if (!signOut || !refreshCredential) return
    start((signal) => signOut.call(service, refreshCredential, signal))
  }

  return {
    tell({ method, backend, activeSession }) {
      send(serviceOf(method, backend), activeSession.credentials()?.refreshCredential)
      const { singleSignOn } = backend
      if (method === 'oidc' && singleSignOn) start((signal) => singleSignOn.endSession(signal))
    },
    tellOfStored(key) {
      const entry = accounts.restorable(key)
      if (entry?.method !== 'service' && entry?.method !== 'oidc') return
      const { workspaceId } = entry.account
      if (!isToldOfSignOuts?.(workspaceId)) return
      Promise.all([backendOf(workspaceId), accounts.read(key)])
        .then(([backend, record]) => {
          if (record === null) return
          const { credentials } = restoreIdentity(entry, record, backend)
          send(serviceOf(entry.method, backend), credentials?.refreshCredential)
        })
        .catch((error: unknown) => log.info('signOut.told', { result: toFailure(error).code }))
    },
    async done() {
      await Promise.all(running)
    },
  }
}

/** The service that issued the refresh credential. A pasted or guest token has none. */
function serviceOf(method: SignedIn['method'], backend: Backend): SignOutService {
  if (method === 'service') return backend.tokenService ?? {}
  return method === 'oidc' ? (backend.singleSignOn ?? {}) : {}
}
