import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** A group of preferences with a heading. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <section class="settings-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
