/** The connection status, the token and the place where a sign-in is stored. */
export const session = {
  connecting: 'Connecting…',
  connected: 'Connected',
  refreshing: 'Refreshing the token…',
  offline: 'Offline.',
  /** The reason follows. */
  signInAgain: 'Sign in again:',
  /** The reason after the colon of `signInAgain`. */
  signInAgainReason: (cause: string) => cause.charAt(0).toLowerCase() + cause.slice(1),
  tryingNow: 'Trying now…',
  nextTry: (seconds: string) => `Next try in ${seconds} s.`,
  noTokenNeeded: 'No token needed',
  tokenNeverExpires: 'Token never expires',
  tokenExpires: (when: string) => `Token expires ${when}`,
  tokenExpired: (when: string) => `Token expired ${when}`,
  tokenRenews: (when: string) => `renews ${when}`,
  tokenNotRenewed: 'not renewed',
  /** The identity provider's end of the sign-in, which no renewal postpones. */
  signInEnds: (when: string) => `sign-in ends ${when}`,
  /** `when` is null for a token without an end. */
  sessionEnding: (refuser: 'tokenService' | 'identityProvider', when: string | null) =>
    `The ${refuser === 'tokenService' ? 'token service' : 'identity provider'} no longer renews your sign-in. This session ends ${when === null ? 'when its token expires' : `at ${when}`}. To stay signed in, sign out and sign in again.`,
  /** The banner over a chat that uses a locally issued token. */
  localToken: {
    development: 'Development token. Not for production.',
    minted: 'Token signed on this computer with the API secret. Not for production.',
  },
  savedIn: (keychain: string) => `saved in ${keychain}`,
  savedInMemory: 'in memory until you quit',
  notSaved: 'not saved',
  willBeSaved: (keychain: string) => `Your sign-in is saved in ${keychain}.`,
  willBeInMemory: 'Your sign-in is kept in memory until you quit.',
  /** `keychain` starts the sentence. */
  lockedSoInMemory: (keychain: string) =>
    `${keychain} is locked, so your sign-in is kept in memory until you quit.`,
  keychainLocked: (keychain: string) => `${keychain} is locked.`,
  keychainPrompt: (keychain: string) =>
    `Waiting for ${keychain}. Answer its prompt, which may be behind this window.`,
  stillInKeychain: (keychain: string) => `Signed out. ${keychain} still has your sign-in.`,
  deletedWhenUnlocked: 'Latchkey then deletes it.',
  deletedWhenAvailable: 'Latchkey deletes it when the keychain is available again.',
  serverMoved: (host: string) => `The server is now ${host}.`,
  passwordGoesTo: (host: string) => `Your password goes to ${host}.`,
  asOf: (when: string) => `As of ${when}`,
}
