import type { AccountStore } from '../auth/accountStore.ts'
import type { Clock } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'

export interface ShutDownOptions {
  clock: Clock
  session: Pick<Session, 'isBehind' | 'keychainReady' | 'leave' | 'renewalsStored' | 'signOutsTold'>
  accounts: Pick<AccountStore, 'settled'>
  /** Writes the saved chat. */
  savedChats: { close(): Promise<void> }
  /** Removes our secret from the clipboard. */
  clearClipboard(): Promise<void>
  /** Processes of our own, to be stopped at the end. */
  processes: readonly { stop(): void }[]
}

const longestMs = 2_000

/**
 * Waits for 2 s at most for renewals that may bring a refresh credential, writes to the keychain, the saved chat, calls to token
 * services and the clipboard, then stops our processes. `isForced`: the system ends the app without a question.
 */
export function createShutDown(options: ShutDownOptions): (isForced: boolean) => Promise<void> {
  const { clock, session, accounts, savedChats, clearClipboard, processes } = options
  return async (isForced) => {
    // A last try: the keychain may be open by now. A person who chose to quit gets no unlock prompt.
    if (isForced && session.isBehind()) session.keychainReady()
    session.leave()
    const timeout = new Promise((done) => void clock.after(longestMs, () => done(null)))
    await Promise.race([
      Promise.all([
        session.renewalsStored(),
        accounts.settled(),
        savedChats.close(),
        session.signOutsTold(),
        clearClipboard(),
      ]),
      timeout,
    ])
    for (const process of processes) process.stop()
  }
}
