import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'

/** A tab and its content. */
export interface TabOf<Name extends string> {
  name: Name
  label: string
  content: () => ComponentChildren
}

interface TabsProps<Name extends string> {
  label: string
  tabs: TabOf<Name>[]
  chosen: Signal<Name>
}

/** Tabs with the keyboard behaviour of the ARIA practices: one tab stop; arrows, Home and End select. */
export function Tabs<Name extends string>({ label, tabs, chosen }: TabsProps<Name>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const here = tabs.findIndex(({ name }) => name === chosen.value)
  const move = (event: KeyboardEvent) => {
    const to = target(event.key, here, tabs.length)
    const next = to === null ? undefined : tabs.at(to)
    if (!next) return
    event.preventDefault()
    chosen.value = next.name
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(next)]?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-controls={`${id}-${name}-panel`}
            aria-selected={name === chosen.value}
            tabIndex={name === chosen.value ? 0 : -1}
            onClick={() => (chosen.value = name)}
          >
            {label}
          </button>
        ))}
      </div>
      {tabs.map(({ name, content }) => (
        <div
          key={name}
          role="tabpanel"
          id={`${id}-${name}-panel`}
          aria-labelledby={`${id}-${name}`}
          hidden={name !== chosen.value}
        >
          {name === chosen.value && content()}
        </div>
      ))}
    </>
  )
}

function target(key: string, here: number, count: number): number | null {
  if (key === 'ArrowRight') return (here + 1) % count
  if (key === 'ArrowLeft') return (here + count - 1) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
