import type { TimelineEntry } from '../../../preload/contract.ts'
import { timeToTheMs } from '../../text/times.ts'
import { durationText, displayFacts } from './eventFields.ts'

export type EventCategory = TimelineEntry['category']

/** The categories, in the order of a sign-in. */
export const categoryNames: Readonly<Record<EventCategory, string>> = {
  session: 'Session',
  keychain: 'Keychain',
  connection: 'Connection',
  renewal: 'Renewal',
  requests: 'Requests',
  system: 'System',
}

/** The label of each event. */
const labels: Readonly<Record<string, string>> = {
  'app.started': 'Latchkey started',
  'browser.answered': 'The browser answered',
  'browser.opened': 'Browser opened',
  'browser.strangeRequest': 'A request that is no answer of the browser',
  'call.failed': 'A call from the window failed',
  'clipboard.notCleared': 'The clipboard could not be cleared',
  'connection.closed': 'Disconnected',
  'connection.opening': 'Connecting',
  'connection.up': 'Connected',
  'index.unwritable': 'The list of accounts could not be saved',
  'keychain.call': 'Keychain call',
  'keychain.exit': 'The keychain process exited',
  'keychain.state': 'Keychain state changed',
  'keychain.timeout': 'The keychain did not answer',
  'link.followed': 'Link opened',
  'log.gap': 'Log lines were lost',
  'oidc.begun': 'Identity provider found',
  'oidc.notRevoked': 'The refresh token could not be revoked',
  'oidc.redeemed': 'The identity provider issued tokens',
  'oidc.refreshed': 'The identity provider renewed its tokens',
  'oidc.revoked': 'Refresh token revoked',
  'page.gone': 'The window’s page crashed',
  'quit.unclean': 'Quit before cleanup finished',
  'renewal.calling': 'Renewal started',
  'renewal.done': 'Token renewed',
  'renewal.ended': 'Renewal stopped',
  'renewal.failed': 'Renewal failed',
  'renewal.planned': 'Renewal scheduled',
  'requests.failed': 'Requests failed',
  'requests.held': 'Requests are held',
  'requests.postponed': 'Requests postponed, will retry',
  'requests.refused': 'Requests rejected, will be sent again',
  'requests.resumed': 'Held requests resumed',
  'restore.begun': 'Restoring an account',
  'restore.done': 'Account restored, connecting',
  'restore.failed': 'Account could not be restored',
  'sandbox.exit': 'The sandbox exited',
  'sandbox.lost': 'The sandbox did not restart',
  'session.ended': 'Session ended, sign-in required',
  'session.left': 'Signed out',
  'settings.trouble': 'Problem with the settings',
  'settings.unwritable': 'The settings cannot be written',
  'settings.writable': 'Settings can be written again',
  'signIn.begun': 'Sign-in started',
  'signIn.connecting': 'Signed in, connecting',
  'signIn.done': 'Signed in',
  'signIn.failed': 'Sign-in failed',
  'system.online': 'Network online',
  'system.resumed': 'The computer resumed from sleep',
  'system.suspended': 'The computer is going to sleep',
  'system.unlocked': 'The screen was unlocked',
  'token.refused': 'Token rejected by the server',
  'token.notYetValid': 'Token not valid yet (server)',
  'uncaught.exception': 'Uncaught exception',
  'uncaught.rejection': 'Unhandled rejection',
  'wipe.postponed': 'Deletion of a secret postponed',
}

/** The label of an event, or its name if it has none. */
export function eventLabel(event: string): string {
  return Object.hasOwn(labels, event) ? (labels[event] ?? event) : event
}

/** An entry as one sentence. */
export function entrySentence(entry: TimelineEntry): string {
  const { at, event, isProblem, durationMs } = entry
  const facts = displayFacts(entry).map(({ name, value }) => `${name} ${value}`.trim())
  const took = durationMs === null ? [] : [`took ${durationText(durationMs)}`]
  const trouble = isProblem ? 'Problem: ' : ''
  return `${timeToTheMs(at)}, ${trouble}${[eventLabel(event), ...facts, ...took].join(', ')}`
}
