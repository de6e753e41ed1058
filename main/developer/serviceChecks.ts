import type { CheckReport, CheckRequest, Finding, Language } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import type { Fetch } from '../network/response.ts'
import { systemClock } from '../platform/clock.ts'
import type { CheckTexts } from '../text/en/serviceCheck.ts'
import type { Handlers } from '../ipc/ipc.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'

/** Checks a token service, and tells each finding as it comes. */
export type Check = (
  request: CheckRequest,
  tell: (finding: Finding) => void,
  signal: AbortSignal,
) => Promise<CheckReport>

export interface ServiceChecksOptions {
  workspaces: Pick<Workspaces, 'tokenService'>
  /** The way to the service: the app's own. */
  fetch: Fetch
  /** The language of the findings. */
  language(): Language
  /** By this computer's clock, unless told. */
  check?: Check
  found(finding: Finding): void
}

/** The token service check: one at a time, and one that was stopped says nothing more. */
export function createServiceChecks({
  workspaces,
  fetch,
  language,
  check = checkBy(fetch, language),
  found,
}: ServiceChecksOptions): Pick<Handlers, 'readTokenService' | 'checkTokenService' | 'stopCheck'> {
  let running = new AbortController()

  return {
    async readTokenService() {
      const service = await workspaces.tokenService()
      if (service === null) return null
      const { url, signIn } = service
      if (service.signIn === 'oidc' || service.signOut === undefined) return { url, signIn }
      return { url, signIn, signOut: service.signOut }
    },
    checkTokenService(request) {
      running.abort()
      running = new AbortController()
      const { signal } = running
      // Stopping does not wait for the running call.
      const stopped = new Promise<never>((_, reject) => {
        const stop = () => reject(new Failure('aborted', 'The check was stopped.'))
        signal.addEventListener('abort', stop, { once: true })
      })
      const tell = (finding: Finding) => signal.aborted || found(finding)
      return Promise.race([check(request, tell, signal), stopped])
    },
    stopCheck() {
      running.abort()
      return null
    },
  }
}

/** Only developers need them, so no start waits for them. */
const loadTexts: Record<Language, () => Promise<{ serviceCheck: CheckTexts }>> = {
  en: () => import('../text/en/serviceCheck.ts'),
  de: () => import('../text/de/serviceCheck.ts'),
}

function checkBy(
  fetch: ServiceChecksOptions['fetch'],
  language: ServiceChecksOptions['language'],
): Check {
  return async (request, tell, signal) => {
    const { serviceCheck: text } = await loadTexts[language()]()
    const { checkTokenService } = await import('./serviceCheck/check.ts')
    return checkTokenService(request, { fetch, clock: systemClock, tell, text }, signal)
  }
}
