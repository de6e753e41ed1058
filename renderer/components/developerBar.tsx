import { state } from '../state/appState.ts'

/** Shows that developer mode is on, and opens its tools. */
export function DeveloperBar() {
  return (
    <section class="developer-bar" aria-label="Developer mode">
      <span>Developer mode</span>
      <button
        type="button"
        class="plain"
        aria-expanded={state.panel.panel.value.state !== 'closed'}
        onClick={() => void state.panel.toggle()}
      >
        Developer tools
      </button>
    </section>
  )
}
