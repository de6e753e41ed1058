import type {
  AccountKind,
  Channel,
  ErrorCode,
  Keychain,
  Session,
  TokenFacts,
  View,
  Workspace,
} from '../../preload/contract.ts'
import { unreachable } from '../unreachable.ts'
import { errorCause, errorText } from './errors.ts'
import { formatNumber } from './numbers.ts'
import { texts } from './texts.ts'
import { pointInTime } from './times.ts'

/** Any session except a signed-out one. */
export type LiveSession = Exclude<Session, { state: 'signedOut' }>

/**
 * The connection status in a few words, with a reason where there is one. Tests and assistive technology identify a state
 * by its first word.
 */
export function statusText(
  session: LiveSession,
  keychain: Keychain,
): { text: string; reason: string | null } {
  const { session: words } = texts()
  switch (session.state) {
    case 'signingIn':
      return {
        text: words.connecting,
        reason: keychain.state === 'waiting' ? keychainPrompt(keychain) : null,
      }
    case 'connected':
      return { text: words.connected, reason: null }
    case 'refreshing':
      return { text: words.refreshing, reason: null }
    case 'offline':
      return { text: words.offline, reason: null }
    case 'needsSignIn':
      return {
        text: words.signInAgain,
        reason: words.signInAgainReason(errorCause(session.code)),
      }
    default:
      return unreachable(session)
  }
}

/** The time until the next attempt, in whole seconds. */
export function nextTry(nextTryAt: number | null, now: number): string {
  const { session } = texts()
  if (nextTryAt === null) return session.tryingNow
  return session.nextTry(formatNumber(Math.max(0, Math.ceil((nextTryAt - now) / 1000))))
}

/** The expiry and renewal of a token, most important first. */
export function tokenSummary(
  { expiresAt, renewsAt, renewedBy, signInEndsAt }: TokenFacts,
  kind: AccountKind,
  now: number,
): string[] {
  const { session } = texts()
  if (kind === 'anonymous') return [session.noTokenNeeded]
  if (expiresAt === null) return [session.tokenNeverExpires]
  const end = pointInTime(expiresAt, now)
  const expiry = expiresAt > now ? session.tokenExpires(end) : session.tokenExpired(end)
  switch (renewedBy) {
    case 'tokenService':
    case 'identityProvider':
    case 'thisApp':
      return [
        expiry,
        ...(renewsAt === null ? [] : [session.tokenRenews(pointInTime(renewsAt, now))]),
        ...(signInEndsAt === null || signInEndsAt <= now
          ? []
          : [session.signInEnds(pointInTime(signInEndsAt, now))]),
      ]
    case 'none':
    case 'refusedByTokenService':
    case 'refusedByIdentityProvider':
      return [expiry, session.tokenNotRenewed]
    case 'notNeeded':
      return [expiry]
    default:
      return unreachable(renewedBy)
  }
}

/** The one that has refused to renew the token for good; null: none has. */
export function renewalRefuser({ renewedBy }: TokenFacts): Refuser | null {
  switch (renewedBy) {
    case 'refusedByTokenService':
      return 'tokenService'
    case 'refusedByIdentityProvider':
      return 'identityProvider'
    case 'tokenService':
    case 'identityProvider':
    case 'thisApp':
    case 'none':
    case 'notNeeded':
      return null
    default:
      return unreachable(renewedBy)
  }
}

/** The services that can refuse to renew a token. */
export type Refuser = 'tokenService' | 'identityProvider'

/** Announces that the session ends with its token, and says how to stay signed in. */
export function sessionEnding(refuser: Refuser, expiresAt: number | null, now: number): string {
  const end = expiresAt === null ? null : pointInTime(expiresAt, now)
  return texts().session.sessionEnding(refuser, end)
}

/** Sign-in methods of developer mode, for which this app issues the tokens. */
export type LocalMethod = 'development' | 'minted'

/** True when this app issues the tokens of a sign-in method. */
export function isLocallyIssued(method: string): method is LocalMethod {
  return method === 'development' || method === 'minted'
}

/** The storage location of the session's token. */
export function storageText(storedIn: TokenFacts['storedIn'], keychain: Keychain): string {
  const { session } = texts()
  switch (storedIn) {
    case 'keychain':
      return session.savedIn(keychain.name)
    case 'memory':
      return session.savedInMemory
    case 'nowhere':
      return session.notSaved
    default:
      return unreachable(storedIn)
  }
}

