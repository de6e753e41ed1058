import type { PowerMonitor } from 'electron'
import type { Clock, Log } from '../auth/ports.ts'
import type { Session } from '../auth/session.ts'
import type { KeychainClient } from '../keychain/client.ts'
import { createKeychainRecheck } from '../keychain/recheck.ts'
import type { KeychainVault } from '../keychain/vault.ts'
import { watchPower } from '../platform/powerEvents.ts'
import type { SandboxHost } from '../workspaces/sandboxHost.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'

/** What is done when the app, the computer or the person comes back to life. */
export interface Wake {
  /** The window is painted: what the sign-in screen has still to say can be found out. */
  started(): void
  /** Somebody is at the window. */
  focused(): void
}

export interface WakeOptions {
  clock: Clock
  log: Log
  session: Session
  vault: KeychainVault
  keychain: Pick<KeychainClient, 'lastAnswerAt'>
  workspaces: Workspaces
  sandbox: SandboxHost
  powerMonitor: Pick<PowerMonitor, 'on'>
  /** The system goes down. */
  shutDown(): void
}

export function createWake(options: WakeOptions): Wake {
  const { clock, log, session, vault, keychain, workspaces, sandbox, powerMonitor } = options

  const recheckKeychain = createKeychainRecheck({
    clock,
    vault,
    keychain,
    isNeeded: () => session.needsKeychain(),
  })

  function prepareSignIn(): void {
    if (session.state().kind !== 'signedOut') return
    if (workspaces.current().from === 'sandbox') void sandbox.start().catch(() => undefined)
    // Nothing is written before somebody wants to keep something: a keyring may ask for each program that writes.
    void vault.look()
  }

  function wake(): void {
    session.resumed()
    const { kind } = vault.state()
    if (kind === 'locked' || kind === 'unavailable' || kind === 'waiting') void vault.probe()
  }

  return {
    started() {
      watchPower(powerMonitor, {
        log,
        suspended: () => session.suspended(),
        woke: wake,
        shutDown: options.shutDown,
      })
      // With nobody to restore, the sign-in screen has still to say where secrets will rest and who lives in the
      // sandbox; but starting processes for that must not slow down its first paint.
      clock.after(300, prepareSignIn)
    },
    focused: () => void recheckKeychain(),
  }
}
