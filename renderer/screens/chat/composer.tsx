import { useRef } from 'preact/hooks'
import { state } from '../../state/appState.ts'
import { useNow } from '../../components/useNow.ts'
import { texts } from '../../text/texts.ts'
import { Icon } from '../../components/icon.tsx'
import { longestMessage, messageLength } from '../../text/labels.ts'

interface ComposerProps {
  cid: string
  /** The reason why the composer is disabled, or null. */
  composerDisabledReason: string | null
  /** The hint below an enabled composer. */
  note: string
  /** When slow mode takes the next message, by this computer's clock (epoch ms). Null when it takes one now. */
  nextSendAt: number | null
  /** False if the account may not write in the channel. */
  canSend: boolean
}

/**
 * The message composer. When disabled it shows the reason, keeps the focus and keeps typed text as a draft, so the end
 * of a session loses no key.
 */
export function Composer(props: ComposerProps) {
  const { cid, composerDisabledReason, note, nextSendAt, canSend } = props
  const input = useRef<HTMLTextAreaElement>(null)
  const text = state.drafts.text(cid)
  const isSilent = composerDisabledReason !== null
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
    <form class="composer" data-disabled={isSilent && text === ''} onSubmit={submit}>
      <div class="box">
        <textarea
          ref={input}
          rows={1}
          aria-label={texts().chat.message}
          aria-describedby="composer-note"
          aria-disabled={isSilent}
          readOnly={!canSend}
          placeholder={isSilent ? '' : texts().chat.writeMessage}
          dir="auto"
          value={text}
          onInput={(event) => state.drafts.keep(cid, event.currentTarget.value)}
          onKeyDown={(event) => {
            // During composition, Enter belongs to the input method.
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
          }}
        />
        <button
          type="submit"
          class="send"
          aria-label={texts().chat.send}
          title={texts().chat.send}
          aria-disabled={cannotSend}
        >
          <Icon name="send" />
        </button>
      </div>
      <p class="note" id="composer-note" aria-live="polite">
        {composerDisabledReason ??
          messageLength(excess) ??
          (nextSendAt === null ? note : <Cooldown until={nextSendAt} note={note} />)}
      </p>
    </form>
  )
}

/** Counts down slow mode, then shows the usual hint. A message that is sent earlier waits. */
function Cooldown({ until, note }: { until: number; note: string }) {
  const seconds = Math.ceil((until - useNow(1_000)) / 1_000)
  return seconds > 0 ? <span role="timer">{texts().chat.cooldown(seconds)}</span> : note
}
