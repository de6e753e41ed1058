import { signal } from '@preact/signals'
import type { View } from '../preload/contract.ts'
import { complaint } from './complaint.ts'
import { panel } from './panel.ts'
import { Mark } from './parts/mark.tsx'
import { Notice } from './parts/notice.tsx'
import { Update } from './parts/update.tsx'
import { Chat } from './screens/chat.tsx'
import { ErrandDialog } from './screens/errand.tsx'
import { Login } from './screens/login.tsx'
import { ProxyDialog } from './screens/proxy.tsx'
import { Trouble } from './screens/trouble.tsx'
import { settings } from './settings.ts'
import { place, told } from './state.ts'
import { unreachable } from './unreachable.ts'

/** The window: one of its two screens, and over it what is wrong with the configuration. */
export function App() {
  const known = told.value
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
            {known.view.developerMode && panel.value.state === 'open' && (
              <panel.value.Tools view={known.view} />
            )}
          </div>
          {known.view.developerMode && <Mark />}
          <Errands view={known.view} />
          {known.view.proxy && <ProxyDialog key={known.view.proxy.host} proxy={known.view.proxy} />}
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
      {complaint.value !== null && (
        <Notice words={complaint.value} onDismiss={() => (complaint.value = null)} />
      )}
    </>
  )
}

function Errands({ view }: { view: View }) {
  const { errand } = view
  if (errand === null || errand.state === 'going') return null
  return <ErrandDialog view={view} errand={errand} />
}

function Screen({ view }: { view: View }) {
  const { session } = view
  if (settings.value.state === 'open') return <settings.value.Settings view={view} />
  if (place.value === 'login' || session.state === 'signedOut') return <Login view={view} />
  return <Chat view={view} session={session} />
}
