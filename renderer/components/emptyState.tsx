import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import { useLiveText } from './useLiveText.ts'

interface EmptyStateProps {
  text: string
  /** The kind of thing that is missing. An alert has a warning in its place. */
  icon?: IconName
  isAlert?: boolean
  children?: ComponentChildren
}

/** Explains an empty area. */
export function EmptyState({ text, icon = 'chat', isAlert = false, children }: EmptyStateProps) {
  return (
    <div class="empty" data-alert={isAlert}>
      <span class="empty-icon">
        <Icon name={isAlert ? 'warning' : icon} />
      </span>
      {isAlert ? <Alert text={text} /> : <p>{text}</p>}
      {children}
    </div>
  )
}

function Alert({ text }: { text: string }) {
  return <p role="alert">{useLiveText(text)}</p>
}
