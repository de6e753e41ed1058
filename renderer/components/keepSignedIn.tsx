import type { Signal } from '@preact/signals'

/** Whether the sign-in outlives the app. */
export function Keep({ keep }: { keep: Signal<boolean> }) {
  return (
    <label class="keep">
      <input
        type="checkbox"
        checked={keep.value}
        onChange={(event) => (keep.value = event.currentTarget.checked)}
      />
      Keep me signed in
    </label>
  )
}
