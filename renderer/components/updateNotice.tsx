import { api } from '../api.ts'
import { state } from '../state/appState.ts'

/** An update that is ready: a quiet line, for nobody has to do anything about it. */
export function Update({ version }: { version: string }) {
  return (
    <div class="update" role="status">
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
