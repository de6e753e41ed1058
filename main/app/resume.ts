import type { PowerMonitor } from 'electron'
import type { Clock, Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { KeychainClient } from '../keychain/client.ts'
import { createKeychainRecheck } from '../keychain/recheck.ts'
import type { KeychainVault } from '../keychain/vault.ts'
import { watchPower } from '../platform/powerEvents.ts'

/** Resumes work when the app has started, the computer wakes up, or a person returns to the window. */
export interface ResumeHandler {
  /** The first window is painted: looks for the keychain and the sandbox, which the sign-in screen tells of. */
  started(): void
  /** The window has the focus. */
  focused(): void
}

export interface ResumeOptions {
  clock: Clock
  log: Log
  session: Session
  vault: KeychainVault
  keychain: Pick<KeychainClient, 'lastAnswerAt'>
  workspaces: { current(): { source: string } }
  sandbox: { start(): Promise<unknown> }
  powerMonitor: Pick<PowerMonitor, 'on'>
  /** The system shuts down. */
  shutDown(): void
}

export function createResumeHandler(options: ResumeOptions): ResumeHandler {
  const { clock, log, session, vault, keychain, workspaces, sandbox, powerMonitor } = options

  const recheckKeychain = createKeychainRecheck({
    clock,
    vault,
    keychain,
    isNeeded: () => session.needsKeychain(),
  })

  function prepareSignIn(): void {
    if (session.state().kind !== 'signedOut') return
    if (workspaces.current().source === 'sandbox') void sandbox.start().catch(() => undefined)
    // Only read: a keyring may ask before each program's first write.
    void vault.look()
  }

  function resume(): void {
    session.resumed()
    const { kind } = vault.state()
    if (kind === 'locked' || kind === 'unavailable' || kind === 'waiting') void vault.probe()
  }

  return {
    started() {
      watchPower(powerMonitor, {
        log,
        suspended: () => session.suspended(),
        woke: resume,
        shutDown: options.shutDown,
      })
      // The sign-in screen says where secrets will be stored and lists the sandbox's users. Starting the processes for
      // that must not delay its first paint.
      clock.after(300, prepareSignIn)
    },
    focused: () => void recheckKeychain(),
  }
}
