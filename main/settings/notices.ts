import { unreachable } from '../auth/errors.ts'
import type { Texts } from '../text/en.ts'

/** The settings cannot be written; `code` is the system's, such as `ENOSPC`. */
export interface Unwritable {
  kind: 'unwritable'
  folder: string
  code: string
}

/** A problem with the settings. `aside`: the new name of a broken file; null: it was missing, or could not be renamed. */
export type SettingsProblem =
  | { kind: 'restored' | 'recovered' | 'lost'; aside: string | null }
  | { kind: 'newer' }
  | Unwritable

/** The sentence for a problem: what happened and what to do next. */
export function settingsNotice({ notices: text }: Texts, problem: SettingsProblem): string {
  switch (problem.kind) {
    case 'restored':
    case 'recovered':
    case 'lost':
      return text[problem.kind](problem.aside === null ? '' : text.kept(problem.aside))
    case 'newer':
      return text.newer
    case 'unwritable':
      return isFull(problem)
        ? text.unwritable(text.diskFull, text.freeSpace)
        : text.unwritable(text.folderUnwritable(problem.folder, problem.code), text.allowFolder)
    default:
      return unreachable(problem)
  }
}

/** `EDQUOT`: the disk has room, but not for this person. */
function isFull({ code }: Unwritable): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT'
}
