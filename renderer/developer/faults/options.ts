import type { SandboxFaults } from '../../../preload/contract.ts'

/** An option of a fault and its description. */
export interface FaultOption<Value> {
  value: Value
  label: string
  description: string
}

export const tokenServiceOptions: FaultOption<SandboxFaults['tokenService']>[] = [
  { value: 'ok', label: 'Works', description: 'Issues tokens normally.' },
  { value: 'down', label: 'Is down', description: 'Cuts every connection.' },
  {
    value: 'never',
    label: 'Never answers',
    description: 'Accepts the call and never responds. The app times out after 10 s and retries.',
  },
  { value: 'error', label: 'Fails: 500', description: 'Returns a JSON error.' },
  { value: 'busy', label: 'Is busy: 429', description: 'Requests a pause with Retry-After.' },
  {
    value: 'unavailable',
    label: 'Is unavailable: 503',
    description: 'A proxy’s plain-text response, with Retry-After.',
  },
  {
    value: 'html',
    label: 'A captive portal: 200',
    description: 'A network’s login page instead of a response.',
  },
  {
    value: 'htmlRefusal',
    label: 'A proxy’s page: 401',
    description: 'An HTML page, not JSON. It is no definite rejection, so the session continues.',
  },
  {
    value: 'redirect',
    label: 'Redirects elsewhere: 307',
    description: 'Redirects to another origin. The app does not follow.',
  },
  {
    value: 'refused',
    label: 'Rejects: 401',
    description:
      'A definite rejection in JSON. The app stops renewing, and the session ends with its token.',
  },
  {
    value: 'forbidden',
    label: 'Forbids: 403',
    description:
      'A definite rejection in JSON. The app stops renewing, and the session ends with its token.',
  },
  {
    value: 'wrongUser',
    label: 'Returns another user’s token',
    description: 'A valid token for another user. The app rejects it.',
  },
  {
    value: 'malformedToken',
    label: 'Returns a malformed token',
    description: 'A word instead of a JWT.',
  },
  {
    value: 'sameToken',
    label: 'Returns the same token again',
    description: 'The last token, whatever its age.',
  },
  {
    value: 'noToken',
    label: 'Returns no token',
    description: 'JSON without a token.',
  },
  { value: 'badJson', label: 'Returns half a body', description: 'Truncated JSON.' },
  { value: 'huge', label: 'Returns too much', description: 'A body of more than 64 KB.' },
]

export const chatOptions: FaultOption<SandboxFaults['chat']>[] = [
  { value: 'ok', label: 'Works', description: 'Responds normally.' },
  {
    value: 'never',
    label: 'Never answers',
    description: 'Accepts the request, ignores it and never responds.',
  },
  {
    value: 'loseAnswers',
    label: 'Loses its responses',
    description: 'Handles the request, then cuts the connection before responding.',
  },
  {
    value: 'unavailable',
    label: 'Is unavailable: 503',
    description: 'In plain text, with Retry-After.',
  },
  {
    value: 'html',
    label: 'A captive portal: 200',
    description: 'A network’s login page instead of a response.',
  },
]

export const moderationOptions: FaultOption<SandboxFaults['moderation']>[] = [
  {
    value: 'off',
    label: 'Accepts every message',
    description: 'Messages are posted as they are sent.',
  },
  {
    value: 'block',
    label: 'Blocks messages',
    description:
      'The response is a message of type error with the reason. The message is not posted.',
  },
  {
    value: 'shadow',
    label: 'Shadows messages',
    description:
      'The message is posted, but marked as shadowed for other users, who do not see it.',
  },
]

export const socketOptions: FaultOption<SandboxFaults['sockets']>[] = [
  { value: 'ok', label: 'Work', description: 'Connect and receive events.' },
  {
    value: 'silent',
    label: 'Are silent',
    description: 'Connect but receive nothing. The app reconnects after 35 s.',
  },
  {
    value: 'unavailable',
    label: 'Are rejected: 503',
    description: 'Applies to new sockets. Disconnect the open ones to see it.',
  },
]

export const refusalOptions: FaultOption<SandboxFaults['refuseWith']>[] = [
  {
    value: null,
    label: 'Nothing',
    description: 'Requests and connections are checked by token.',
  },
  ...(
    [
      [2, 'API key wrong'],
      [4, 'bad input'],
      [5, 'authentication failed'],
      [6, 'user name taken'],
      [9, 'rate limit'],
      [16, 'not found'],
      [17, 'not allowed'],
      [18, 'event not supported'],
      [19, 'channel feature off'],
      [20, 'message too long'],
      [21, 'reply to a reply'],
      [22, 'payload too big'],
      [23, 'request timed out'],
      [40, 'token expired'],
      [41, 'token not valid yet'],
      [42, 'token used before issued'],
      [43, 'signature invalid'],
      [44, 'custom command missing'],
      [45, 'custom command failed'],
      [60, 'slow mode'],
      [70, 'filter matches unreadable channels'],
      [99, 'app suspended'],
      [431, 'headers too large'],
    ] as const
  ).map(([value, label]) => ({
    value,
    label: `Everything with ${value}: ${label}`,
    description:
      'Applies to each request and new connection. Disconnect the sockets to see it at once.',
  })),
]
