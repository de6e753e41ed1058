import { useEffect, useRef } from 'preact/hooks'
import type { View } from '../../preload/contract.ts'
import { login, type Entry, type Tab } from '../entry.ts'
import { Icon } from '../parts/icon.tsx'
import { Logo } from '../parts/logo.tsx'
import { Resting } from '../parts/resting.tsx'
import { Tabs, type TabOf } from '../parts/tabs.tsx'
import { openSettings } from '../settings.ts'
import { AnonymousForm } from './anonymous.tsx'
import { DeveloperForms } from './developer.tsx'
import { GuestForm } from './guest.tsx'
import { Remembered } from './remembered.tsx'
import { SignIn } from './signIn.tsx'
import { WorkspaceButton } from './workspace.tsx'

/** The way in: whom one may continue as, and every other way to sign in. */
export function Login({ view }: { view: View }) {
  const { workspace, remembered, keychain } = view
  const entry = login.value
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('.remembered button, [role=tabpanel] input')?.focus()
  }, [])
  return (
    <div class="frame login" ref={frame}>
      <header class="side">
        <div class="brand">
          <Logo />
          <div class="lines">
            <h1>
              Sign in to <bdi>{workspace.name}</bdi>
            </h1>
            <p class="quiet host clip" title={workspace.host}>
              {workspace.host}
            </p>
          </div>
        </div>
        <Remembered entry={entry} accounts={remembered} />
      </header>
      <main class="entry">
        <Tabs label="Ways to sign in" tabs={waysIn(entry, view)} chosen={entry.tab} />
        {isKept[entry.tab.value] && <Resting keychain={keychain} keep={entry.keep.value} />}
      </main>
      <footer class="side foot">
        <WorkspaceButton view={view} />
        <button
          type="button"
          class="plain small settings-button"
          aria-label="Settings"
          title="Settings"
          onClick={() => void openSettings()}
        >
          <Icon name="settings" />
        </button>
      </footer>
    </div>
  )
}

/** Whether there will be something to keep. */
const isKept: Record<Tab, boolean> = {
  signIn: true,
  guest: true,
  anonymous: false,
  developer: false,
}

function waysIn(entry: Entry, { workspace, developerMode }: View): TabOf<Tab>[] {
  return [
    {
      name: 'signIn',
      label: 'Sign in',
      content: () => <SignIn entry={entry} workspace={workspace} />,
    },
    { name: 'guest', label: 'Guest', content: () => <GuestForm entry={entry} /> },
    { name: 'anonymous', label: 'Anonymous', content: () => <AnonymousForm entry={entry} /> },
    ...(developerMode ? [developerTab(entry)] : []),
  ]
}

function developerTab(entry: Entry): TabOf<Tab> {
  return {
    name: 'developer',
    label: 'Developer',
    content: () => <DeveloperForms entry={entry} />,
  }
}
