import { Failure } from '../auth/errors.ts'
import type { Mint } from '../auth/ports.ts'
import { isLocallyIssued } from '../auth/provider.ts'
import type { Session } from '../auth/session.ts'
import type { Handlers } from '../ipc/ipc.ts'
import type { TemporaryClipboard } from './temporaryClipboard.ts'

export interface LocalSignInOptions {
  session: Pick<Session, 'signIn' | 'signedIn'>
  secretClipboard: TemporaryClipboard
}

type LocalSignInHandlers = Pick<
  Handlers,
  'signInWithDevelopmentToken' | 'signInWithSecret' | 'copyToken'
>

/** Signing in with tokens that are made here, and having such a token to use it elsewhere. */
export function createLocalSignIn({
  session,
  secretClipboard,
}: LocalSignInOptions): LocalSignInHandlers {
  return {
    async signInWithDevelopmentToken({ userId }) {
      await session.signIn({ method: 'development', userId }, false)
      return null
    },
    async signInWithSecret({ userId, secret, lifetime }) {
      // Only developers need it, so no start waits for it.
      const { createMint } = await import('./mint.ts')
      const mint = await createMint(secret)
      await orForget(mint, session.signIn({ method: 'minted', userId, lifetime, mint }, false))
      return null
    },
    async copyToken() {
      const signedIn = session.signedIn()
      const token = signedIn?.activeSession.token()
      if (!signedIn || !token || !isLocallyIssued(signedIn.method)) {
        throw new Failure('notAllowed', 'The token is not one that was made here.')
      }
      await secretClipboard.copy(token.reveal())
      return null
    },
  }
}

/** The session drops the secret when it ends; a sign-in that comes to nothing never gets that far. */
async function orForget(mint: Mint, signIn: Promise<void>): Promise<void> {
  try {
    await signIn
  } catch (error) {
    mint.forget()
    throw error
  }
}
