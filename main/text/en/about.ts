/** The system's About window, and the message of a start that fails. */
export const about = {
  terms: 'Copyright © The Latchkey authors. MIT licence.',
  startFailed: (folder: string) =>
    `Latchkey cannot start because of an error of its own. Try again; if that does not help, send the log in ${folder} to your team.`,
}
