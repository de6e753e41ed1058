import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { Icon } from '../../components/icon.tsx'
import { madeHere, type MadeHere } from '../../text/labels.ts'
import '../../styles/localTokenBanner.css'

/** As long as main leaves it on the clipboard. */
const copiedMs = 30_000

interface MadeProps {
  method: MadeHere
  /** Whether developer mode is still on, so that main gives the token. */
  canCopy: boolean
}

/** Says over the chat that its token was made here, and gives it away for use elsewhere. */
export function Made({ method, canCopy }: MadeProps) {
  const [copies, setCopies] = useState(0)
  useEffect(() => {
    if (copies === 0) return undefined
    const timer = setTimeout(() => setCopies(0), copiedMs)
    return () => clearTimeout(timer)
  }, [copies])
  const copy = async () => {
    if (await state.notices.orShowError(api.copyToken())) setCopies(copies + 1)
  }
  return (
    <aside class="made" aria-label="About this token">
      <Icon name="warning" />
      <p>{madeHere[method]}</p>
      <p class="quiet" aria-live="polite">
        {copies > 0 && 'Copied. The clipboard is cleared in 30 s.'}
      </p>
      {canCopy && (
        <button type="button" class="plain small" onClick={() => void copy()}>
          Copy token
        </button>
      )}
    </aside>
  )
}
