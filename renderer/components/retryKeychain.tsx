import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { state } from '../state/appState.ts'

/** Tries a keychain again that could not be had. */
export function RetryKeychain() {
  const [retry, setRetry] = useState<'resting' | 'busy'>('resting')
  const tryAgain = async () => {
    if (retry === 'busy') return
    setRetry('busy')
    await state.notices.orShowError(api.retryKeychain())
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
