import type { ErrorCode } from '../../preload/contract.ts'
import { Empty } from '../components/emptyState.tsx'
import { state } from '../state/appState.ts'
import { problem } from '../text/errors.ts'

/** The app did not tell the window anything. */
export function Trouble({ code }: { code: ErrorCode }) {
  return (
    <main class="frame trouble">
      <h1 class="unseen">Latchkey</h1>
      <Empty words={problem[code]} isAlert>
        <button type="button" class="secondary" onClick={() => void state.read()}>
          Try again
        </button>
      </Empty>
    </main>
  )
}
