import { open } from 'node:fs/promises'
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron'
import type { TimelineEntry } from '../../preload/contract.ts'
import { Failure } from '../auth/errors.ts'
import { escaped } from '../logging/log.ts'
import type { Texts } from '../text/en.ts'

export interface ExportOptions {
  texts(): Texts
  entries: TimelineEntry[]
  appVersion: string
  /** Electron's `dialog.showSaveDialog`; null: there is no window to ask in. */
  askWhere(options: SaveDialogOptions): Promise<SaveDialogReturnValue | null>
}

/** The form of the file; docs/developer-mode.md describes it. */
const version = 2

/**
 * Asks where to save the timeline and writes it there as JSON, for its owner alone. The path; null: the person thought
 * better of it.
 * @throws Failure `fileUnwritable`
 */
export async function exportTimeline(options: ExportOptions): Promise<string | null> {
  const { entries, appVersion, askWhere } = options
  const exportedAt = new Date().toISOString()
  const answer = await askWhere({
    title: options.texts().questions.exportTimeline,
    defaultPath: `latchkey-timeline-${exportedAt.slice(0, 19).replaceAll(':', '')}.json`,
    filters: [{ name: 'JSON', extensions: ['json'] }],
  })
  if (!answer || answer.canceled || !answer.filePath) return null
  const { filePath } = answer
  const told = entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }))
  const content = { version, app: 'Latchkey', appVersion, exportedAt, entries: told }
  try {
    await write(filePath, `${escaped(JSON.stringify(content, null, 2))}\n`)
  } catch (cause) {
    throw new Failure('fileUnwritable', 'The timeline could not be written.', { cause })
  }
  return filePath
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    // The mode above is for a new file only. Where there are no modes, there is nothing to be done about it.
    await file.chmod(0o600).catch(() => undefined)
    await file.writeFile(text)
  } finally {
    await file.close()
  }
}
