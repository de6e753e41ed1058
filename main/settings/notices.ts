import { unreachable } from '../auth/errors.ts'

/** The settings cannot be written; `code` is the system's, such as `ENOSPC`. */
export interface Unwritable {
  kind: 'unwritable'
  folder: string
  code: string
}

/** What is wrong with the settings. `aside` is the name that a broken file has now; null: it was missing, or it stayed. */
export type SettingsTrouble =
  | { kind: 'restored' | 'salvaged' | 'lost'; aside: string | null }
  | { kind: 'newer' }
  | Unwritable

/** The words for it: what happened and what to do next. */
export function settingsNotice(trouble: SettingsTrouble): string {
  switch (trouble.kind) {
    case 'restored':
      return `The settings could not be read, so Latchkey went back to the ones it saved last.${kept(trouble.aside)} There is nothing you need to do.`
    case 'salvaged':
      return `The settings were damaged, and Latchkey kept what it could read of them.${kept(trouble.aside)} Sign in again where an account is missing.`
    case 'lost':
      return `The settings could not be read, and there was no good copy of them, so Latchkey starts with new ones.${kept(trouble.aside)} Please sign in again.`
    case 'newer':
      return 'The settings are from a newer version of Latchkey and stay as they are. What you change now is forgotten when you quit. Install the newer version to change them.'
    case 'unwritable':
      return `${whyUnwritable(trouble)} Latchkey works on, but forgets changes and new sign-ins when you quit. ${remedy(trouble)}`
    default:
      return unreachable(trouble)
  }
}

function kept(aside: string | null): string {
  return aside === null ? '' : ` The old file is kept as ${aside}.`
}

/** `EDQUOT`: the disk has room, but not for this person. */
function isFull({ code }: Unwritable): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function whyUnwritable(trouble: Unwritable): string {
  if (isFull(trouble)) return 'The disk is full, so the settings cannot be saved.'
  return `The settings cannot be saved in ${trouble.folder} (${trouble.code}).`
}

function remedy(trouble: Unwritable): string {
  if (isFull(trouble)) return 'Free some space: they are saved with the next change.'
  return 'Allow Latchkey to write in that folder, then start it again.'
}
