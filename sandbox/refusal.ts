/** The HTTP status that goes with each code of the wire protocol. */
const statusByCode = {
  2: 401,
  4: 400,
  5: 401,
  9: 429,
  16: 404,
  17: 403,
  40: 401,
  41: 401,
  42: 401,
  43: 401,
} as const

/** An error code of the chat wire protocol. */
export type Code = keyof typeof statusByCode

/** All codes, for menus and schemas. */
export const codes = Object.keys(statusByCode).map(Number) as Code[]

/** The chat server's "no": thrown anywhere while a request is served, and told to the client as it stands. */
export class Refusal extends Error {
  readonly code: Code
  /** The HTTP status, normally that of the code. */
  readonly status: number
  override name = 'Refusal'

  constructor(code: Code, message: string, status: number = statusByCode[code]) {
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
