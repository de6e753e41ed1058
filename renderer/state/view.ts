import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorCode, Reply, Session, View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { unreachable } from '../unreachable.ts'

/** The view from main, or its absence. */
export type LoadedView =
  | { state: 'nothing' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'view'; view: View }

/** The window's copy of main's view. */
export interface ViewState {
  readonly viewState: ReadonlySignal<LoadedView>
  /** The current screen. */
  readonly screen: ReadonlySignal<'login' | 'chat'>
  /** Applies a view and all state derived from it in one batch. */
  applyView(view: View): void
  /** Applies the reply to `readView`. */
  applyReply(reply: Reply<View>): void
  /** Reads the view again after a failure. */
  read(): Promise<void>
}

export interface ViewOptions {
  api: Pick<Api, 'readView'>
  /** Updates dependent state before the view is shown. */
  prepare(view: View): void
}

export function createViewState({ api, prepare }: ViewOptions): ViewState {
  const viewState = signal<LoadedView>({ state: 'nothing' })
  const screen = signal<'login' | 'chat'>('login')

  function screenFor(session: Session): 'login' | 'chat' {
    switch (session.state) {
      case 'signedOut':
        return 'login'
      case 'signingIn':
        // A stored account is shown in the chat at once. A new sign-in does not know its account yet: it stays on its
        // screen, so that a failure keeps the typed text.
        if (session.account) return 'chat'
        return viewState.peek().state === 'view' ? screen.peek() : 'login'
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
