import type { SandboxFaults } from '../../../preload/contract.ts'

/** A way that a part of the sandbox can behave, and what that is. */
export interface Mode<Value> {
  value: Value
  label: string
  does: string
}

/** A sandbox that does as it should. */
export const usual: SandboxFaults = {
  tokenLifeSeconds: 3600,
  tokenNotBeforeSeconds: 0,
  tokenServiceSkewSeconds: 0,
  tokenService: 'ok',
  tokenServiceDelayMs: 0,
  clockSkewSeconds: 0,
  chat: 'ok',
  chatDelayMs: 0,
  refuseWith: null,
  retryAfterSeconds: 5,
  userRateLimit: 60,
  appRateLimit: 10_000,
  slowModeSeconds: 0,
  moderation: 'off',
  sockets: 'ok',
  network: 'on',
  disableAuthChecks: false,
  odd: false,
}

export const tokenServiceModes: Mode<SandboxFaults['tokenService']>[] = [
  { value: 'ok', label: 'Works', does: 'It issues tokens as it should.' },
  { value: 'down', label: 'Is down', does: 'Every connection is cut.' },
  {
    value: 'never',
    label: 'Never answers',
    does: 'It takes the call and says nothing. The app gives up after 10 s and tries again.',
  },
  { value: 'error', label: 'Fails: 500', does: 'It says in JSON that something broke.' },
  { value: 'busy', label: 'Is busy: 429', does: 'It asks for a pause with Retry-After.' },
  {
    value: 'unavailable',
    label: 'Is unavailable: 503',
    does: 'A proxy says so in plain text, with Retry-After.',
  },
  {
    value: 'html',
    label: 'A captive portal: 200',
    does: 'A page to log in to some network comes instead of an answer.',
  },
  {
    value: 'htmlRefusal',
    label: 'A proxy’s page: 401',
    does: 'A page, not JSON: no definite no, so nobody is signed out by it.',
  },
  {
    value: 'redirect',
    label: 'Redirects elsewhere: 307',
    does: 'To another origin, where the right answer waits. The app does not follow.',
  },
  {
    value: 'refused',
    label: 'Refuses: 401',
    does: 'A definite no in JSON: the next renewal ends the session.',
  },
  {
    value: 'forbidden',
    label: 'Forbids: 403',
    does: 'A definite no in JSON: the next renewal ends the session.',
  },
  {
    value: 'wrongUser',
    label: 'Gives another user’s token',
    does: 'A good token, but somebody else’s. The app does not use it.',
  },
  {
    value: 'malformedToken',
    label: 'Gives a token that is none',
    does: 'A word where a JWT should be.',
  },
  { value: 'sameToken', label: 'Gives the same token again', does: 'The last one, however old.' },
  { value: 'noToken', label: 'Answers without a token', does: 'JSON, but with no token in it.' },
  { value: 'badJson', label: 'Answers with half a body', does: 'JSON that was cut short.' },
  { value: 'huge', label: 'Answers with too much', does: 'A body of more than 64 KB.' },
]

export const chatModes: Mode<SandboxFaults['chat']>[] = [
  { value: 'ok', label: 'Works', does: 'It answers as it should.' },
  { value: 'never', label: 'Never answers', does: 'It takes a call, does nothing, says nothing.' },
  {
    value: 'loseAnswers',
    label: 'Loses its answers',
    does: 'It does what it is asked, and the connection is cut before the answer.',
  },
  { value: 'unavailable', label: 'Is unavailable: 503', does: 'In plain text, with Retry-After.' },
  {
    value: 'html',
    label: 'A captive portal: 200',
    does: 'A page to log in to some network comes instead of an answer.',
  },
]

export const moderationModes: Mode<SandboxFaults['moderation']>[] = [
  { value: 'off', label: 'Takes every message', does: 'Messages are posted as they are sent.' },
  {
    value: 'block',
    label: 'Blocks messages',
    does: 'A message is answered with one of type error, which holds the reason. It is not posted.',
  },
  {
    value: 'shadow',
    label: 'Shadows messages',
    does: 'A message is posted, but other people get it marked as shadowed and do not see it.',
  },
]

export const socketModes: Mode<SandboxFaults['sockets']>[] = [
  { value: 'ok', label: 'Work', does: 'They are let in and hear what happens.' },
  {
    value: 'silent',
    label: 'Are silent',
    does: 'Open, but nothing is sent. The app takes one for dead after 35 s.',
  },
  {
    value: 'unavailable',
    label: 'Are not let in: 503',
    does: 'New ones. Cut the open ones to see it.',
  },
]

export const refusals: Mode<SandboxFaults['refuseWith']>[] = [
  { value: null, label: 'Nothing', does: 'Requests and connections are judged by their tokens.' },
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
    does: 'Each request and each new connection. Cut the sockets to have it met at once.',
  })),
]
