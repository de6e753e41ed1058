import { batch, signal } from '@preact/signals'
import type { ErrorCode, Session, View, Way as Ways } from '../preload/contract.ts'
import { border } from './border.ts'
import { begin, catchUp, readChannelsOnce, receive } from './chat.ts'
import { complaint } from './complaint.ts'
import { drafts } from './drafts.ts'
import { again, createEntry, login, type Way } from './entry.ts'
import { discardAll, wait } from './outbox.ts'
import { problem } from './problems.ts'
import { openSettings } from './settings.ts'
import { unreachable } from './unreachable.ts'
import { runErrand } from './visit.ts'

/** What main has told so far. */
export type Told =
  | { state: 'nothing' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'view'; view: View }

export const told = signal<Told>({ state: 'nothing' })

/** Which of the two screens is up. */
export const place = signal<'login' | 'chat'>('login')

/** Listens to main and asks for the first view; afterwards `told` follows by itself. */
export async function follow(): Promise<void> {
  border.on('view', take)
  border.on('message', receive)
  border.on('waiting', wait)
  border.on('caughtUp', catchUp)
  border.on('openSettings', () => void openSettings())
  border.on('failed', (code) => (complaint.value = problem[code]))
  await readAgain()
}

/** Asks for the view once more, after a failure. */
export async function readAgain(): Promise<void> {
  const reply = await border.readView()
  if (reply.ok) take(reply.value)
  else if (told.value.state !== 'view') told.value = { state: 'failed', code: reply.code }
}

function take(view: View): void {
  batch(() => {
    place.value = placeFor(view.session)
    refreshForms(view)
    told.value = { state: 'view', view }
    enter(view)
    runErrand(view)
  })
}

function placeFor(session: Session): 'login' | 'chat' {
  switch (session.state) {
    case 'signedOut':
      return 'login'
    case 'signingIn':
      // A sign-in stays on the screen it was started from, so that one that fails gives back what was typed. At the
      // start nothing has been shown yet: a known account is being restored into the chat.
      if (told.value.state === 'view') return place.value
      return session.account ? 'chat' : 'login'
    case 'connected':
    case 'refreshing':
    case 'offline':
    case 'needsSignIn':
      return 'chat'
    default:
      return unreachable(session)
  }
}

/** Gives new forms when their time has come; until then nothing that was typed is lost. */
function refreshForms({ session, workspace }: View): void {
  const isElsewhere = told.value.state === 'view' && told.value.view.workspace.id !== workspace.id
  if (place.value === 'chat' || isElsewhere) login.value = createEntry()
  if (session.state === 'needsSignIn') {
    again.value ??= createEntry(session.account, formOf[session.way])
  } else if (session.state !== 'signingIn') again.value = null
}

/** The form to sign in again with, by how an account had signed in. */
const formOf: Record<Ways, Way> = {
  service: 'password',
  static: 'token',
  guest: 'password',
  development: 'development',
  minted: 'minted',
  none: 'password',
}

function enter({ session, workspace }: View): void {
  if (session.state === 'signedOut') return handOver('', '')
  if (!session.account) return
  handOver(`${workspace.id} ${session.account.key}`, session.account.userId)
  const isLive = session.state === 'connected' || session.state === 'refreshing'
  if (isLive && !wasLive) readChannelsOnce()
  wasLive = isLive
}

let wasLive = false

let owner = ''

/** Clears the chat when it changes hands, so that nobody sees what another one read or wrote. */
function handOver(next: string, userId: string): void {
  if (next === owner) return
  owner = next
  wasLive = false
  begin(userId)
  discardAll()
  drafts.value = new Map()
}
