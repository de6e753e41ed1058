import { Failure } from '../../main/auth/errors.ts'
import type { FakeTokenService } from './fakeServers.ts'

/** Has a token service take sign-outs: with a good credential it ends all sign-ins. */
export function takeSignOuts(service: FakeTokenService): void {
  service.signOut = async (refreshCredential, signal) => {
    service.calls.push(`signOut ${refreshCredential}`)
    if (service.mode === 'never') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    }
    if (service.mode instanceof Failure) throw service.mode
    if (!service.knows(refreshCredential)) {
      throw new Failure('renewalRefused', 'This credential is not known.')
    }
    service.endSessions()
  }
}
