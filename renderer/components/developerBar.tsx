import { state } from '../state/appState.ts'
import { texts } from '../text/texts.ts'

/** Shows that developer mode is on, and opens its tools. */
export function DeveloperBar() {
  const { developerMode, developerTools } = texts().common
  return (
    <section class="developer-bar" aria-label={developerMode}>
      <span>{developerMode}</span>
      <button
        type="button"
        class="plain"
        aria-expanded={state.panel.panel.value.state !== 'closed'}
        onClick={() => void state.panel.toggle()}
      >
        {developerTools}
      </button>
    </section>
  )
}
