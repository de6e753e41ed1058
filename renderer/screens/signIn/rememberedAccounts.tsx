import type { Account } from '../../../preload/contract.ts'
import { state } from '../../state/appState.ts'
import { errorAt } from '../../state/form.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Icon } from '../../components/icon.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'

/** The accounts that can continue without a new sign-in. */
export function RememberedAccounts({
  forms,
  accounts,
}: {
  forms: SignInForms
  accounts: Account[]
}) {
  if (accounts.length === 0) return null
  return (
    <ul class="remembered" aria-label="Remembered accounts">
      {accounts.map((account) => (
        <Row key={account.key} forms={forms} account={account} />
      ))}
    </ul>
  )
}

function Row({ forms, account }: { forms: SignInForms; account: Account }) {
  const isChosen = forms.chosen.value === account.key
  const isBusy = isChosen && forms.remembered.progress.value.state === 'busy'
  const id = `account-${account.key}`
  return (
    <li>
      <div class="row card">
        <button
          type="button"
          class="account cover"
          title={account.name}
          aria-describedby={id}
          aria-busy={isBusy}
          aria-disabled={state.submitter.isAnyBusy.value}
          onClick={() => void state.signIn.continueAs(forms, account)}
        >
          <Avatar name={account.name} picture={account.picture} />
          <span class="stack">
            <span class="muted">Continue as </span>
            <span class="truncate" dir="auto">
              {account.name}
            </span>
          </span>
        </button>
        <span class="muted truncate account-id" id={id} title={account.userId} dir="auto">
          {account.kind === 'guest' ? 'Guest' : account.userId}
        </span>
        <button
          type="button"
          class="plain small forget"
          aria-label={`Forget ${account.name}`}
          title={`Forget ${account.name}`}
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
