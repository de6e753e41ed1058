import type { ErrorCode } from '../../preload/contract.ts'
import { EmptyState } from '../components/emptyState.tsx'
import { state } from '../state/appState.ts'
import { errorText } from '../text/errors.ts'
import { texts } from '../text/texts.ts'

/** Shown when main returns no view. */
export function FatalError({ code }: { code: ErrorCode }) {
  return (
    <main class="frame fatal-error">
      <h1 class="visually-hidden">Latchkey</h1>
      <EmptyState text={errorText(code)} isAlert>
        <button type="button" class="secondary" onClick={() => void state.read()}>
          {texts().common.tryAgain}
        </button>
      </EmptyState>
    </main>
  )
}
