import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** One row of a menu: its main item, and an action on the same thing beside it. */
export interface MenuItem {
  label: string
  /** The content of the item. Its label is then its accessible name. Absent: the label alone. */
  content?: ComponentChildren
  /** Whether the item is the chosen one of its group. Absent: not part of a group. */
  isChecked?: boolean
  /** As in `aria-keyshortcuts`. */
  shortcut?: string
  choose: () => void
  action?: { label: string; content: ComponentChildren; choose: () => void }
}

interface MenuProps {
  label: string
  /** Groups of items, with a line between them. */
  groups: MenuItem[][]
  onClose: () => void
}

/** A menu with the keyboard behaviour of the ARIA practices: arrows, Home and End move, Escape and Tab close. */
export function Menu({ label, groups, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
  const focus = (index: number) => items().at(index)?.focus()
  useLayoutEffect(() => focus(0), [])
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const key = event.key
    const all = items()
    const here = all.findIndex((item) => item === document.activeElement)
    if (key === 'ArrowDown') focus((here + 1) % all.length)
    else if (key === 'ArrowUp') focus(here - 1)
    else if (key === 'Home') focus(0)
    else if (key === 'End') focus(-1)
    else if (key === 'Escape' || key === 'Tab') onClose()
    else return
    event.preventDefault()
  }
  const closeAnd = (choose: () => void) => () => {
    onClose()
    choose()
  }
  return (
    <div class="menu" role="menu" aria-label={label} ref={menu} onKeyDown={move}>
      {groups
        .filter((group) => group.length > 0)
        .map((group) => (
          <div class="menu-group" role="group" key={group[0]?.label}>
            {group.map(({ label, content, isChecked, shortcut, choose, action }) => (
              <div class="menu-row" role="none" key={label}>
                <button
                  type="button"
                  role={isChecked === undefined ? 'menuitem' : 'menuitemradio'}
                  {...(content === undefined ? {} : { 'aria-label': label })}
                  {...(isChecked === undefined ? {} : { 'aria-checked': isChecked })}
                  {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
                  tabIndex={-1}
                  onClick={closeAnd(choose)}
                >
                  {content ?? label}
                </button>
                {action && (
                  <button
                    type="button"
                    role="menuitem"
                    class="menu-action"
                    aria-label={action.label}
                    title={action.label}
                    tabIndex={-1}
                    onClick={closeAnd(action.choose)}
                  >
                    {action.content}
                  </button>
                )}
              </div>
            ))}
          </div>
        ))}
    </div>
  )
}
