import type { Texts } from '../text/en.ts'

/** The name of the keychain of this system. */
export function keychainName({ keychain }: Texts, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return keychain.names.mac
  return platform === 'win32' ? keychain.names.windows : keychain.names.linux
}

/**
 * `keyring` below is the program that keeps the secrets, where D-Bus tells it, else the value of `XDG_CURRENT_DESKTOP`, which
 * names KDE where KWallet is the keyring.
 */
function isKde(keyring: string | undefined): boolean {
  return /\b(?:KDE|KWallet)\b/i.test(keyring ?? '')
}

const keePassXc = 'KeePassXC'

/** How to unlock a locked keychain, as a sentence. */
export function unlockRemedy(
  { keychain: { unlock } }: Texts,
  platform: NodeJS.Platform,
  keyring?: string,
): string {
  if (platform === 'darwin') return unlock.mac
  if (platform === 'win32') return unlock.windows
  if (keyring === keePassXc) return unlock.keePassXc
  return isKde(keyring) ? unlock.kde : unlock.linux
}

/** How to make an unavailable keychain available, as a sentence; `message` is the keychain's own. */
export function unavailableRemedy(
  { keychain: { remedies } }: Texts,
  platform: NodeJS.Platform,
  message: string,
  keyring?: string,
): string {
  const problem = problemOf(message)
  if (problem === 'noAnswer') return remedies.answerPrompt
  if (problem === 'denied') {
    return keyring === keePassXc ? remedies.allowIn(keePassXc) : remedies.allow
  }
  if (platform === 'darwin') return remedies.checkMac
  if (platform === 'win32') return remedies.checkWindows
  switch (problem) {
    case 'noLogin':
      return isKde(keyring) ? remedies.createWallet : remedies.createKeyring
    case 'noDatabase':
      return keyring === keePassXc ? remedies.openKeePassXc : remedies.openDatabase
    case 'notRunning':
    case 'notStarting':
      return isKde(keyring) ? remedies.startKWallet : remedies.installKeyring
    case 'noBus':
      return remedies.startFromDesktop
    case 'noLibrary':
      return remedies.installLibrary
    case 'crashed':
    case 'other':
      return remedies.check
  }
}

/** Why the keychain cannot be used, as a sentence for people; `message` is the keychain's own. */
export function unavailableReason({ keychain }: Texts, message: string): string {
  const problem = problemOf(message)
  // The keyring's own sentence is the best that there is.
  return problem === 'other' ? keychain.reported(message.slice(0, 200)) : keychain.reasons[problem]
}

type Problem =
  | 'noAnswer'
  | 'crashed'
  | 'denied'
  | 'notRunning'
  | 'notStarting'
  | 'noLogin'
  | 'noDatabase'
  | 'noBus'
  | 'noLibrary'
  | 'other'

/**
 * The texts of Linux are those that libsecret 0.20 was seen to say, with and without a display. GLib adds the name of the
 * error, which has D-Bus in it, to some, so the bus comes late.
 */
const texts: readonly [RegExp, Problem][] = [
  [/did not answer/, 'noAnswer'],
  [/crashed/, 'crashed'],
  [/could not be read back|AccessDenied/, 'denied'],
  [/not provided by any|not activatable/, 'notRunning'],
  [/StartServiceByName|exited with status/, 'notStarting'],
  // KeePassXC without an open database or a shared group.
  [/No such object path.*aliases\/default/, 'noDatabase'],
  // A keyring is running, but the one in it that secrets go to has not been made.
  [/does not exist at path|no such secret collection/i, 'noLogin'],
  [/D-?Bus|autolaunch|could not connect|given address|transport/i, 'noBus'],
  [/libsecret|keytar/i, 'noLibrary'],
]

function problemOf(message: string): Problem {
  return texts.find(([text]) => text.test(message))?.[1] ?? 'other'
}
