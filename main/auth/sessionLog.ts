import { toFailure } from './errors.ts'
import { createSession, type Session, type SessionOptions } from './session.ts'

/** A session that tells the log who begins and ends it: how a sign-in went, and that somebody left. */
export function createLoggedSession(options: SessionOptions): Session {
  const { log } = options
  const session = createSession(options)

  function leave(why: 'signOut' | 'switch'): void {
    if (session.state().kind !== 'signedOut') log.info('session.left', { why })
  }

  return {
    ...session,
    async signIn(method, keep) {
      const facts = { method: method.method }
      log.info('signIn.begun', facts)
      try {
        await session.signIn(method, keep)
      } catch (error) {
        const { code } = toFailure(error)
        // Another one took its place, and has told of itself.
        if (code !== 'aborted') log.warn('signIn.failed', { ...facts, code })
        throw error
      }
      log.info('signIn.done', { ...facts, rests: session.signedIn()?.rests ?? 'nowhere' })
    },
    switchAccount() {
      leave('switch')
      session.switchAccount()
    },
    signOut() {
      leave('signOut')
      return session.signOut()
    },
  }
}
