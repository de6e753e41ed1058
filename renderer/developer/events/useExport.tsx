import { useState } from 'preact/hooks'
import type { ErrorCode } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { Mishap } from '../../components/fieldError.tsx'
import { problem } from '../../text/errors.ts'

type Standing =
  | { state: 'none' }
  | { state: 'saving' }
  | { state: 'saved'; path: string }
  | { state: 'failed'; code: ErrorCode }

/** Saves the whole timeline in a file, and says where it is. */
export function useExport() {
  const [standing, setStanding] = useState<Standing>({ state: 'none' })
  const save = async () => {
    if (standing.state === 'saving') return
    setStanding({ state: 'saving' })
    const reply = await api.exportTimeline()
    if (!reply.ok) setStanding({ state: 'failed', code: reply.code })
    else
      setStanding(reply.value === null ? { state: 'none' } : { state: 'saved', path: reply.value })
  }
  const button = (
    <button
      type="button"
      class="secondary small"
      aria-busy={standing.state === 'saving'}
      onClick={() => void save()}
    >
      Export…
    </button>
  )
  const outcome = (
    <div class="saved" aria-live="polite">
      {standing.state === 'saved' && (
        <p class="quiet">
          Saved in <bdi>{standing.path}</bdi>
        </p>
      )}
      {standing.state === 'failed' && <Mishap words={problem[standing.code]} />}
    </div>
  )
  return { button, outcome }
}
