import { unreachable } from '../auth/errors.ts'

/** The settings cannot be written; `code` is the system's, such as `ENOSPC`. */
export interface Unwritable {
  kind: 'unwritable'
  folder: string
  code: string
}

/** A problem of the settings. `aside` is the new name of a broken file; null: it was missing, or it stayed. */
export type SettingsTrouble =
  | { kind: 'restored' | 'salvaged' | 'lost'; aside: string | null }
  | { kind: 'newer' }
  | Unwritable

/** The words for it: what happened and what to do next. */
export function settingsNotice(trouble: SettingsTrouble): string {
  switch (trouble.kind) {
    case 'restored':
      return `The settings could not be read, so Latchkey restored the last saved ones.${kept(trouble.aside)} You do not need to do anything.`
    case 'salvaged':
      return `The settings were damaged, and Latchkey recovered the readable part.${kept(trouble.aside)} If an account is missing, sign in to it again.`
    case 'lost':
      return `The settings could not be read and had no valid backup, so Latchkey starts with new ones.${kept(trouble.aside)} Sign in again.`
    case 'newer':
      return 'The settings are from a newer version of Latchkey and stay unchanged. Changes you make now are lost when you quit. Install the newer version to change them.'
    case 'unwritable':
      return `${whyUnwritable(trouble)} Latchkey keeps working, but loses changes and new sign-ins when you quit. ${remedy(trouble)}`
    default:
      return unreachable(trouble)
  }
}

function kept(aside: string | null): string {
  return aside === null ? '' : ` The old file was saved as ${aside}.`
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
  if (isFull(trouble)) return 'Free up disk space. Latchkey then saves them with the next change.'
  return 'Allow Latchkey to write to that folder, then start it again.'
}
