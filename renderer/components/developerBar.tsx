import { state } from '../state/appState.ts'

/** Says for as long as developer mode is on that it is on, and opens its tools. */
export function Mark() {
  return (
    <section class="mark" aria-label="Developer mode">
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
