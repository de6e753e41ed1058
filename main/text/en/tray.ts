/** The texts of the tray. A status follows the name of its account, or stands alone. */
export const tray = {
  signedOut: 'Signed out',
  connecting: 'connecting',
  connected: 'connected',
  refreshing: 'renewing the token',
  offline: 'offline',
  signInAgain: 'sign in again',
  anonymous: 'Anonymous visitor',
  show: 'Show Latchkey',
  signOut: 'Sign out',
  quit: 'Quit',
}
