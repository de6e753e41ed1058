import { unreachable } from '../auth/errors.ts'

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
export function settingsNotice(problem: SettingsProblem): string {
  switch (problem.kind) {
    case 'restored':
      return `The settings could not be read, so Latchkey restored the last saved ones.${kept(problem.aside)} You do not need to do anything.`
    case 'recovered':
      return `The settings were damaged, and Latchkey recovered the readable part.${kept(problem.aside)} If an account is missing, sign in to it again.`
    case 'lost':
      return `The settings could not be read and had no valid backup, so Latchkey starts with new ones.${kept(problem.aside)} Sign in again.`
    case 'newer':
      return 'The settings are from a newer version of Latchkey and stay unchanged. Changes you make now are lost when you quit. Install the newer version to change them.'
    case 'unwritable':
      return `${whyUnwritable(problem)} Latchkey keeps working, but loses changes and new sign-ins when you quit. ${remedy(problem)}`
    default:
      return unreachable(problem)
  }
}

function kept(aside: string | null): string {
  return aside === null ? '' : ` The old file was saved as ${aside}.`
}

/** `EDQUOT`: the disk has room, but not for this person. */
function isFull({ code }: Unwritable): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function whyUnwritable(problem: Unwritable): string {
  if (isFull(problem)) return 'The disk is full, so the settings cannot be saved.'
  return `The settings cannot be saved in ${problem.folder} (${problem.code}).`
}

function remedy(problem: Unwritable): string {
  if (isFull(problem)) return 'Free up disk space. Latchkey then saves them with the next change.'
  return 'Allow Latchkey to write to that folder, then start it again.'
}
