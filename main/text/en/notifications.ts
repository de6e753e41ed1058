/** Notifications of the system. */
export const notifications = {
  messageFrom: (name: string) => `Message from ${name}`,
  newMessages: (count: number) => `${count} new messages`,
  from: (names: string[]) => `From ${names.join(', ')}`,
  fromAndMore: (names: string[], more: number) => `From ${names.join(', ')} and ${more} more`,
  /** The author of a message without a name. */
  someone: 'someone',
  signInAgain: 'Latchkey: sign in again',
  signedOutOf: (name: string, workspace: string) =>
    `${name} is no longer signed in to ${workspace}.`,
  visitorSignedOutOf: (workspace: string) => `You are no longer signed in to ${workspace}.`,
}
