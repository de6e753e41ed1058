import { useState } from 'preact/hooks'
import type { ErrorCode } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { developerTexts } from '../../text/developerTexts.ts'
import { errorText } from '../../text/errors.ts'

type ExportState =
  | { state: 'none' }
  | { state: 'saving' }
  | { state: 'saved'; path: string }
  | { state: 'failed'; code: ErrorCode }

/** Exports the timeline to a file and shows its path. */
export function useExport() {
  const [exportState, setExportState] = useState<ExportState>({ state: 'none' })
  const { timeline: text } = developerTexts()
  const save = async () => {
    if (exportState.state === 'saving') return
    setExportState({ state: 'saving' })
    const reply = await api.exportTimeline()
    if (!reply.ok) setExportState({ state: 'failed', code: reply.code })
    else
      setExportState(
        reply.value === null ? { state: 'none' } : { state: 'saved', path: reply.value },
      )
  }
  const button = (
    <button
      type="button"
      class="secondary small"
      aria-busy={exportState.state === 'saving'}
      onClick={() => void save()}
    >
      {text.export}
    </button>
  )
  const outcome = (
    <div class="export-result" aria-live="polite">
      {exportState.state === 'saved' && (
        <p class="muted">
          {text.savedAs} <bdi>{exportState.path}</bdi>
        </p>
      )}
      {exportState.state === 'failed' && <ErrorMessage text={errorText(exportState.code)} />}
    </div>
  )
  return { button, outcome }
}
