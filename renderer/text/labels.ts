import type {
  AccountKind,
  Channel,
  ErrorCode,
  Keychain,
  Session,
  ServiceAuth,
  TokenFacts,
  View,
  Workspace,
} from '../../preload/contract.ts'
import { cause, problem } from './errors.ts'
import { pointInTime } from './times.ts'
import { unreachable } from '../unreachable.ts'

/** A session that is not over, or not yet. */
export type LiveSession = Exclude<Session, { state: 'signedOut' }>

/**
 * The session in a few words, and the reason where there is one. Tests and assistive technology know a state by the
 * first of them.
 */
export function standing(
  session: LiveSession,
  keychain: Keychain,
): { words: string; reason: string | null } {
  switch (session.state) {
    case 'signingIn':
      return {
        words: 'Connecting…',
        reason: keychain.state === 'waiting' ? waitingFor(keychain) : null,
      }
    case 'connected':
      return { words: 'Connected', reason: null }
    case 'refreshing':
      return { words: 'Refreshing the token…', reason: null }
    case 'offline':
      return { words: 'Offline.', reason: null }
    case 'needsSignIn':
      return { words: 'Sign in again:', reason: lowerFirst(cause(session.code)) }
    default:
      return unreachable(session)
  }
}

/** When the next try comes, in whole seconds. */
export function nextTry(nextTryAt: number | null, now: number): string {
  if (nextTryAt === null) return 'Trying now…'
  return `Next try in ${Math.max(0, Math.ceil((nextTryAt - now) / 1000))} s.`
}

/** What may be known of the token, most important first. */
export function tokenFacts(
  { expiresAt, renewsAt, renewedBy }: TokenFacts,
  kind: AccountKind,
  now: number,
): string[] {
  if (kind === 'anonymous') return ['No token needed']
  if (expiresAt === null) return ['Token never expires']
  const end = `Token ${expiresAt > now ? 'expires' : 'expired'} ${pointInTime(expiresAt, now)}`
  switch (renewedBy) {
    case 'tokenService':
      return renewsAt === null ? [end] : [end, `renews ${pointInTime(renewsAt, now)}`]
    case 'thisApp':
      return renewsAt === null ? [end] : [end, `made anew ${pointInTime(renewsAt, now)}`]
    case 'none':
      return [end, 'renewed by nobody']
    case 'refused':
      return [end, 'not renewed']
    case 'notNeeded':
      return [end]
    default:
      return unreachable(renewedBy)
  }
}

/** Tells that the session ends with its token, and how to keep it. */
export function sessionEnding(expiresAt: number | null, now: number): string {
  const end = expiresAt === null ? 'with its token' : `at ${pointInTime(expiresAt, now)}`
  return `The token service no longer renews your sign-in: this session ends ${end}. To stay signed in, sign out and sign in again.`
}

/** Ways of developer mode, in which this app makes the tokens. */
export type MadeHere = 'development' | 'minted'

/** Whether the tokens are made by this app. */
export function isMadeHere(method: string): method is MadeHere {
  return method === 'development' || method === 'minted'
}

/** What stands over a chat with a token that was made here. */
export const madeHere: Record<MadeHere, string> = {
  development: 'Development token: not for production.',
  minted: 'Token made from an API secret on this computer: not for production.',
}

/** Where the secret of the session storedIn. */
export function restingPlace(storedIn: TokenFacts['storedIn'], keychain: Keychain): string {
  switch (storedIn) {
    case 'keychain':
      return `kept in ${keychain.name}`
    case 'memory':
      return 'kept in memory until you quit'
    case 'nowhere':
      return 'nothing is kept'
    default:
      return unreachable(storedIn)
  }
}

/** Where a secret will rest, before there is one. */
export function willRest(keychain: Keychain, keep: boolean): string {
  switch (keychain.state) {
    case 'unknown':
    case 'ready':
      return keep
        ? `Your sign-in is kept in ${keychain.name}.`
        : 'Kept in memory only, until you quit.'
    case 'waiting':
      return waitingFor(keychain)
    case 'locked':
      return `${upperFirst(keychain.name)} is locked, so a sign-in is kept in memory only, until you quit. ${keychain.remedy}`
    case 'unavailable':
      return `Kept in memory only, until you quit. ${keychain.reason} ${keychain.remedy}`
    default:
      return unreachable(keychain)
  }
}

