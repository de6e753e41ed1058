import type { Signal } from '@preact/signals'
import { texts } from '../text/texts.ts'

/** The check box `Keep me signed in`. */
export function KeepSignedIn({ keep }: { keep: Signal<boolean> }) {
  return (
    <label class="checkbox">
      <input
        type="checkbox"
        checked={keep.value}
        onChange={(event) => (keep.value = event.currentTarget.checked)}
      />
      {texts().signIn.keepSignedIn}
    </label>
  )
}
