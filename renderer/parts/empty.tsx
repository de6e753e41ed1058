import type { ComponentChildren } from 'preact'

interface EmptyProps {
  words: string
  isAlert?: boolean
  children?: ComponentChildren
}

/** What stands where there is nothing to show, and why. */
export function Empty({ words, isAlert = false, children }: EmptyProps) {
  return (
    <div class="empty">
      <p role={isAlert ? 'alert' : undefined}>{words}</p>
      {children}
    </div>
  )
}
