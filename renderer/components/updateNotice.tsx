import { api } from '../api.ts'
import { state } from '../state/appState.ts'

/** A quiet line about an update that is ready. It requires no action. */
export function UpdateNotice({ version }: { version: string }) {
  return (
    <div class="update-notice" role="status">
      <p>Latchkey {version} is ready. It installs when you quit.</p>
      <button
        type="button"
        class="plain small"
        onClick={() => void state.notices.orShowError(api.restartToUpdate())}
      >
        Restart now
      </button>
    </div>
  )
}
