/** Notices above the window's screen, and the message of a start that fails. */
export const notices = {
  restored: (kept: string) =>
    `The settings could not be read, so Latchkey restored the last saved ones.${kept} You do not need to do anything.`,
  recovered: (kept: string) =>
    `The settings were damaged, and Latchkey recovered the readable part.${kept} If an account is missing, sign in to it again.`,
  lost: (kept: string) =>
    `The settings could not be read and had no valid backup, so Latchkey starts with new ones.${kept} Sign in again.`,
  /** Part of the sentences above. */
  kept: (file: string) => ` The old file was saved as ${file}.`,
  newer:
    'The settings are from a newer version of Latchkey and stay unchanged. Changes you make now are lost when you quit. Install the newer version to change them.',
  unwritable: (reason: string, remedy: string) =>
    `${reason} Latchkey keeps working, but loses changes and new sign-ins when you quit. ${remedy}`,
  diskFull: 'The disk is full, so the settings cannot be saved.',
  freeSpace: 'Free up disk space. Latchkey then saves them with the next change.',
  folderUnwritable: (folder: string, code: string) =>
    `The settings cannot be saved in ${folder} (${code}).`,
  allowFolder: 'Allow Latchkey to write to that folder, then start it again.',
  unexpectedError:
    'Latchkey hit an unexpected error and is still running. If anything behaves oddly, start it again. For details, choose Help, Show log.',
}
