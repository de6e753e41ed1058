import { useState } from 'preact/hooks'
import type { Keychain } from '../../preload/contract.ts'
import { border } from '../border.ts'
import { orComplain } from '../complaint.ts'
import { willRest } from '../words.ts'
import { Icon } from './icon.tsx'

/** Where the secret will rest. When the keychain cannot be had: why, the remedy, and another try. */
export function Resting({ keychain, keep }: { keychain: Keychain; keep: boolean }) {
  const [retry, setRetry] = useState<'resting' | 'busy'>('resting')
  const isTrouble = keychain.state === 'locked' || keychain.state === 'unavailable'
  const tryAgain = async () => {
    if (retry === 'busy') return
    setRetry('busy')
    await orComplain(border.retryKeychain())
    setRetry('resting')
  }
  return (
    <div class="rests" data-trouble={isTrouble}>
      <Icon name={isTrouble ? 'warning' : 'lock'} />
      <p aria-live="polite">{willRest(keychain, keep)}</p>
      {isTrouble && (
        <button
          type="button"
          class="secondary small"
          aria-busy={retry === 'busy'}
          onClick={() => void tryAgain()}
        >
          Retry
        </button>
      )}
    </div>
  )
}
