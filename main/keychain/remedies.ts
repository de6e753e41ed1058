/** The name of the keychain of this system. */
export function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'the macOS Keychain'
  if (platform === 'win32') return 'Windows Credential Manager'
  return 'the system keyring'
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
export function unlockRemedy(platform: NodeJS.Platform, keyring?: string): string {
  if (platform === 'darwin') return 'Open Keychain Access and unlock the login keychain.'
  if (platform === 'win32') return 'Sign in to Windows again.'
  if (keyring === keePassXc) return 'Unlock the database in KeePassXC.'
  if (isKde(keyring)) return 'Open the wallet in KWalletManager.'
  return 'Unlock the login keyring, for example in Passwords and Keys.'
}

/** How to make an unavailable keychain available, as a sentence; `message` is the keychain's own. */
export function unavailableRemedy(
  platform: NodeJS.Platform,
  message: string,
  keyring?: string,
): string {
  const problem = problemOf(message)
  if (problem === 'noAnswer') return 'Answer the unlock prompt if there is one, then retry.'
  if (problem === 'denied') {
    const name = keyring === keePassXc ? keePassXc : 'your keyring'
    return `Allow Latchkey in the settings of ${name}, then retry.`
  }
  if (platform === 'darwin') return 'Open Keychain Access and check that the login keychain exists.'
  if (platform === 'win32') return 'Check that the service “Credential Manager” is running.'
  switch (problem) {
    case 'noLogin':
      return isKde(keyring)
        ? 'Create a wallet in KWalletManager, then retry.'
        : 'Create a keyring called “Login” in Passwords and Keys, then retry.'
    case 'noDatabase':
      return keyring === keePassXc
        ? 'Open a database in KeePassXC and share one of its groups, then retry.'
        : 'Open a database in your password manager, such as KeePassXC, and share one of its groups, then retry.'
    case 'notRunning':
    case 'notStarting':
      return isKde(keyring)
        ? 'Start KWalletManager, or switch KWallet on in System Settings, then retry.'
        : 'Install and start a keyring such as GNOME Keyring or KWallet.'
    case 'noBus':
      return 'Start Latchkey from a desktop session.'
    case 'noLibrary':
      return 'Install libsecret (package libsecret-1-0), then start Latchkey again.'
    case 'crashed':
    case 'other':
      return 'Check your keyring, then retry.'
  }
}

/** Why the keychain cannot be used, as a sentence for people; `message` is the keychain's own. */
export function unavailableReason(message: string): string {
  switch (problemOf(message)) {
    case 'noAnswer':
      return 'The keychain does not answer.'
    case 'crashed':
      return 'The keychain process crashed.'
    case 'denied':
      return 'The keyring denies Latchkey access.'
    case 'notRunning':
      return 'No keyring is running.'
    case 'notStarting':
      return 'The keyring does not start.'
    case 'noLogin':
      return 'There is no login keyring yet.'
    case 'noDatabase':
      return 'No keyring or database is open.'
    case 'noBus':
      return 'There is no session bus, so no keyring can be reached.'
    case 'noLibrary':
      return 'The keyring library is missing.'
    case 'other':
      // The keyring's own sentence is the best that there is.
      return `The keychain reported an error: “${message.slice(0, 200)}”.`
  }
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
