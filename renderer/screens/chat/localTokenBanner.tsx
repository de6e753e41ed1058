import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import type { LocalMethod } from '../../text/labels.ts'
import { texts } from '../../text/texts.ts'
import '../../styles/localTokenBanner.css'

/** Main clears the clipboard after the same time. */
const copiedMs = 30_000

interface LocalTokenBannerProps {
  method: LocalMethod
  /** True in developer mode. Otherwise main does not release the token. */
  canCopy: boolean
}

/** A banner for a locally issued token, with a button to copy the token. */
export function LocalTokenBanner({ method, canCopy }: LocalTokenBannerProps) {
  const [copies, setCopies] = useState(0)
  useEffect(() => {
    if (copies === 0) return undefined
    const timer = setTimeout(() => setCopies(0), copiedMs)
    return () => clearTimeout(timer)
  }, [copies])
  const copy = async () => {
    if (await state.notices.orShowError(api.copyToken())) setCopies(copies + 1)
  }
  const { chat: text } = texts()
  return (
    <aside class="local-token" aria-label={text.aboutToken}>
      <Icon name="warning" />
      <p>{texts().session.localToken[method]}</p>
      <p class="muted" aria-live="polite">
        {copies > 0 && text.tokenCopied}
      </p>
      {canCopy && (
        <button type="button" class="plain small" onClick={() => void copy()}>
          {text.copyToken}
        </button>
      )}
    </aside>
  )
}
