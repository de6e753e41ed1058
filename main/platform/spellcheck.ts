import type { Session } from 'electron'

/** A new session fetches a dictionary from Google, through the system's proxy, whether spelling is checked or not. */
export function disableSpellcheck(session: Session): void {
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
}
