import type { ComponentChildren } from 'preact'
import { useLiveText } from './useLiveText.ts'

interface EmptyStateProps {
  text: string
  isAlert?: boolean
  children?: ComponentChildren
}

/** Explains an empty area. */
export function EmptyState({ text, isAlert = false, children }: EmptyStateProps) {
  return (
    <div class="empty">
      {isAlert ? <Alert text={text} /> : <p>{text}</p>}
      {children}
    </div>
  )
}

function Alert({ text }: { text: string }) {
  return <p role="alert">{useLiveText(text)}</p>
}
