import type { Keychain } from '../../../preload/contract.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { Icon } from '../../components/icon.tsx'
import { RetryKeychain } from '../../components/retryKeychain.tsx'
import { keychainProblem, type KeychainErrorCode } from '../../text/labels.ts'
import { texts } from '../../text/texts.ts'

interface KeychainProblemProps {
  forms: SignInForms
  keychain: Keychain
  code: KeychainErrorCode
  /** Focuses the sign-in form. */
  onContinue: () => void
}

/** Explains why the keychain does not return the account's token, and offers a retry or a sign-in without saving. */
export function KeychainProblem({ forms, keychain, code, onContinue }: KeychainProblemProps) {
  const continueWithoutSaving = () => {
    forms.keep.value = false
    onContinue()
  }
  return (
    <div class="storage-note" data-problem>
      <Icon name="warning" />
      <p aria-live="polite">{keychainProblem(code, keychain)}</p>
      <RetryKeychain />
      <button type="button" class="secondary small" onClick={continueWithoutSaving}>
        {texts().chat.continueWithoutSaving}
      </button>
    </div>
  )
}
