import { useRef } from 'preact/hooks'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import { longestMessage, messageLength } from '../../text/labels.ts'

interface ComposerProps {
  cid: string
  /** Why nothing can be written; null when it can. */
  silence: string | null
  /** What stands below when it can. */
  note: string
  /** False: the channel takes nothing from this account. */
  canSend: boolean
}

/**
 * Where a message is written. When nothing can be sent it says why; it stays in place and keeps the focus, and what is
 * typed meanwhile is a draft, so that the end of a session takes no key from the person.
 */
export function Composer({ cid, silence, note, canSend }: ComposerProps) {
  const input = useRef<HTMLTextAreaElement>(null)
  const text = state.drafts.text(cid)
  const isSilent = silence !== null
  const isEmpty = text.trim() === ''
  const excess = Array.from(text.trim()).length - longestMessage
  const cannotSend = isSilent || isEmpty || excess > 0
  const submit = (event: Event) => {
    event.preventDefault()
    if (cannotSend) return
    state.outbox.send(cid, text.trim())
    state.drafts.keep(cid, '')
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
          readOnly={!canSend}
          placeholder={isSilent ? '' : 'Write a message'}
          dir="auto"
          value={text}
          onInput={(event) => state.drafts.keep(cid, event.currentTarget.value)}
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
          aria-disabled={cannotSend}
        >
          <Icon name="send" />
        </button>
      </div>
      <p class="note" id="composer-note" aria-live="polite">
        {silence ?? messageLength(excess) ?? note}
      </p>
    </form>
  )
}
