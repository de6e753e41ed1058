/** The keychain: its name, the reasons why it cannot be used, and the remedies. */
export const keychain = {
  names: {
    mac: 'the macOS Keychain',
    windows: 'Windows Credential Manager',
    linux: 'the system keyring',
  },
  unlock: {
    mac: 'Open Keychain Access and unlock the login keychain.',
    windows: 'Sign in to Windows again.',
    keePassXc: 'Unlock the database in KeePassXC.',
    kde: 'Open the wallet in KWalletManager.',
    linux: 'Unlock the login keyring, for example in Passwords and Keys.',
  },
  remedies: {
    answerPrompt: 'Answer the unlock prompt if there is one, then retry.',
    allow: 'Allow Latchkey in the settings of your keyring, then retry.',
    allowIn: (program: string) => `Allow Latchkey in the settings of ${program}, then retry.`,
    checkMac: 'Open Keychain Access and check that the login keychain exists.',
    checkWindows: 'Check that the service “Credential Manager” is running.',
    createWallet: 'Create a wallet in KWalletManager, then retry.',
    createKeyring: 'Create a keyring called “Login” in Passwords and Keys, then retry.',
    openKeePassXc: 'Open a database in KeePassXC and share one of its groups, then retry.',
    openDatabase:
      'Open a database in your password manager, such as KeePassXC, and share one of its groups, then retry.',
    startKWallet: 'Start KWalletManager, or switch KWallet on in System Settings, then retry.',
    installKeyring: 'Install and start a keyring such as GNOME Keyring or KWallet.',
    startFromDesktop: 'Start Latchkey from a desktop session.',
    installLibrary: 'Install libsecret (package libsecret-1-0), then start Latchkey again.',
    check: 'Check your keyring, then retry.',
  },
  reasons: {
    noAnswer: 'The keychain does not answer.',
    crashed: 'The keychain process crashed.',
    denied: 'The keyring denies Latchkey access.',
    notRunning: 'No keyring is running.',
    notStarting: 'The keyring does not start.',
    noLogin: 'There is no login keyring yet.',
    noDatabase: 'No keyring or database is open.',
    noBus: 'There is no session bus, so no keyring can be reached.',
    noLibrary: 'The keyring library is missing.',
  },
  /** `message` is the keyring's own. */
  reported: (message: string) => `The keychain reported an error: “${message}”.`,
}
