import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { state } from '../state/appState.ts'

/** A button that checks an unavailable keychain again. */
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
