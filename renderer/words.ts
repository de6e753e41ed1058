import type {
  AccountKind,
  Channel,
  ErrorCode,
  Field,
  Keychain,
  Session,
  SignIn,
  TokenFacts,
} from '../preload/contract.ts'
import { pointInTime } from './times.ts'
import { unreachable } from './unreachable.ts'

/** A session that is not over, or not yet. */
export type LiveSession = Exclude<Session, { state: 'signedOut' }>

/** What happened, and what to do next. */
export const problem: Record<ErrorCode, string> = {
  aborted: 'This was stopped before it was done. Try again.',
  authenticationFailed: 'The chat server does not accept this sign-in.',
  badAnswer:
    'The server gave an answer that makes no sense. Check your connection, or try again later.',
  badInput: 'Something here is not accepted. Check what you typed.',
  credentialsRefused: 'The user ID or the password is wrong.',
  deadline: 'This took too long and was given up. Try again.',
  guestEnded: 'This guest has ended. Continue as a new one.',
  internal: 'Something went wrong inside the app. Try again, or restart it.',
  keychainLocked: 'The keychain is locked. Unlock it, then try again.',
  keychainUnavailable: 'The keychain cannot be reached.',
  network: 'The server cannot be reached. Check your connection and try again.',
  notAllowed: 'You are not allowed to do this.',
  notFound: 'This is not there any more.',
  notSignedIn: 'You are not signed in.',
  queueFull: 'Too much is waiting already. Try again in a moment.',
  rateLimited: 'The server asks for a pause. Try again in a minute.',
  renewalRefused: 'The token service no longer accepts this sign-in.',
  sandboxFailed: 'The sandbox did not start. Quit the app and start it again.',
  secretMissing: 'The keychain no longer holds this sign-in. Sign in again.',
  serverError: 'The server has a problem. Try again later.',
  signedOut: 'You were signed out before this was done.',
  timeout: 'The server did not answer in time. Try again.',
  tokenExpired: 'The token has expired. Use a new one.',
  tokenMalformed:
    'This is not a chat token. Copy the whole of it: three parts, with two dots between them.',
  tokenNotYetValid:
    'The token is not valid yet. Check the clocks of this computer and of the token service.',
  tokenRejected: 'The chat server does not accept the token.',
  tokenServiceMissing: 'This workspace has no token service. Use a token instead.',
  tokenSignatureInvalid: 'The token was not made for this workspace: its signature does not fit.',
  tokenUsedBeforeIssued:
    'The token is from the future. Check the clocks of this computer and of the token service.',
  userMismatch: 'The token belongs to another user.',
  workspaceInvalid: 'The chat server does not know this workspace. Check its API key.',
}

/** What happened, at the field it happened to. */
export function problemAt(code: ErrorCode, field: Field | null): string {
  if (code === 'badInput' && field) return notAccepted[field]
  if (code === 'userMismatch' && field === 'userId') {
    return 'The token belongs to another user. Leave this empty to sign in as that user.'
  }
  return problem[code]
}

/** What a field wants when it is empty. */
export const missing: Record<Field, string> = {
  userId: 'Enter your user ID.',
  password: 'Enter your password.',
  token: 'Paste your token.',
  displayName: 'Enter a name for others to see.',
  message: 'Write a message.',
  workspaceName: 'Enter a name for the workspace.',
  apiKey: 'Enter the API key.',
  serverUrl: 'Enter the address of the chat server.',
  tokenServiceUrl: 'Enter the address of the token service.',
}

const notAccepted: Record<Field, string> = {
  userId: 'This user ID is not accepted. Check it for spaces and typing errors.',
  password: 'This password is not accepted.',
  token: problem.tokenMalformed,
  displayName: 'This name is not accepted. Choose another one.',
  message: 'This message is not accepted.',
  workspaceName: 'This name is not accepted. Choose another one.',
  apiKey: 'This is not an API key. Copy it from the dashboard.',
  serverUrl: 'Enter a whole address that begins with https://',
  tokenServiceUrl: 'Enter a whole address that begins with https://',
}

/**
 * The session in a few words, and the reason where there is one. Tests and assistive technology know a state by the
 * first of them.
 */
export function standing(session: LiveSession): { words: string; reason: string | null } {
  switch (session.state) {
    case 'signingIn':
      return { words: 'Connecting…', reason: null }
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

/** What happened, without what to do next. */
export function cause(code: ErrorCode): string {
  return problem[code].replace(/(?<=\.) .*$/, '')
}

/** Why a message was not sent. */
export function notSent(code: ErrorCode): string {
  return `Not sent. ${problem[code]}`
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
    case 'nobody':
      return [end, 'renewed by nobody']
    case 'notNeeded':
      return [end]
    default:
      return unreachable(renewedBy)
  }
}

/** Where the secret of the session rests. */
export function restingPlace(rests: TokenFacts['rests'], keychain: Keychain): string {
  switch (rests) {
    case 'keychain':
      return `kept in ${keychain.name}`
    case 'memory':
      return 'kept in memory until you quit'
    case 'nowhere':
      return 'nothing is kept'
    default:
      return unreachable(rests)
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
    case 'locked':
      return `${keychain.name} is locked. ${keychain.remedy}`
    case 'unavailable':
      return `Kept in memory only, until you quit. ${keychain.reason} ${keychain.remedy}`
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
export function writing(session: LiveSession): string {
  return session.state === 'offline'
    ? 'What you send goes out when the connection is back.'
    : 'Enter sends, Shift+Enter makes a new line.'
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
export const asksFor: Record<SignIn, string> = {
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
