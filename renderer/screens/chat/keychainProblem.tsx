import type { Keychain } from '../../../preload/contract.ts'
import type { SignInForms } from '../../state/signInForms.ts'
import { Icon } from '../../components/icon.tsx'
import { RetryKeychain } from '../../components/retryKeychain.tsx'
import { withheld, type KeychainTrouble } from '../../text/labels.ts'

interface WithheldProps {
  forms: SignInForms
  keychain: Keychain
  code: KeychainTrouble
  /** Goes to the form. */
  onContinue: () => void
}

/** The keychain does not give what this account needs: why, the remedy, another try, or going on without it. */
export function Withheld({ forms, keychain, code, onContinue }: WithheldProps) {
  const goOn = () => {
    forms.keep.value = false
    onContinue()
  }
  return (
    <div class="storedIn" data-trouble>
      <Icon name="warning" />
      <p aria-live="polite">{withheld(code, keychain)}</p>
      <RetryKeychain />
      <button type="button" class="secondary small" onClick={goOn}>
        Continue without saving
      </button>
    </div>
  )
}
