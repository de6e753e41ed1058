/** The faults of the sandbox, without the options of each: see developerFaultOptions.ts. */
export const faults = {
  title: 'Faults',
  onlyInSandbox: (workspace: string) =>
    `Faults work only in the sandbox, and ${workspace} is another workspace. Sign out and choose the sandbox at the bottom of the sign-in screen.`,
  allAtDefaults: 'All at their defaults',
  changedCount: (count: number) => `${count} changed`,
  resetAll: 'Reset all',
  takesEffect: 'Changes take effect at once and last until the sandbox stops.',
  changed: 'Changed',
  /** `value` is a label, which starts a sentence, or a number with its unit. */
  default: (value: string) => `default ${value.charAt(0).toLowerCase()}${value.slice(1)}`,
  on: 'on',
  off: 'off',
  units: { s: 's', ms: 'ms', perMinute: 'per min' },
  wholeNumber: (min: number, max: number) => `Enter a whole number from ${min} to ${max}.`,
  actions: {
    title: 'Actions',
    expire: 'Expire this token now',
    revoke: 'Revoke this token',
    cut: 'Disconnect the sockets',
    signedOut: 'You are not signed in, so there is no token to expire or revoke.',
    signingIn: 'You are not signed in yet, so there is no token to expire or revoke.',
    needsSignIn: 'The session has ended. Sign in again to get a token.',
    anonymous: 'Anonymous visitors have no token.',
    unsigned: 'A development token is unsigned, so it cannot be expired or revoked.',
    done: {
      expire: 'The token has expired. The app notices at once and renews it if it can.',
      revoke: 'The token is revoked. The app notices at once and renews it if it can.',
      cut: 'The sockets are disconnected. The app reconnects.',
      reset: 'All faults are reset.',
    },
  },
  groups: {
    token: 'Token',
    tokenService: 'Token service',
    chatServer: 'Chat server',
    limits: 'Limits',
    network: 'Sockets and network',
    clocks: 'Clocks',
    app: 'App',
  },
  /** The faults with a list of options. */
  lists: {
    tokenService: 'The token service',
    chat: 'The chat server',
    refuseWith: 'Rejects requests',
    moderation: 'Moderation',
    sockets: 'Sockets',
  },
  tokenLifeSeconds: {
    label: 'Token lifetime',
    description: 'Applies to tokens issued from now on. Negative: tokens are expired when issued.',
  },
  neverExpire: {
    label: 'Tokens never expire',
    description: 'Tokens issued from now on have no exp.',
  },
  tokenNotBeforeSeconds: {
    label: 'Valid after',
    description: 'Time from issue until a token becomes valid (nbf). 0: at once.',
  },
  tokenServiceDelayMs: {
    label: 'Token service delay',
    description: 'Delay of each response. The app times out after 10 s.',
  },
  chatDelayMs: { label: 'Chat server delay', description: 'Delay of each response.' },
  retryAfterSeconds: {
    label: 'Retry-After',
    description: 'The pause that 429 and 503 responses request, also from the token service.',
  },
  userRateLimit: {
    label: 'Rate limit of a user',
    description: 'Requests per minute for each user and endpoint. More are rejected with code 9.',
  },
  appRateLimit: {
    label: 'Rate limit of the app',
    description: 'Requests per minute for each endpoint, all users together.',
  },
  slowModeSeconds: {
    label: 'Slow mode',
    description:
      'The minimum time between two messages of a user in a channel. An earlier message is rejected with code 60.',
  },
  networkOff: {
    label: 'Network off',
    description:
      'Cuts every connection to the chat server and the token service, including new ones.',
  },
  clockSkewSeconds: {
    label: 'Chat server’s clock',
    description: 'Seconds ahead of this computer’s clock. Negative: behind.',
  },
  tokenServiceSkewSeconds: {
    label: 'Token service’s clock',
    description: 'Seconds ahead of the chat server’s clock. Negative: behind.',
  },
  disableAuthChecks: {
    label: 'Authentication checks off',
    description: 'The app accepts development tokens, which are unsigned.',
  },
  odd: {
    label: 'Odd responses',
    description:
      'Nulls and wrong types in optional fields, unknown fields and events, byte order marks, odd headers.',
  },
}
