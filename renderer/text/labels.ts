import type {
  AccountKind,
  Channel,
  ErrorCode,
  Keychain,
  ServiceAuth,
  Session,
  TokenFacts,
  View,
  Workspace,
} from '../../preload/contract.ts'
import { unreachable } from '../unreachable.ts'
import { errorCause, errorText } from './errors.ts'
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
  switch (session.state) {
    case 'signingIn':
      return {
        text: 'Connecting…',
        reason: keychain.state === 'waiting' ? keychainPrompt(keychain) : null,
      }
    case 'connected':
      return { text: 'Connected', reason: null }
    case 'refreshing':
      return { text: 'Refreshing the token…', reason: null }
    case 'offline':
      return { text: 'Offline.', reason: null }
    case 'needsSignIn':
      return { text: 'Sign in again:', reason: lowerFirst(errorCause(session.code)) }
    default:
      return unreachable(session)
  }
}

/** The time until the next attempt, in whole seconds. */
export function nextTry(nextTryAt: number | null, now: number): string {
  if (nextTryAt === null) return 'Trying now…'
  return `Next try in ${Math.max(0, Math.ceil((nextTryAt - now) / 1000))} s.`
}

/** The expiry and renewal of a token, most important first. */
export function tokenSummary(
  { expiresAt, renewsAt, renewedBy }: TokenFacts,
  kind: AccountKind,
  now: number,
): string[] {
  if (kind === 'anonymous') return ['No token needed']
  if (expiresAt === null) return ['Token never expires']
  const expiry = `Token ${expiresAt > now ? 'expires' : 'expired'} ${pointInTime(expiresAt, now)}`
  switch (renewedBy) {
    case 'tokenService':
    case 'identityProvider':
    case 'thisApp':
      return renewsAt === null ? [expiry] : [expiry, `renews ${pointInTime(renewsAt, now)}`]
    case 'none':
    case 'refused':
      return [expiry, 'not renewed']
    case 'notNeeded':
      return [expiry]
    default:
      return unreachable(renewedBy)
  }
}

/** Announces that the session ends with its token, and says how to stay signed in. */
export function sessionEnding(expiresAt: number | null, now: number): string {
  const end = expiresAt === null ? 'when its token expires' : `at ${pointInTime(expiresAt, now)}`
  return `The token service no longer renews your sign-in. This session ends ${end}. To stay signed in, sign out and sign in again.`
}

/** Sign-in methods of developer mode, for which this app issues the tokens. */
export type LocalMethod = 'development' | 'minted'

/** True when this app issues the tokens of a sign-in method. */
export function isLocallyIssued(method: string): method is LocalMethod {
  return method === 'development' || method === 'minted'
}

/** The banner over a chat that uses a locally issued token. */
export const localTokenText: Record<LocalMethod, string> = {
  development: 'Development token. Not for production.',
  minted: 'Token signed on this computer with the API secret. Not for production.',
}

/** The storage location of the session's token. */
export function storageText(storedIn: TokenFacts['storedIn'], keychain: Keychain): string {
  switch (storedIn) {
    case 'keychain':
      return `saved in ${keychain.name}`
    case 'memory':
      return 'in memory until you quit'
    case 'nowhere':
      return 'not saved'
    default:
      return unreachable(storedIn)
  }
}

/** The storage location of the next sign-in. */
export function storageNote(keychain: Keychain, keep: boolean): string {
  switch (keychain.state) {
    case 'unknown':
    case 'ready':
      return keep
        ? `Your sign-in is saved in ${keychain.name}.`
        : 'Your sign-in is kept in memory until you quit.'
    case 'waiting':
      return keychainPrompt(keychain)
    case 'locked':
      return `${upperFirst(keychain.name)} is locked, so your sign-in is kept in memory until you quit. ${keychain.remedy}`
    case 'unavailable':
      return `Your sign-in is kept in memory until you quit. ${keychain.reason} ${keychain.remedy}`
    default:
      return unreachable(keychain)
  }
}

/** The new address of a workspace, for the person to confirm. */
export function movedTo({ host, passwordHost }: Workspace): string {
  const server = `The server is now ${host}.`
  return passwordHost === null ? server : `${server} Your password goes to ${passwordHost}.`
}

/** Asks the person to answer the keychain's prompt. */
export function keychainPrompt({ name }: Keychain): string {
  return `Waiting for ${name}. Answer its prompt, which may be behind this window.`
}

/** Says that a sign-out could not delete its stored token yet. Null when nothing waits for the keychain. */
export function pendingDeletion({ keychain, otherSignIns }: View): string | null {
  if (!otherSignIns.some(({ state }) => state === 'deleting')) return null
  const fact = `Signed out. ${upperFirst(keychain.name)} still has your sign-in.`
  switch (keychain.state) {
    case 'locked':
      return `${fact} ${keychain.remedy} Latchkey then deletes it.`
    case 'waiting':
      return `${fact} ${keychainPrompt(keychain)}`
    case 'unavailable':
      return `${fact} Latchkey deletes it when the keychain is available again.`
    case 'unknown':
    case 'ready':
      return null
    default:
      return unreachable(keychain)
  }
}

/** The reason why the composer is disabled. Null when it is enabled. */
export function composerDisabledReason(session: LiveSession, { canSend }: Channel): string | null {
  switch (session.state) {
    case 'signingIn':
      return 'You can write when you are connected.'
    case 'needsSignIn':
      return 'Sign in again to write.'
    case 'connected':
    case 'refreshing':
    case 'offline':
      return canSend ? null : readOnly[session.account.kind]
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
      return `${upperFirst(keychain.name)} is locked. ${keychain.remedy}`
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
  if (session.state === 'offline') return 'Messages are sent when you are back online.'
  return cooldownSeconds
    ? `Slow mode: one message every ${cooldownSeconds} s.`
    : 'Enter sends, Shift+Enter starts a new line.'
}

/** The usual limit of chat servers for one message, in code points. */
export const longestMessage = 5000

/** The room left in a long message, or its excess. Null while there is plenty of room. */
export function messageLength(excess: number): string | null {
  if (excess > 0) return `${excess} over the limit of ${longestMessage} characters.`
  return excess > -500 ? `${-excess} of ${longestMessage} characters left.` : null
}

/** The state of a message that is being sent. `isBehind`: it waits behind another message. */
export function sendingLabel(session: LiveSession, isBehind: boolean): string {
  return session.state === 'offline' || isBehind ? 'Waiting to be sent' : 'Sending…'
}

/** The reason why a message was delayed. */
export function waitingLabel(session: LiveSession, code: ErrorCode): string {
  return session.state === 'offline'
    ? 'Waiting to be sent'
    : `Waiting to be sent. ${errorCause(code)}`
}

/** The text of a channel that is not loaded yet. Null when it will load in a moment. */
export function notLoadedLabel(session: LiveSession): string | null {
  return session.state === 'offline' ? 'Messages load when you are back online.' : null
}

const readOnly: Record<AccountKind, string> = {
  user: 'You can read this channel but not write in it.',
  guest: 'Guests can read this channel but not write in it.',
  anonymous: 'Anonymous visitors can read but not write.',
}

/** The credentials that a token service requires. */
export const serviceAuthLabels: Record<ServiceAuth, string> = {
  password: 'User ID and password',
  none: 'User ID only',
}

/** Headings for channel types, in display order. Other types follow under their own names. */
export const channelGroups: Readonly<Record<string, string>> = {
  livestream: 'Livestreams',
  messaging: 'Conversations',
  team: 'Teams',
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** Capitalises the first letter. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
