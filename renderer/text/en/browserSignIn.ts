/** The sign-in through the system browser. */
export const browserSignIn = {
  opens: (host: string) => `Your browser opens the sign-in page of ${host}.`,
  submit: 'Sign in with your browser',
  waiting: 'Continue in your browser',
  waitingAt: (host: string) => `Sign in at ${host}. Latchkey waits up to 5 minutes.`,
  finishing: 'Your browser has answered. Signing in…',
  openAgain: 'Open the browser again',
  useBrowser: 'Use your browser instead',
}
