import type { View } from '../preload/contract.ts'
import { state } from './state/appState.ts'
import { DeveloperBar } from './components/developerBar.tsx'
import { Notice } from './components/notice.tsx'
import { UpdateNotice } from './components/updateNotice.tsx'
import { Chat } from './screens/chat/chat.tsx'
import { NewChannelDialog } from './screens/dialogs/newChannelDialog.tsx'
import { LinkDialog } from './screens/dialogs/linkDialog.tsx'
import { SignInScreen } from './screens/signIn/signInScreen.tsx'
import { ProxyDialog } from './screens/dialogs/proxyDialog.tsx'
import { FatalError } from './screens/fatalError.tsx'
import { unreachable } from './unreachable.ts'

/** The window: the current screen, notices, dialogs and the developer tools. */
export function App() {
  const known = state.viewState.value
  const panel = state.panel.panel.value
  switch (known.state) {
    case 'nothing':
      return null
    case 'failed':
      return <FatalError code={known.code} />
    case 'view':
      return (
        <>
          <Notices notice={known.view.notice} />
          {known.view.update && <UpdateNotice version={known.view.update.version} />}
          <div class="layout">
            <div class="screen">
              <Screen view={known.view} />
            </div>
            {known.view.developerMode && panel.state === 'open' && (
              <panel.Tools view={known.view} />
            )}
          </div>
          {known.view.developerMode && <DeveloperBar />}
          {state.newChannel.dialog.value.state !== 'closed' && <NewChannelDialog />}
          <LinkRequests view={known.view} />
          <Proxy />
        </>
      )
    default:
      return unreachable(known)
  }
}

/** The configuration notice and the last error. */
function Notices({ notice }: { notice: string | null }) {
  const { dismissed } = state.notices
  return (
    <>
      {notice !== null && notice !== dismissed.value && (
        <Notice text={notice} onDismiss={() => (dismissed.value = notice)} />
      )}
      {state.notices.notice.value !== null && (
        <Notice
          text={state.notices.notice.value}
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
  if (state.screen.value === 'login' || session.state === 'signedOut')
    return <SignInScreen view={view} />
  return <Chat view={view} session={session} />
}
