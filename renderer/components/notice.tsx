import { texts } from '../text/texts.ts'
import { Icon } from './icon.tsx'
import { useLiveText } from './useLiveText.ts'

interface NoticeProps {
  text: string
  onDismiss: () => void
}

/** A notice above the screen, with a button to dismiss it. */
export function Notice({ text, onDismiss }: NoticeProps) {
  const { dismiss } = texts().common
  return (
    <div class="notice">
      <Icon name="warning" />
      <p dir="auto" role="alert">
        {useLiveText(text)}
      </p>
      <button
        type="button"
        class="plain small"
        aria-label={dismiss}
        title={dismiss}
        onClick={onDismiss}
      >
        <Icon name="close" />
      </button>
    </div>
  )
}
