import { state } from '../state/appState.ts'

/**
 * Moves the focus, except while the person is typing or the focused field has text: the next keys would land in another
 * field. Within the same form it always moves.
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
