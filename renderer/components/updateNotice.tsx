import { api } from '../api.ts'
import { state } from '../state/appState.ts'
import { texts } from '../text/texts.ts'

/** A quiet line about an update that is ready. It requires no action. */
export function UpdateNotice({ version }: { version: string }) {
  const { dialogs: text } = texts()
  return (
    <div class="update-notice" role="status">
      <p>{text.updateReady(version)}</p>
      <button
        type="button"
        class="plain small"
        onClick={() => void state.notices.orShowError(api.restartToUpdate())}
      >
        {text.restart}
      </button>
    </div>
  )
}
