import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms, Tab } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { Icon } from '../../components/icon.tsx'
import { Logo } from '../../components/logo.tsx'
import { Resting } from '../../components/storageNote.tsx'
import { Tabs, type TabOf } from '../../components/tabs.tsx'
import { undeleted } from '../../text/labels.ts'
import { AnonymousForm } from './anonymousForm.tsx'
import { DeveloperForms } from './developerForms.tsx'
import { GuestForm } from './guestForm.tsx'
import { Remembered } from './rememberedAccounts.tsx'
import { SignIn } from './userForm.tsx'
import { WorkspaceButton } from './workspaceButton.tsx'

/** The way in: whom one may continue as, and every other way to sign in. */
export function Login({ view }: { view: View }) {
  const { workspace, remembered, keychain } = view
  const unfinished = undeleted(view)
  const forms = state.signIn.login.value
  const frame = useRef<HTMLDivElement>(null)
  // Before the first paint: a person who types at once has chosen a field by then.
  useLayoutEffect(() => {
    const first = '.remembered button, [role=tabpanel] input'
    focusUnlessTyping(frame.current?.querySelector<HTMLElement>(first))
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
        <Remembered forms={forms} accounts={remembered} />
      </header>
      <main class="entry">
        <Tabs label="Ways to sign in" tabs={waysIn(forms, view)} chosen={forms.tab} />
        {unfinished !== null && (
          <div class="storedIn" data-trouble="true">
            <Icon name="warning" />
            <p aria-live="polite">{unfinished}</p>
          </div>
        )}
        {isKept[forms.tab.value] && <Resting keychain={keychain} keep={forms.keep.value} />}
      </main>
      <footer class="side foot">
        <WorkspaceButton view={view} />
        <button
          type="button"
          class="plain small settings-button"
          aria-label="Settings"
          title="Settings"
          onClick={() => void state.settings.open()}
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

function waysIn(forms: SignInForms, { workspace, developerMode }: View): TabOf<Tab>[] {
  return [
    {
      name: 'signIn',
      label: 'Sign in',
      content: () => <SignIn forms={forms} workspace={workspace} />,
    },
    { name: 'guest', label: 'Guest', content: () => <GuestForm forms={forms} /> },
    { name: 'anonymous', label: 'Anonymous', content: () => <AnonymousForm forms={forms} /> },
    ...(developerMode ? [developerTab(forms)] : []),
  ]
}

function developerTab(forms: SignInForms): TabOf<Tab> {
  return {
    name: 'developer',
    label: 'Developer',
    content: () => <DeveloperForms forms={forms} />,
  }
}
