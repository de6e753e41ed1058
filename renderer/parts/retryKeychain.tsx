import { useState } from 'preact/hooks'
import { border } from '../border.ts'
import { orComplain } from '../complaint.ts'

/** Tries a keychain again that could not be had. */
export function RetryKeychain() {
  const [retry, setRetry] = useState<'resting' | 'busy'>('resting')
  const tryAgain = async () => {
    if (retry === 'busy') return
    setRetry('busy')
    await orComplain(border.retryKeychain())
    setRetry('resting')
  }
  return (
    <button
      type="button"
      class="secondary small"
      aria-busy={retry === 'busy'}
      onClick={() => void tryAgain()}
    >
      Retry
    </button>
  )
}
