import { useLayoutEffect, useRef } from 'preact/hooks'

interface MenuProps {
  label: string
  items: { label: string; choose: () => void }[]
  onClose: () => void
}

/** A menu with the keyboard behaviour of the ARIA practices: arrows, Home and End move, Escape and Tab close. */
export function Menu({ label, items, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const focus = (index: number) =>
    [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])].at(index)?.focus()
  useLayoutEffect(() => focus(0), [])
  const move = (event: KeyboardEvent, here: number) => {
    const key = event.key
    if (key === 'ArrowDown') focus((here + 1) % items.length)
    else if (key === 'ArrowUp') focus(here - 1)
    else if (key === 'Home') focus(0)
    else if (key === 'End') focus(-1)
    else if (key === 'Escape' || key === 'Tab') onClose()
    else return
    event.preventDefault()
  }
  return (
    <div class="menu" role="menu" aria-label={label} ref={menu}>
      {items.map(({ label, choose }, index) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onKeyDown={(event) => move(event, index)}
          onClick={() => {
            onClose()
            choose()
          }}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
