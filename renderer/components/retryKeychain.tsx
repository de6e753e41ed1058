import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { state } from '../state/appState.ts'
import { texts } from '../text/texts.ts'

/** A button that checks an unavailable keychain again. */
export function RetryKeychain() {
  const [retry, setRetry] = useState<'idle' | 'busy'>('idle')
  const checkAgain = async () => {
    if (retry === 'busy') return
    setRetry('busy')
    await state.notices.orShowError(api.retryKeychain())
    setRetry('idle')
  }
  return (
    <button
      type="button"
      class="secondary small"
      aria-busy={retry === 'busy'}
      onClick={() => void checkAgain()}
    >
      {texts().common.retryKeychain}
    </button>
  )
}
