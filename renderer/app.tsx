import { signal } from '@preact/signals'
import type { View } from '../preload/contract.ts'
import { state } from './state/appState.ts'
import { Mark } from './components/developerBar.tsx'
import { Notice } from './components/notice.tsx'
import { Update } from './components/updateNotice.tsx'
import { Chat } from './screens/chat/chat.tsx'
import { LinkDialog } from './screens/dialogs/linkDialog.tsx'
import { Login } from './screens/signIn/signInScreen.tsx'
import { ProxyDialog } from './screens/dialogs/proxyDialog.tsx'
import { Trouble } from './screens/fatalError.tsx'
import { unreachable } from './unreachable.ts'

/** The window: one of its two screens, and over it what is wrong with the configuration. */
export function App() {
  const known = state.viewState.value
  const panel = state.panel.panel.value
  switch (known.state) {
    case 'nothing':
      return null
    case 'failed':
      return <Trouble code={known.code} />
    case 'view':
      return (
        <>
          <Notices notice={known.view.notice} />
          {known.view.update && <Update version={known.view.update.version} />}
          <div class="room">
            <div class="place">
              <Screen view={known.view} />
            </div>
            {known.view.developerMode && panel.state === 'open' && (
              <panel.Tools view={known.view} />
            )}
          </div>
          {known.view.developerMode && <Mark />}
          <LinkRequests view={known.view} />
          <Proxy />
        </>
      )
    default:
      return unreachable(known)
  }
}

const dismissed = signal<string | null>(null)

/** What is wrong with the configuration stays away once dismissed, until it is something else. */
function Notices({ notice }: { notice: string | null }) {
  return (
    <>
      {notice !== null && notice !== dismissed.value && (
        <Notice words={notice} onDismiss={() => (dismissed.value = notice)} />
      )}
      {state.notices.notice.value !== null && (
        <Notice
          words={state.notices.notice.value}
          onDismiss={() => (state.notices.notice.value = null)}
        />
      )}
    </>
  )
}

function LinkRequests({ view }: { view: View }) {
  const question = state.links.question.value
  return question && <LinkDialog view={view} linkRequest={question} />
}

function Proxy() {
  const question = state.proxyLogin.shown.value
  return question && <ProxyDialog key={question.host} proxy={question} />
}

function Screen({ view }: { view: View }) {
  const { session } = view
  const settings = state.settings.screen.value
  if (settings.state === 'open') return <settings.Settings view={view} />
  if (state.screen.value === 'login' || session.state === 'signedOut') return <Login view={view} />
  return <Chat view={view} session={session} />
}
