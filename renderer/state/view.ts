import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorCode, Reply, Session, View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { unreachable } from '../unreachable.ts'

/** What main has told so far. */
export type Known =
  | { state: 'nothing' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'view'; view: View }

/** The view of main as the window has it. */
export interface ViewState {
  readonly viewState: ReadonlySignal<Known>
  /** Which of the two screens is up. */
  readonly screen: ReadonlySignal<'login' | 'chat'>
  /** Takes a view; everything that belongs to it changes in one step. */
  applyView(view: View): void
  /** Takes the answer to a call for the view. */
  applyReply(reply: Reply<View>): void
  /** Asks for the view once more, after a failure. */
  read(): Promise<void>
}

export interface ViewOptions {
  api: Pick<Api, 'readView'>
  /** Prepares what a view needs, before anything of it is shown. */
  prepare(view: View): void
}

export function createViewState({ api, prepare }: ViewOptions): ViewState {
  const viewState = signal<Known>({ state: 'nothing' })
  const screen = signal<'login' | 'chat'>('login')

  function screenFor(session: Session): 'login' | 'chat' {
    switch (session.state) {
      case 'signedOut':
        return 'login'
      case 'signingIn':
        // A sign-in stays on the screen it was started from, so that one that fails gives back what was typed. At the
        // start nothing has been shown yet: a known account is being restored into the chat.
        if (viewState.peek().state === 'view') return screen.peek()
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

  function applyView(view: View): void {
    batch(() => {
      screen.value = screenFor(view.session)
      prepare(view)
      viewState.value = { state: 'view', view }
    })
  }

  function applyReply(reply: Reply<View>): void {
    if (reply.ok) applyView(reply.value)
    else if (viewState.peek().state !== 'view') {
      viewState.value = { state: 'failed', code: reply.code }
    }
  }

  return {
    viewState,
    screen,
    applyView,
    applyReply,
    async read() {
      applyReply(await api.readView())
    },
  }
}
