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
  return 'Install and start a keyring such as GNOME Keyring or KWallet (package libsecret-1-0).'
}

/** Why the keychain cannot be used, as a sentence for people; `message` is the keychain's own. */
export function unavailableReason(message: string): string {
  if (/did not answer/.test(message)) return 'The keychain does not answer.'
  if (/crashed/.test(message)) return 'The keychain process crashed.'
  if (/D-?Bus|autolaunch/i.test(message)) return 'There is no session bus to reach a keyring by.'
  if (/not provided by any/.test(message)) return 'No keyring is running.'
  if (/libsecret|keytar/i.test(message)) return 'The keyring library is missing.'
  return 'The keychain refuses.'
}
