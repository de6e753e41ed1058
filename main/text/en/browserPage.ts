/** The pages that the system browser shows after a sign-in: a heading and a sentence. */
export const browserPage = {
  done: ['You can go back to Latchkey', 'You can close this page.'],
  refused: ['The sign-in was not completed', 'You can go back to Latchkey and close this page.'],
  strange: ['There is nothing here', 'Latchkey listens here for the answer to a sign-in.'],
  otherSignIn: [
    'This page belongs to another sign-in',
    'Go back to Latchkey and open the browser again.',
  ],
  answered: ['The sign-in was answered already', 'You can go back to Latchkey.'],
} satisfies Record<string, [heading: string, text: string]>
