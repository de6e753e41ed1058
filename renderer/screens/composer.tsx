import { useRef } from 'preact/hooks'
import { drafts, keepDraft } from '../drafts.ts'
import { send } from '../outbox.ts'
import { Icon } from '../parts/icon.tsx'

interface ComposerProps {
  cid: string
  /** Why nothing can be written; null when it can. */
  silence: string | null
  /** What stands below when it can. */
  note: string
}

/**
 * Where a message is written. When nothing can be written it says why; it stays in place and keeps the focus and what
 * was typed, so that a short gap in the connection disturbs nobody.
 */
export function Composer({ cid, silence, note }: ComposerProps) {
  const input = useRef<HTMLTextAreaElement>(null)
  const text = drafts.value.get(cid) ?? ''
  const isSilent = silence !== null
  const isEmpty = text.trim() === ''
  const submit = (event: Event) => {
    event.preventDefault()
    if (isSilent || isEmpty) return
    send(cid, text.trim())
    keepDraft(cid, '')
    input.current?.focus()
  }
  return (
    <form class="composer" data-silent={isSilent && text === ''} onSubmit={submit}>
      <div class="box">
        <textarea
          ref={input}
          rows={1}
          aria-label="Message"
          aria-describedby="composer-note"
          aria-disabled={isSilent}
          readOnly={isSilent}
          placeholder={isSilent ? '' : 'Write a message'}
          dir="auto"
          value={text}
          onInput={(event) => keepDraft(cid, event.currentTarget.value)}
          onKeyDown={(event) => {
            // While a word is being composed, Enter belongs to the input method.
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
          }}
        />
        <button
          type="submit"
          class="send"
          aria-label="Send"
          title="Send"
          aria-disabled={isSilent || isEmpty}
        >
          <Icon name="send" />
        </button>
      </div>
      <p class="note" id="composer-note" aria-live="polite">
        {silence ?? note}
      </p>
    </form>
  )
}
