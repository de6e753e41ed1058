import type { RememberedAccount, View } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { errorAt } from '../../state/form.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Icon } from '../../components/icon.tsx'
import { accountLine } from '../../text/accounts.ts'
import { texts } from '../../text/texts.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'

/** The stored accounts of all workspaces. */
export function RememberedAccounts({ forms, view }: { forms: SignInForms; view: View }) {
  const { remembered, workspaces } = view
  if (remembered.length === 0) return null
  // With accounts of one workspace only, its name is in the heading of the screen.
  const isElsewhere = remembered.some(({ workspaceId }) => workspaceId !== view.workspace.id)
  return (
    <ul class="remembered" aria-label={texts().signIn.remembered}>
      {remembered.map((account) => (
        <Row
          key={account.key}
          forms={forms}
          account={account}
          line={
            isElsewhere || account.status.state === 'needsSignIn'
              ? accountLine(account, workspaces)
              : idOf(account)
          }
        />
      ))}
    </ul>
  )
}

function idOf({ kind, userId }: RememberedAccount): string {
  return kind === 'guest' ? 'Guest' : userId
}

interface RowProps {
  forms: SignInForms
  account: RememberedAccount
  line: string
}

function Row({ forms, account, line }: RowProps) {
  const isChosen = forms.chosen.value === account.key
  const isBusy = isChosen && forms.remembered.progress.value.state === 'busy'
  const needsSignIn = account.status.state === 'needsSignIn'
  const id = `account-${account.key}`
  return (
    <li>
      <div class="row card">
        <Avatar name={account.name} picture={account.picture} />
        <button
          type="button"
          class="account cover"
          title={account.name}
          aria-label={texts().accounts.continueAs(account.name)}
          aria-describedby={id}
          aria-busy={isBusy}
          aria-disabled={state.submitter.isAnyBusy.value}
          onClick={() => void state.signIn.continueAs(forms, account)}
        >
          <span class="truncate" dir="auto">
            {account.name}
          </span>
        </button>
        <span class={needsSignIn ? 'muted' : 'muted truncate'} id={id} title={line} dir="auto">
          {line}
        </span>
        <button
          type="button"
          class="plain small forget"
          aria-label={texts().accounts.forget(account.name)}
          title={texts().accounts.forget(account.name)}
          aria-disabled={state.submitter.isAnyBusy.value}
          onClick={() => void state.signIn.forget(forms, account)}
        >
          <Icon name="close" />
        </button>
      </div>
      {isChosen && <ErrorMessage text={errorAt(forms.remembered, null)} />}
    </li>
  )
}
