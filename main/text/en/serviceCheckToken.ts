/** Findings about the token itself. */
export const tokenCheck = {
  none: 'There is no token.',
  unread: 'There is no token that can be read.',
  /** `reason` is a sentence of main/auth/token/token.ts. */
  unreadable: (reason: string) => reason,
  notJwt: (reason: string) => `It is not a JWT. ${reason}`,
  notJwtAdvice:
    'Send the JWT by itself, as the library that signs it gives it: no “Bearer”, no quotes.',
  asSigned: 'Send the JWT as the library that signs it gives it.',
  plainBase64: {
    message: 'Its parts are plain base64; a JWT is base64url without padding (RFC 7515).',
    advice: 'Let a JWT library make the token.',
  },
  readable: 'It is a JWT that can be read.',
  rightUser: 'user_id in the token is the user that was asked for.',
  otherUser: {
    message: (user: string) =>
      `The token is for “${user}”, not for the user that was asked for. Latchkey does not use it.`,
    advice: 'Set user_id to the user_id of the request, letter by letter.',
  },
  userNotString: {
    message: 'user_id in the token is not a string.',
    advice: 'Write it as a string, numbers too: "42".',
  },
  noUser: 'The token has no user_id.',
  onlyOther: (claim: string) => `The token has no user_id, only “${claim}”.`,
  noUserAdvice: 'Add the claim user_id, with the user_id of the request.',
  signWith: 'Sign with HS256 and the API secret.',
  development: {
    message: 'This is a development token, signed by nobody: whoever knows a user ID can make one.',
    advice:
      'Sign with HS256 and the API secret. A chat backend takes development tokens only with its auth checks off.',
  },
  hs256: 'It is HS256.',
  noAlgorithm: 'The header names no algorithm (alg).',
  notSigned: 'The token is not signed (alg: none): anybody can make one.',
  longerHash: (name: string) => `It is ${name}; a chat backend may take HS256 only.`,
  otherAlgorithm: (name: string) => `It is ${name}, which a chat backend cannot check: error 43.`,
  neverEnds: {
    message: 'The token never ends (no exp): one that is stolen is good for ever.',
    advice: 'Set exp: an hour from now is a good choice, Latchkey renews by itself.',
  },
  hadEnded: {
    message: (time: string) => `The token had ended when it came (exp, ${time} before).`,
    advice: 'Set exp to a time to come, in UTC, and the clock of whoever signs by NTP.',
  },
  lives: (time: string) => `The token lives for ${time}.`,
  tooShort: (time: string) =>
    `The token lives for ${time}. Latchkey does little else than renew it.`,
  tooLong: (time: string) => `The token lives for ${time}. So does one that is stolen.`,
  anHour: 'An hour is a good choice.',
  noStart: 'It names no start: valid at once.',
  iatAdvice: 'Date iat a second back or leave it out, and set the clock of whoever signs by NTP.',
  nbfAdvice: 'Leave nbf out, or date it a second back.',
  farAhead: (name: string, seconds: number, code: number) =>
    `${name} is ${seconds} s ahead of the service’s own clock: a chat server refuses the token until then (${code}). Nobody can sign in.`,
  ahead: (name: string, seconds: number, code: number) =>
    `${name} is ${seconds} s ahead of the service’s own clock: a chat server refuses the token until then (${code}), and people wait that long at each sign-in and renewal.`,
  thisSecond: (name: string, code: number) =>
    `${name} is this very second: a chat server whose clock is a little behind refuses the token (${code}).`,
  validAtOnce: (name: string, time: string) => `It is valid at once (${name}, ${time} back).`,
  notNumber: {
    message: (name: string) => `${name} is not a number.`,
    advice: 'Write it as a number: seconds since 1970, no quotes.',
  },
  milliseconds: {
    message: (name: string) => `${name} counts milliseconds; a JWT counts seconds.`,
    advice: 'Divide it by 1,000.',
  },
  before1970: {
    message: (name: string) => `${name} is before 1970.`,
    advice: 'Write the seconds since then.',
  },
}
