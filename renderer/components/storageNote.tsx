import type { Keychain } from '../../preload/contract.ts'
import { storageNote } from '../text/labels.ts'
import { Icon } from './icon.tsx'
import { RetryKeychain } from './retryKeychain.tsx'

/** Says where a sign-in will be stored. If the keychain is unavailable: the reason, the remedy and a retry button. */
export function StorageNote({ keychain, keep }: { keychain: Keychain; keep: boolean }) {
  const isTrouble = ['locked', 'unavailable', 'waiting'].includes(keychain.state)
  return (
    <div class="storage-note" data-problem={isTrouble}>
      <Icon name={isTrouble ? 'warning' : 'lock'} />
      <p aria-live="polite">{storageNote(keychain, keep)}</p>
      {isTrouble && <RetryKeychain />}
    </div>
  )
}
