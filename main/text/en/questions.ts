import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

/** The native questions before something is lost or a new server is used. */
export const questions = {
  cancel: 'Cancel',
  stay: 'Stay',
  leave: {
    quit: 'Quit anyway',
    signOut: 'Sign out anyway',
    switchAccount: 'Switch anyway',
  },
  forget: 'Forget',
  forgetAccount: (name: string) => `Forget ${name}?`,
  forgetDetail:
    'Latchkey deletes the saved sign-in from this computer. To use the account again, sign in again.',
  theyAreLost: (count: number) => plural(count, { one: 'It is lost.', other: 'They are lost.' }),
  unsent: (count: number) =>
    plural(count, {
      one: 'A message has not been sent yet.',
      other: `${count} messages have not been sent yet.`,
    }),
  /** The fate of the unsent messages, by the way to leave. */
  unsentDetail: {
    quit: (count: number) => `If you quit now, ${lost(count)}`,
    signOut: (count: number) => `If you sign out now, ${lost(count)}`,
    switchAccount: (count: number) => `If you switch the account now, ${lost(count)}`,
  },
  signInUnsaved: 'Your renewed sign-in is not saved.',
  signInUnsavedDetail: {
    quit: 'If you quit now, you may have to sign in again at the next start. If you stay and unlock your keychain, Latchkey saves the sign-in.',
    switchAccount:
      'If you switch the account now, you may have to sign in again when you come back to this account. If you stay and unlock your keychain, Latchkey saves the sign-in.',
  },
  crash: {
    message: 'The window has crashed four times within a minute.',
    detail:
      'Your sign-in and the messages that wait to be sent are not affected. Reload the window, or quit Latchkey and start it again.',
    reload: 'Reload',
    quit: 'Quit',
  },
  connect: 'Connect',
  /** `hosts`: one or more, in quotation marks. */
  connectTo: (hosts: string[]) => `Connect to ${hosts.map((host) => `“${host}”`).join(' and ')}?`,
  connectDetail: (count: number) =>
    plural(count, {
      one: 'Latchkey has not used this address before. It will send it user IDs, passwords and messages that you type. Connect only if your team gave you this address.',
      other:
        'Latchkey has not used these addresses before. It will send them user IDs, passwords and messages that you type. Connect only if your team gave you these addresses.',
    }),
  open: 'Open',
  openInBrowser: (host: string) => `Open “${host}” in your browser?`,
  turnOn: 'Turn on',
  turnDeveloperModeOn: 'Turn developer mode on?',
  developerModeDetail:
    'It is for people who build or test chat apps. It signs in with an app’s API secret, copies tokens to the clipboard, and sends test requests to token services. Turn it on only if you need that.',
  exportTimeline: 'Export timeline',
}

function lost(count: number): string {
  return plural(count, {
    one: 'it is lost. If you stay, Latchkey sends it as soon as it can.',
    other: 'they are lost. If you stay, Latchkey sends them as soon as it can.',
  })
}