/** The storage location of the next sign-in. */
export function storageNote(keychain: Keychain, keep: boolean): string {
  const { session } = texts()
  switch (keychain.state) {
    case 'unknown':
    case 'ready':
      return keep ? session.willBeSaved(keychain.name) : session.willBeInMemory
    case 'waiting':
      return keychainPrompt(keychain)
    case 'locked':
      return `${session.lockedSoInMemory(upperFirst(keychain.name))} ${keychain.remedy}`
    case 'unavailable':
      return `${session.willBeInMemory} ${keychain.reason} ${keychain.remedy}`
    default:
      return unreachable(keychain)
  }
}

/** The new address of a workspace, for the person to confirm. */
export function movedWorkspaceText({ host, passwordHost }: Workspace): string {
  const { session } = texts()
  const server = session.serverMoved(host)
  return passwordHost === null ? server : `${server} ${session.passwordGoesTo(passwordHost)}`
}

/** Asks the person to answer the keychain's prompt. */
export function keychainPrompt({ name }: Keychain): string {
  return texts().session.keychainPrompt(name)
}

/** Says that a sign-out could not delete its stored token yet. Null when nothing waits for the keychain. */
export function pendingDeletion({ keychain, otherSignIns }: View): string | null {
  if (!otherSignIns.some(({ state }) => state === 'deleting')) return null
  const { session } = texts()
  const fact = session.stillInKeychain(upperFirst(keychain.name))
  switch (keychain.state) {
    case 'locked':
      return `${fact} ${keychain.remedy} ${session.deletedWhenUnlocked}`
    case 'waiting':
      return `${fact} ${keychainPrompt(keychain)}`
    case 'unavailable':
      return `${fact} ${session.deletedWhenAvailable}`
    case 'unknown':
    case 'ready':
      return null
    default:
      return unreachable(keychain)
  }
}

/** The reason why the composer is disabled. Null when it is enabled. */
export function composerDisabledReason(session: LiveSession, { canSend }: Channel): string | null {
  const { chat } = texts()
  switch (session.state) {
    case 'signingIn':
      return chat.writeWhenConnected
    case 'needsSignIn':
      return chat.writeWhenSignedIn
    case 'connected':
    case 'refreshing':
    case 'offline':
      return canSend ? null : chat.readOnly
    default:
      return unreachable(session)
  }
}

/** Errors for which the keychain, not the token, is the cause. */
export type KeychainErrorCode = 'keychainLocked' | 'keychainUnavailable' | 'secretMissing'

/** True when the keychain is the cause, so a retry may work without a new sign-in. */
export function isKeychainError(code: ErrorCode): code is KeychainErrorCode {
  return code === 'keychainLocked' || code === 'keychainUnavailable' || code === 'secretMissing'
}

/** The reason why the keychain does not return the token, and the remedy. */
export function keychainProblem(code: KeychainErrorCode, keychain: Keychain): string {
  if (code === 'secretMissing') return errorText('secretMissing')
  switch (keychain.state) {
    case 'waiting':
      return keychainPrompt(keychain)
    case 'locked':
      return `${texts().session.keychainLocked(upperFirst(keychain.name))} ${keychain.remedy}`
    case 'unavailable':
      return `${keychain.reason} ${keychain.remedy}`
    case 'unknown':
    case 'ready':
      return errorText(code)
    default:
      return unreachable(keychain)
  }
}

/** The hint under an enabled composer. */
export function composerNote(session: LiveSession, { cooldownSeconds }: Channel): string {
  const { chat } = texts()
  if (session.state === 'offline') return chat.sentWhenOnline
  return cooldownSeconds ? chat.slowMode(formatNumber(cooldownSeconds)) : chat.enterSends
}

/** The usual limit of chat servers for one message, in code points. */
export const longestMessage = 5000

/** The room left in a long message, or its excess. Null while there is plenty of room. */
export function messageLength(excess: number): string | null {
  const { chat } = texts()
  const limit = formatNumber(longestMessage)
  if (excess > 0) return chat.tooLong(formatNumber(excess), limit)
  return excess > -500 ? chat.charactersLeft(formatNumber(0 - excess), limit) : null
}

/** The state of a message that is being sent. `isBehind`: it waits behind another message. */
export function sendingLabel(session: LiveSession, isBehind: boolean): string {
  const { chat } = texts()
  return session.state === 'offline' || isBehind ? chat.waitingToSend : chat.sending
}

/** The reason why a message was delayed. */
export function waitingLabel(session: LiveSession, code: ErrorCode): string {
  const { chat } = texts()
  return session.state === 'offline'
    ? chat.waitingToSend
    : chat.waitingToSendBecause(errorCause(code))
}

/** The text of a channel that is not loaded yet. Null when it will load in a moment. */
export function notLoadedLabel(session: LiveSession): string | null {
  return session.state === 'offline' ? texts().chat.messagesWhenOnline : null
}

/** Capitalises the first letter. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
