/** The options of the faults, by value, in the order of the lists. */
export const faultOptions = {
  tokenService: {
    ok: { label: 'Works', description: 'Issues tokens normally.' },
    down: { label: 'Is down', description: 'Cuts every connection.' },
    never: {
      label: 'Never answers',
      description: 'Accepts the call and never responds. The app times out after 10 s and retries.',
    },
    error: { label: 'Fails: 500', description: 'Returns a JSON error.' },
    busy: { label: 'Is busy: 429', description: 'Requests a pause with Retry-After.' },
    unavailable: {
      label: 'Is unavailable: 503',
      description: 'A proxy’s plain-text response, with Retry-After.',
    },
    html: {
      label: 'A captive portal: 200',
      description: 'A network’s login page instead of a response.',
    },
    htmlRefusal: {
      label: 'A proxy’s page: 401',
      description: 'An HTML page, not JSON. It is no definite rejection, so the session continues.',
    },
    redirect: {
      label: 'Redirects elsewhere: 307',
      description: 'Redirects to another origin. The app does not follow.',
    },
    refused: {
      label: 'Rejects: 401',
      description:
        'A definite rejection in JSON. The app stops renewing, and the session ends with its token.',
    },
    forbidden: {
      label: 'Forbids: 403',
      description:
        'A definite rejection in JSON. The app stops renewing, and the session ends with its token.',
    },
    wrongUser: {
      label: 'Returns another user’s token',
      description: 'A valid token for another user. The app rejects it.',
    },
    malformedToken: { label: 'Returns a malformed token', description: 'A word instead of a JWT.' },
    sameToken: {
      label: 'Returns the same token again',
      description: 'The last token, whatever its age.',
    },
    noToken: { label: 'Returns no token', description: 'JSON without a token.' },
    badJson: { label: 'Returns half a body', description: 'Truncated JSON.' },
    huge: { label: 'Returns too much', description: 'A body of more than 64 KB.' },
  },
  chat: {
    ok: { label: 'Works', description: 'Responds normally.' },
    never: {
      label: 'Never answers',
      description: 'Accepts the request, ignores it and never responds.',
    },
    loseAnswers: {
      label: 'Loses its responses',
      description: 'Handles the request, then cuts the connection before responding.',
    },
    unavailable: { label: 'Is unavailable: 503', description: 'In plain text, with Retry-After.' },
    html: {
      label: 'A captive portal: 200',
      description: 'A network’s login page instead of a response.',
    },
  },
  moderation: {
    off: { label: 'Accepts every message', description: 'Messages are posted as they are sent.' },
    block: {
      label: 'Blocks messages',
      description:
        'The response is a message of type error with the reason. The message is not posted.',
    },
    shadow: {
      label: 'Shadows messages',
      description:
        'The message is posted, but marked as shadowed for other users, who do not see it.',
    },
  },
  sockets: {
    ok: { label: 'Work', description: 'Connect and receive events.' },
    silent: {
      label: 'Are silent',
      description: 'Connect but receive nothing. The app reconnects after 35 s.',
    },
    unavailable: {
      label: 'Are rejected: 503',
      description: 'Applies to new sockets. Disconnect the open ones to see it.',
    },
  },
  noRefusal: { label: 'Nothing', description: 'Requests and connections are checked by token.' },
  /** Rejects every request with a code of the chat server. `reason` is one of `refusals`. */
  refusal: {
    label: (code: number, reason: string) => `Everything with ${code}: ${reason}`,
    description:
      'Applies to each request and new connection. Disconnect the sockets to see it at once.',
  },
  refusals: {
    2: 'API key wrong',
    4: 'bad input',
    5: 'authentication failed',
    6: 'user name taken',
    9: 'rate limit',
    16: 'not found',
    17: 'not allowed',
    18: 'event not supported',
    19: 'channel feature off',
    20: 'message too long',
    21: 'reply to a reply',
    22: 'payload too big',
    23: 'request timed out',
    40: 'token expired',
    41: 'token not valid yet',
    42: 'token used before issued',
    43: 'signature invalid',
    44: 'custom command missing',
    45: 'custom command failed',
    60: 'slow mode',
    70: 'filter matches unreadable channels',
    99: 'app suspended',
    431: 'headers too large',
  },
}
