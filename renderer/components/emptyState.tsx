import type { ComponentChildren } from 'preact'
import { useLateText } from './useLiveText.ts'

interface EmptyProps {
  words: string
  isAlert?: boolean
  children?: ComponentChildren
}

/** What stands where there is nothing to show, and why. */
export function Empty({ words, isAlert = false, children }: EmptyProps) {
  return (
    <div class="empty">
      {isAlert ? <Alert words={words} /> : <p>{words}</p>}
      {children}
    </div>
  )
}

function Alert({ words }: { words: string }) {
  return <p role="alert">{useLateText(words)}</p>
}
