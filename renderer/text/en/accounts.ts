import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

/** The switch between accounts. */
export const accounts = {
  addAccount: 'Add account',
  backTo: (name: string) => `Back to ${name}`,
  continueAs: (name: string) => `Continue as ${name}`,
  forget: (name: string) => `Forget ${name}`,
  guestIn: (workspace: string) => `Guest in ${workspace}`,
  signInAgain: (place: string, cause: string) => `${place}. Sign in again: ${cause}`,
  /** The consequence of a switch for an account that is not saved. */
  visitEnds: 'Switching the account ends this visit.',
  signInEnds: 'This sign-in is not saved. Switching the account ends it.',
  messagesWait: (name: string, count: number) =>
    plural(count, {
      one: `An unsent message of ${name} waits. Latchkey sends it when you switch back.`,
      other: `${count} unsent messages of ${name} wait. Latchkey sends them when you switch back.`,
    }),
  /** The fate of unsent messages when a link leaves their account. */
  messagesWillWait: (count: number) =>
    plural(count, {
      one: 'One unsent message will wait until you switch back.',
      other: `${count} unsent messages will wait until you switch back.`,
    }),
  messagesWillBeLost: (count: number) =>
    plural(count, {
      one: 'One unsent message will be lost.',
      other: `${count} unsent messages will be lost.`,
    }),
}
