/** The error codes of the chat wire protocol, each with its HTTP status and what it means. The one list of them. */
export const codes = {
  2: { status: 401, means: 'API key wrong' },
  4: { status: 400, means: 'bad input' },
  5: { status: 401, means: 'authentication failed' },
  6: { status: 400, means: 'user name taken' },
  9: { status: 429, means: 'rate limit' },
  16: { status: 404, means: 'not found' },
  17: { status: 403, means: 'not allowed' },
  18: { status: 400, means: 'event not supported' },
  19: { status: 400, means: 'channel feature off' },
  20: { status: 400, means: 'message too long' },
  21: { status: 400, means: 'reply to a reply' },
  22: { status: 413, means: 'payload too big' },
  23: { status: 408, means: 'request timed out' },
  40: { status: 401, means: 'token expired' },
  41: { status: 401, means: 'token not valid yet' },
  42: { status: 401, means: 'token used before issued' },
  43: { status: 401, means: 'signature invalid' },
  44: { status: 400, means: 'custom command missing' },
  45: { status: 400, means: 'custom command failed' },
  60: { status: 403, means: 'slow mode' },
  70: { status: 403, means: 'filter matches unreadable channels' },
  99: { status: 403, means: 'app suspended' },
  431: { status: 431, means: 'headers too large' },
} as const satisfies Record<number, { status: number; means: string }>

/** The HTTP status of a code; 400 for a code that is not in the table, as of an API newer than this one. */
export function statusOf(code: number): number {
  const known: Record<number, { status: number }> = codes
  return known[code]?.status ?? 400
}

/** The chat server's "no": thrown anywhere while a request is served, and told to the client as it stands. */
export class Refusal extends Error {
  readonly code: number
  /** The HTTP status, normally that of the code. */
  readonly status: number
  override name = 'Refusal'

  constructor(code: number, message: string, status: number = statusOf(code)) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** The body of an error answer, and the `error` of a `connection.error` frame. */
export interface ErrorBody {
  code: number
  message: string
  StatusCode: number
  duration: string
  more_info: string
  details: number[]
}

/** A refusal in the words of the wire protocol. */
export function errorBody(refusal: Refusal, duration = ''): ErrorBody {
  const { code, message, status } = refusal
  return { code, message, StatusCode: status, duration, more_info: '', details: [] }
}
