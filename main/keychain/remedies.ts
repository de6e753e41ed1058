/** What the place where secrets rest is called on this system. */
export function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'the macOS Keychain'
  if (platform === 'win32') return 'Windows Credential Manager'
  return 'the system keyring'
}

/** What a person can do about a locked keychain, as a sentence. */
export function unlockRemedy(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Open Keychain Access and unlock the login keychain.'
  if (platform === 'win32') return 'Sign in to Windows again.'
  return 'Unlock the login keyring, for example in Passwords and Keys.'
}

/** What a person can do where the keychain cannot be used, as a sentence; `message` is the keychain's own. */
export function unavailableRemedy(platform: NodeJS.Platform, message: string): string {
  if (/did not answer/.test(message)) return 'Answer the unlock prompt if there is one, then retry.'
  if (platform === 'darwin')
    return 'Open Keychain Access and check that the login keychain is there.'
  if (platform === 'win32') return 'Check that the service “Credential Manager” is running.'
  if (isWithoutLogin(message)) return 'Make one called “Login” in Passwords and Keys, then retry.'
  return 'Install and start a keyring such as GNOME Keyring or KWallet (package libsecret-1-0).'
}

/**
 * Why the keychain cannot be used, as a sentence for people; `message` is the keychain's own. Those of Linux are what
 * libsecret 0.20 was seen to say, with and without a display; GLib adds the name of the error, which has D-Bus in it, to some.
 */
export function unavailableReason(message: string): string {
  if (/did not answer/.test(message)) return 'The keychain does not answer.'
  if (/crashed/.test(message)) return 'The keychain process crashed.'
  if (/not provided by any|not activatable/.test(message)) return 'No keyring is running.'
  if (/StartServiceByName|exited with status/.test(message)) return 'The keyring does not start.'
  if (isWithoutLogin(message)) return 'There is no login keyring yet.'
  if (/D-?Bus|autolaunch|could not connect|given address|transport/i.test(message)) {
    return 'There is no session bus to reach a keyring by.'
  }
  if (/libsecret|keytar/i.test(message)) return 'The keyring library is missing.'
  return 'The keychain refuses.'
}

/** A keyring is running, but nobody has made the keyring in it that secrets go to. */
function isWithoutLogin(message: string): boolean {
  return /does not exist at path|no such secret collection/i.test(message)
}
