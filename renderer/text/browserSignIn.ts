/** The sentences of the sign-in through the system browser. */
export const browserSignInText = {
  submit: 'Sign in with your browser',
  busy: 'Signing in…',
  waiting: 'Continue in your browser',
  finishing: 'Your browser has answered. Signing in…',
  openAgain: 'Open the browser again',
  cancel: 'Cancel',
  useBrowser: 'Use your browser instead',
}

/** The page that the browser opens. */
export function opensText(host: string): string {
  return `Your browser opens the sign-in page of ${host}.`
}

/** The wait for the browser. */
export function waitingText(host: string): string {
  return `Sign in at ${host}. Latchkey waits up to 5 minutes.`
}
