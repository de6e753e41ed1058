import type { TimelineEntry } from '../../../preload/contract.ts'
import { timeToTheMs } from '../../text/times.ts'
import { durationWords, factsOf } from './eventFields.ts'

export type EventCategory = TimelineEntry['category']

/** The categories, in the order in which a sign-in goes through them. */
export const categoryNames: Readonly<Record<EventCategory, string>> = {
  session: 'Session',
  keychain: 'Keychain',
  connection: 'Connection',
  renewal: 'Renewal',
  requests: 'Requests',
  system: 'System',
}

/** What each event means, in plain words. */
const words: Readonly<Record<string, string>> = {
  'app.started': 'Latchkey started',
  'call.failed': 'A call of the window failed',
  'clipboard.notCleared': 'A token could not be taken off the clipboard',
  'connection.closed': 'No connection',
  'connection.opening': 'Connection opening',
  'connection.up': 'Connected',
  'index.unwritable': 'The list of accounts could not be saved',
  'keychain.call': 'Keychain asked',
  'keychain.exit': 'The keychain process ended by itself',
  'keychain.state': 'The state of the keychain changed',
  'keychain.timeout': 'The keychain did not answer',
  'link.followed': 'A link was followed',
  'log.gap': 'Lines of the log were lost',
  'page.gone': 'The page in the window crashed',
  'quit.unclean': 'Quitting left something undone',
  'renewal.calling': 'Renewal begun',
  'renewal.done': 'Token renewed',
  'renewal.ended': 'No new token will come',
  'renewal.failed': 'Renewal failed',
  'renewal.planned': 'Renewal planned',
  'requests.failed': 'Requests failed',
  'requests.held': 'Requests are held',
  'requests.postponed': 'Requests not taken, to be tried again',
  'requests.refused': 'Requests refused, to be sent again',
  'requests.resumed': 'Held requests go on',
  'restore.begun': 'Restoring an account',
  'restore.done': 'Account restored, connecting',
  'restore.failed': 'The account could not be restored',
  'sandbox.exit': 'The sandbox ended by itself',
  'sandbox.lost': 'The sandbox did not come back',
  'session.ended': 'Session ended: signing in again is needed',
  'session.left': 'Session left',
  'settings.trouble': 'Something was wrong with the settings',
  'settings.unwritable': 'The settings cannot be written',
  'settings.writable': 'The settings can be written again',
  'signIn.begun': 'Sign-in begun',
  'signIn.connecting': 'Signed in, connecting',
  'signIn.done': 'Signed in',
  'signIn.failed': 'Sign-in failed',
  'system.online': 'The network is back',
  'system.resumed': 'The computer woke up',
  'system.suspended': 'The computer goes to sleep',
  'system.unlocked': 'The screen was unlocked',
  'token.refused': 'Token refused by the server',
  'token.notYetValid': 'Token not valid yet, says the server',
  'uncaught.exception': 'An error that nobody caught',
  'uncaught.rejection': 'A failure that nobody caught',
  'wipe.postponed': 'A secret could not be deleted yet',
}

/** What happened, in plain words; an event that has none keeps its name. */
export function eventWords(event: string): string {
  return Object.hasOwn(words, event) ? (words[event] ?? event) : event
}

/** The whole of an entry as one sentence. */
export function entrySentence(entry: TimelineEntry): string {
  const { at, event, isProblem, durationMs } = entry
  const facts = factsOf(entry).map(({ name, value }) => `${name} ${value}`.trim())
  const took = durationMs === null ? [] : [`took ${durationWords(durationMs)}`]
  const trouble = isProblem ? 'Trouble: ' : ''
  return `${timeToTheMs(at)}, ${trouble}${[eventWords(event), ...facts, ...took].join(', ')}`
}
