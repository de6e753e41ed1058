/** Texts of controls that several screens share. */
export const common = {
  cancel: 'Cancel',
  developerMode: 'Developer mode',
  developerTools: 'Developer tools',
  dismiss: 'Dismiss',
  retryKeychain: 'Retry',
  tryAgain: 'Try again',
}
