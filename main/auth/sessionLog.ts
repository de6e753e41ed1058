import { toFailure } from './errors.ts'
import { createSession, type Session, type SessionOptions } from './session.ts'

/** A session that logs how each sign-in went, and each sign-out and switch. */
export function createLoggedSession(options: SessionOptions): Session {
  const { log } = options
  const session = createSession(options)

  function leave(why: 'signOut' | 'switch'): void {
    if (session.state().kind !== 'signedOut') log.info('session.left', { why })
  }

  return {
    state: () => session.state(),
    signedIn: () => session.signedIn(),
    async signIn(request, keep) {
      const { method } = request
      log.info('signIn.begun', { method })
      try {
        await session.signIn(request, keep)
      } catch (error) {
        const { code } = toFailure(error)
        // Another one took its place, and has told of itself.
        if (code !== 'aborted') log.warn('signIn.failed', { method, code })
        throw error
      }
      log.info('signIn.done', { method, rests: session.signedIn()?.rests ?? 'nowhere' })
    },
    restore: (workspaceId) => session.restore(workspaceId),
    continueAs: (key) => session.continueAs(key),
    forget: (key) => session.forget(key),
    switchAccount() {
      leave('switch')
      session.switchAccount()
    },
    leave: () => session.leave(),
    signOut() {
      leave('signOut')
      return session.signOut()
    },
    signOutsTold: () => session.signOutsTold(),
    pass: (send, limits) => session.pass(send, limits),
    retryNow: () => session.retryNow(),
    suspended: () => session.suspended(),
    resumed: () => session.resumed(),
    serverTimeMoved: () => session.serverTimeMoved(),
    keychainReady: () => session.keychainReady(),
    needsKeychain: () => session.needsKeychain(),
    isKept: () => session.isKept(),
    isBehind: () => session.isBehind(),
  }
}
