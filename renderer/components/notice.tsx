import { Icon } from './icon.tsx'
import { useLateText } from './useLiveText.ts'

interface NoticeProps {
  words: string
  onDismiss: () => void
}

/** Something the person should know, over whatever is shown, until it is dismissed. */
export function Notice({ words, onDismiss }: NoticeProps) {
  return (
    <div class="notice">
      <Icon name="warning" />
      <p dir="auto" role="alert">
        {useLateText(words)}
      </p>
      <button
        type="button"
        class="plain small"
        aria-label="Dismiss"
        title="Dismiss"
        onClick={onDismiss}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
