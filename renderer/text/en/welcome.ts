/** The texts of the first start. */
export const welcome = {
  title: 'Welcome to Latchkey',
  sentences: [
    'Latchkey signs you in to your team’s chat and keeps you signed in.',
    'It stores sign-ins in the system’s keychain, never in a file.',
    'Try it in the sandbox, a practice chat on this computer, or connect to your team’s chat server.',
  ],
  trySandbox: 'Try the sandbox',
  connect: 'Connect to your team',
}
