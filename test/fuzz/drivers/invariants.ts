import type { Ground } from './ground.ts'

/** How many calls of one kind a minute may have without a reason from outside. */
export const mostInAMinute = { renewals: 14, shortRenewals: 65, connects: 40 }

/** True for tokens that live for seconds. */
export function isShortLived(lifeSeconds: number | null): boolean {
  return lifeSeconds !== null && lifeSeconds < 60
}

/** The invariants that hold when nothing is in progress. */
export function checkInvariants(ground: Ground): void {
  checkStatus(ground)
  checkPauses(ground)
  checkEnd(ground)
  checkKeychain(ground)
}

function checkStatus({ harness, chat, journal }: Ground): void {
  const state = harness.run.session.state()
  if (state.kind === 'connected') {
    const { userId } = state.signedIn.account
    const isUp = chat.open.some((socket) => socket.isUp && socket.userId === userId)
    if (!isUp) journal.violation(`the status says connected, and ${userId} has no socket`)
  }
  if (state.kind === 'needsSignIn' && state.failure.canRetry) {
    journal.violation(`${state.failure.code} ended the session, and says nothing about it`)
  }
}

/** A renewal or a connection that follows the last one at once, again and again. */
function checkPauses({ service, chat, reasons, clock, journal }: Ground): void {
  const since = clock.worldTime() - 60_000
  const recent = (moments: readonly number[]) => moments.filter((at) => at > since).length
  const excused = recent(reasons)
  // A service that issues tokens of seconds is asked every second.
  const most = isShortLived(service.lifeSeconds)
    ? mostInAMinute.shortRenewals
    : mostInAMinute.renewals
  const renewals = recent(service.renewals)
  if (renewals > most + excused) journal.violation(`${renewals} renewals in a minute`)
  const connects = recent(chat.connects)
  if (connects > mostInAMinute.connects + excused + renewals) {
    journal.violation(`${connects} sockets in a minute`)
  }
}

/** Nobody is signed in and nothing is under way: no socket is open and no timer of the app is set. */
function checkEnd({ harness, chat, timers, underWay, journal, state }: Ground): void {
  const hasEnded = state() === 'signedOut' || state().startsWith('needsSignIn')
  if (!hasEnded || underWay.size > 0 || harness.run.session.signedIn() !== null) return
  if (chat.open.length > 0) journal.violation(`a socket is open, and the state is ${state()}`)
  const left = timers.ofApp()
  if (left > 0) journal.violation(`${left} timers are set, and the state is ${state()}`)
}

/** Each secret in the keychain is known to the index. */
function checkKeychain({ storage, journal }: Ground): void {
  for (const name of storage.strangers()) {
    journal.violation(`the keychain holds ${name}, and the index does not know`)
  }
}

/** After an hour of good health: every message of a session that lives on has arrived. */
export function checkMessagesArrived({ waiting, harness, journal }: Ground): void {
  const signedIn = harness.run.session.signedIn()
  if (!signedIn || waiting.size === 0) return
  journal.violation(`${waiting.size} messages still wait: ${[...waiting.keys()].join(', ')}`)
}
