import { useLayoutEffect, useRef } from 'preact/hooks'
import type { View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import type { SignInForms, Tab } from '../../state/signInForms.ts'
import { focusUnlessTyping } from '../../components/focusUnlessTyping.ts'
import { Icon } from '../../components/icon.tsx'
import { Logo } from '../../components/logo.tsx'
import { StorageNote } from '../../components/storageNote.tsx'
import { WithNames } from '../../components/withNames.tsx'
import { Tabs, type TabOf } from '../../components/tabs.tsx'
import { texts } from '../../text/texts.ts'
import { pendingDeletion } from '../../text/labels.ts'
import { AnonymousForm } from './anonymousForm.tsx'
import { DeveloperForms } from './developerForms.tsx'
import { GuestForm } from './guestForm.tsx'
import { RememberedAccounts } from './rememberedAccounts.tsx'
import { UserForm } from './userForm.tsx'
import { isFirstStart, Welcome } from './welcome.tsx'
import { WorkspaceButton } from './workspaceButton.tsx'

/** The sign-in screen: remembered accounts and all sign-in methods. */
export function SignInScreen({ view }: { view: View }) {
  const { workspace, keychain } = view
  const deletionNotice = pendingDeletion(view)
  const forms = state.signIn.login.value
  const frame = useRef<HTMLDivElement>(null)
  // A layout effect runs before the first paint, so early typing lands in the focused field.
  useLayoutEffect(() => {
    const first =
      '.remembered button, [role=tabpanel] input:not([type=checkbox]), [role=tabpanel] .primary'
    focusUnlessTyping(frame.current?.querySelector<HTMLElement>(first))
  }, [])
  return (
    <div class="frame sign-in" ref={frame}>
      <header class="side-pane">
        <BackButton />
        <div class="brand">
          <Logo />
          <div class="stack">
            <h1>
              <WithNames sentence={texts().signIn.title} names={[workspace.name]} />
            </h1>
            <p class="muted host truncate" title={workspace.host}>
              {workspace.host}
            </p>
          </div>
        </div>
        {isFirstStart(view) && <Welcome forms={forms} view={view} />}
        <RememberedAccounts forms={forms} view={view} />
      </header>
      <main class="sign-in-forms-area">
        <Tabs label={texts().signIn.methods} tabs={signInTabs(forms, view)} chosen={forms.tab} />
        {deletionNotice !== null && (
          <div class="storage-note" data-problem="true">
            <Icon name="warning" />
            <p aria-live="polite">{deletionNotice}</p>
          </div>
        )}
        {canBeSaved[forms.tab.value] && <StorageNote keychain={keychain} keep={forms.keep.value} />}
      </main>
      <footer class="side-pane foot">
        <WorkspaceButton view={view} />
        <button
          type="button"
          class="plain small settings-button"
          aria-label={texts().signIn.settings}
          title={texts().signIn.settings}
          onClick={() => void state.settings.open()}
        >
          <Icon name="settings" />
        </button>
      </footer>
    </div>
  )
}

/** The way back to the account that was left to add another. */
function BackButton() {
  const account = state.accounts.previous.value
  if (!account) return null
  return (
    <button
      type="button"
      class="plain small back-to-account"
      aria-disabled={state.submitter.isAnyBusy.value}
      onClick={() => void state.accounts.switchTo(account.key)}
    >
      <Icon name="back" />
      <span class="truncate" dir="auto">
        {texts().accounts.backTo(account.name)}
      </span>
    </button>
  )
}

/** Whether the tab's sign-in can be saved. */
const canBeSaved: Record<Tab, boolean> = {
  signIn: true,
  guest: true,
  anonymous: false,
  developer: false,
}

function signInTabs(forms: SignInForms, view: View): TabOf<Tab>[] {
  return [
    {
      name: 'signIn',
      label: texts().signIn.tabs.signIn,
      content: () => <UserForm forms={forms} view={view} />,
    },
    { name: 'guest', label: texts().signIn.tabs.guest, content: () => <GuestForm forms={forms} /> },
    {
      name: 'anonymous',
      label: texts().signIn.tabs.anonymous,
      content: () => <AnonymousForm forms={forms} />,
    },
    ...(view.developerMode ? [developerTab(forms)] : []),
  ]
}

function developerTab(forms: SignInForms): TabOf<Tab> {
  return {
    name: 'developer',
    label: texts().signIn.tabs.developer,
    content: () => <DeveloperForms forms={forms} />,
  }
}
