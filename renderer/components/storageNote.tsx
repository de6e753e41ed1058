import type { Keychain } from '../../preload/contract.ts'
import { willRest } from '../text/labels.ts'
import { Icon } from './icon.tsx'
import { RetryKeychain } from './retryKeychain.tsx'

/** Where the secret will rest. When the keychain cannot be had: why, the remedy, and another try. */
export function Resting({ keychain, keep }: { keychain: Keychain; keep: boolean }) {
  const isTrouble = ['locked', 'unavailable', 'waiting'].includes(keychain.state)
  return (
    <div class="storedIn" data-trouble={isTrouble}>
      <Icon name={isTrouble ? 'warning' : 'lock'} />
      <p aria-live="polite">{willRest(keychain, keep)}</p>
      {isTrouble && <RetryKeychain />}
    </div>
  )
}
