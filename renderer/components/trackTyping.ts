import type { Typing } from '../state/typing.ts'

/** Reports to the window's state when the person types and stops typing. */
export function followTyping(page: Window, typing: Typing): void {
  page.addEventListener('input', ({ target }) => isTextField(target) && typing.typed(), true)
  page.addEventListener(
    'keydown',
    ({ key, isComposing, target }) => {
      // During composition, Enter belongs to the input method.
      if (isComposing) return
      if (key === 'Enter' || key === 'Tab' || key === 'Escape' || !isTextField(target)) {
        typing.finished()
      }
    },
    true,
  )
  page.addEventListener('pointerdown', () => typing.finished(), true)
  page.addEventListener('blur', ({ target }) => target === page && typing.finished())
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type))
  )
}
