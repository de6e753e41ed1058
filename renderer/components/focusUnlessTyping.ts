import { state } from '../state/appState.ts'

/**
 * Moves the focus by itself. That must not happen under the hands of somebody who is typing, or who has text in the
 * field where the focus is: what they type next would land in another field. Within one form it may.
 */
export function focusUnlessTyping(target: HTMLElement | null | undefined): void {
  if (!target || state.typing.isTyping.peek()) return
  const active = document.activeElement
  const isInUse =
    (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) &&
    active.value !== ''
  if (isInUse && active.form !== target.closest('form')) return
  target.focus()
}