/** Where a workspace is now, for whoever is asked to trust that. */
export function movedTo({ host, passwordHost }: Workspace): string {
  const server = `The server is now ${host}.`
  return passwordHost === null ? server : `${server} Your password goes to ${passwordHost}.`
}

/** A prompt of the keychain is open, perhaps behind the window. */
export function waitingFor({ name }: Keychain): string {
  return `Waiting for ${name}. Answer its question, which may be behind this window.`
}

/** What is left to do after a sign-out that could not delete its secret; null when nothing is, or it is done just now. */
export function undeleted({ keychain, otherSignIns }: View): string | null {
  if (!otherSignIns.some(({ state }) => state === 'deleting')) return null
  const what = `Signed out. ${upperFirst(keychain.name)} still holds the sign-in.`
  switch (keychain.state) {
    case 'locked':
      return `${what} ${keychain.remedy} Then it is deleted.`
    case 'waiting':
      return `${what} ${waitingFor(keychain)}`
    case 'unavailable':
      return `${what} It is deleted as soon as the keychain can be reached.`
    case 'unknown':
    case 'ready':
      return null
    default:
      return unreachable(keychain)
  }
}

/** Why nothing can be written now, or null when it can. */
export function silence(session: LiveSession, { canSend }: Channel): string | null {
  switch (session.state) {
    case 'signingIn':
      return 'You can write as soon as you are connected.'
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

/** Why an account that is remembered cannot be had from the keychain. */
export type KeychainTrouble = 'keychainLocked' | 'keychainUnavailable' | 'secretMissing'

/** Whether what went wrong is the keychain's, so that another try may do without signing in. */
export function isKeychainTrouble(code: ErrorCode): code is KeychainTrouble {
  return code === 'keychainLocked' || code === 'keychainUnavailable' || code === 'secretMissing'
}

/** What the keychain does not give, and the remedy where there is one. */
export function withheld(code: KeychainTrouble, keychain: Keychain): string {
  if (code === 'secretMissing') return problem.secretMissing
  switch (keychain.state) {
    case 'waiting':
      return waitingFor(keychain)
    case 'locked':
      return `${upperFirst(keychain.name)} is locked. ${keychain.remedy}`
    case 'unavailable':
      return `${keychain.reason} ${keychain.remedy}`
    case 'unknown':
    case 'ready':
      return problem[code]
    default:
      return unreachable(keychain)
  }
}

/** What becomes of what is written, or how it is written. */
export function writing(session: LiveSession, { cooldownSeconds }: Channel): string {
  if (session.state === 'offline') return 'What you send goes out when the connection is back.'
  return cooldownSeconds
    ? `Slow mode: one message every ${cooldownSeconds} s.`
    : 'Enter sends, Shift+Enter makes a new line.'
}

/** The usual limit of chat servers for one message, in code points. */
export const longestMessage = 5000

/** Says how much room a long message has left, or by how much it is too long; null while there is plenty. */
export function messageLength(excess: number): string | null {
  if (excess > 0) return `${excess} of at most ${longestMessage} characters too many.`
  return excess > -500 ? `${-excess} characters left.` : null
}

/** How it stands with a message that is being sent; `isBehind`: after another one that waits. */
export function onItsWay(session: LiveSession, isBehind: boolean): string {
  return session.state === 'offline' || isBehind ? 'Waiting to be sent' : 'Sending…'
}

/** Why a message waits that was not taken. */
export function waitsFor(session: LiveSession, code: ErrorCode): string {
  return session.state === 'offline' ? 'Waiting to be sent' : `Waiting to be sent. ${cause(code)}`
}

/** What stands in a channel that has not been read yet; null where it will be there in a moment. */
export function unread(session: LiveSession): string | null {
  return session.state === 'offline' ? 'Messages show when the connection is back.' : null
}

const readOnly: Record<AccountKind, string> = {
  user: 'You can read this channel but not write in it.',
  guest: 'Guests can read this channel but not write in it.',
  anonymous: 'Anonymous visitors can read but not write.',
}

/** What a token service asks for. */
export const asksFor: Record<ServiceAuth, string> = {
  password: 'User ID and password',
  none: 'User ID only',
}

/** The headings over channels by type, in the order they stand in. Other types follow under their own names. */
export const channelGroups: Readonly<Record<string, string>> = {
  livestream: 'Livestreams',
  messaging: 'Conversations',
  team: 'Teams',
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** A part of a sentence as one of its own. */
export function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
