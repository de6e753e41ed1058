import { connection } from './serviceCheckConnection.ts'
import { tokenCheck } from './serviceCheckToken.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

/** The findings of the token service check. Messages say what was found; the advice says what to change. */
export const serviceCheck = {
  titles: {
    reachable: 'Reachable',
    tls: 'TLS',
    status: 'Status',
    contentType: 'Content type',
    body: 'Body',
    serverTime: 'Server time',
    token: 'Token',
    algorithm: 'Algorithm',
    userId: 'User ID',
    expiry: 'Expiry',
    validFrom: 'Valid from',
    wrongPassword: 'Wrong password',
    renewal: 'Renewal',
    rotation: 'Rotation',
    newToken: 'New token',
    parallel: 'Ten at once',
    forgedCredential: 'Forged refresh token',
    otherUsersCredential: 'Somebody else',
    replacedCredential: 'Old refresh token',
    forgedAccessToken: 'Forged access token',
    otherUsersAccessToken: 'Somebody else',
    signOut: 'Sign-out',
    speed: 'Speed',
  },
  durations: {
    day: (count: number) => plural(count, { one: '1 day', other: `${count} days` }),
    hour: (count: number) => plural(count, { one: '1 hour', other: `${count} hours` }),
    minute: (count: number) => plural(count, { one: '1 minute', other: `${count} minutes` }),
    second: (count: number) => plural(count, { one: '1 second', other: `${count} seconds` }),
  },
  /** The calls and credentials that a finding is about, at its start. */
  subjects: {
    renewal: 'A renewal',
    laterRenewal: 'A renewal a second later',
    firstTokenAgain: 'The first refresh token a second time',
    newRefreshToken: 'The new refresh token',
    anotherSignIn: 'Another sign-in',
    signOut: 'A sign-out',
    oneOfTenSignIns: 'One of ten sign-ins at once',
    oneOfTenRenewals: 'One of ten renewals at once',
    wrongPassword: 'A wrong password',
    madeUpRefreshToken: 'A made-up refresh token',
    otherUsersRefreshToken: 'A refresh token used for somebody else',
    oldRefreshToken: 'An old refresh token, once the new one was used,',
    endedRefreshToken: 'The refresh token of a sign-in that was ended',
    madeUpAccessToken: 'A made-up access token',
    otherUsersAccessToken: 'An access token used for somebody else',
  },
  /** Reasons why a probe could not run. */
  skipped: {
    noAnswer: 'There was no answer.',
    noYes: 'The sign-in got no yes.',
    needsSignIn: 'A sign-in has to be right first.',
    onlyDefinite: 'Only a yes and a definite no have to be JSON.',
    noPassword: 'This service wants no password: whoever knows a user ID gets a token.',
    noRefreshToken: 'The service gave no refresh token.',
    noneToRenew: 'The service gave no refresh token to renew with.',
    noneToEnd: 'The service gave no refresh token to end.',
    noneWorks: 'No refresh token is known to work.',
    noneGood: 'No refresh token is known to be good.',
    noneReplaced: 'No refresh token was replaced.',
    noRenewal: 'There was no renewal.',
    noRenewalWithToken: 'There was no renewal with a refresh token.',
  },
  about: (what: string, message: string) => `${what}: ${message}`,
  answers: (host: string) => `${host} answers.`,
  takesConnection: (host: string) => `${host} takes the connection.`,
  notEncrypted: 'Not encrypted, which is for this computer only. People need https.',
  goodCertificate: 'The certificate is good for this host, and Latchkey trusts it.',
  noDate: {
    message: 'There is no Date header, so this computer’s clock stands in for the service’s below.',
    advice: 'Let the server send Date; nearly all do so by themselves.',
  },
  clocksAgree: 'Its clock and this computer’s agree.',
  clockAhead: (far: string) =>
    `Its clock is ${far} ahead of this computer’s; one of them is wrong.`,
  clockBehind: (far: string) => `Its clock is ${far} behind this computer’s; one of them is wrong.`,
  setClocks:
    'Set both by NTP. A token dated by a clock that is ahead is refused by the chat server (42), one dated by a clock behind ends early.',
  signInAnswered: (status: number) => `The sign-in is answered with ${status}.`,
  signInSaid: (status: string) => `The sign-in is answered with ${status}`,
  elsewhere: {
    message: (status: number, calls: number) =>
      `The sign-in is answered with ${status}, but elsewhere: redirects make each call ${calls} calls.`,
    advice: 'Give people the address that answers by itself.',
  },
  itIs: (name: string) => `It is ${name}.`,
  jsonType: {
    unnamed: 'not called anything',
    named: (type: string) => `called ${type}`,
    odd: (named: string) =>
      `The body is JSON but ${named}. Latchkey reads it, other clients may not.`,
    oddAdvice: 'Send Content-Type: application/json.',
    none: (named: string) =>
      `The body is not JSON and ${named}: perhaps a page of a proxy or of the network.`,
    noneAdvice: 'Let the service itself answer, with Content-Type: application/json.',
  },
  otherUser: {
    message: (user: string) => `“user.id” is ${user}, not the user that was asked for.`,
    advice: 'Send the user of the token there, or leave “user” out.',
  },
  noRefreshToken: {
    message:
      'There is no “refresh_token”: people are asked for their password whenever a token ends.',
    advice: 'Send one, and take it as bearer for renewals.',
  },
  hasToken: 'It has a token.',
  hasBoth: 'It has a token and a refresh token.',
  refusal: {
    noJson: (message: string) =>
      `${message} There is no JSON error with it, so Latchkey takes it for a fault on the way.`,
    noJsonAdvice: 'Look for what answers in place of the service, or send {"error", "message"}.',
    tryPassword: 'If the service wants a password, check it with one (sign-in: password).',
    checkPassword:
      'Check user ID and password. If they are right, look for why the service refuses them.',
    waitFor: (time: string) =>
      `Wait ${time} and check again. Let a sign-in after a pause always through.`,
    waitAWhile: 'Wait a while and check again. Let a sign-in after a pause always through.',
    checkPath: 'Check the path of the address.',
    takePost: 'Take POST at this path.',
    readJson: 'Read user_id and password from a JSON body (Content-Type: application/json).',
  },
  readLog: 'Look into the log of the service: it failed.',
  answeredWith: (status: string) => `It is answered with ${status}`,
  saidWith: (status: number, text: string) => `${status}: “${text}”`,
  busy: {
    message: (what: string) =>
      `${what}: The service asks to slow down (429), so this could not be seen.`,
    advice: 'Check again later, or allow this computer more calls a minute meanwhile.',
  },
  grant: {
    tooLong: {
      message: 'It is over 64 KB, which Latchkey refuses.',
      advice: 'Send the token and the user only.',
    },
    notJson: {
      message: 'It is not JSON, or it is cut short.',
      advice: 'Answer with JSON, whole: {"token", "refresh_token"?, "user"?}.',
    },
    badCredential: {
      message: 'The refresh_token is empty or has characters that no HTTP header can carry.',
      advice: 'Make it of letters and digits, for example 32 random bytes in base64url.',
    },
    notObject: {
      message: 'It is JSON but not an object.',
      advice: 'Answer with an object: {"token": "…"}.',
    },
    wrongType: (field: string, type: string | undefined) => `The field “${field}” is no ${type}.`,
    wrongTypeAdvice:
      'Send each field as the contract has it; those that may be left out can be null.',
    noToken: 'There is no “token”.',
    onlyOther: (field: string) => `There is no “token”, only “${field}”.`,
    noTokenAdvice: 'Send the JWT as “token”, in the outermost object.',
    sameKind: 'Issue the same kind of token at each call.',
    otherUser: {
      message: 'The token is for somebody else, so Latchkey does not use it.',
      advice: 'Set user_id in the token to the user_id of the request.',
    },
  },
  judged: {
    advice: 'Refuse with 401 and {"error", "message"}.',
    letIn: (what: string, status: number) => `${what} is let in (${status}).`,
    letInAdvice: 'Check it before a token is made. Refuse with 401 and {"error", "message"}.',
    indefinite: (what: string, status: number) =>
      `${what} is answered with ${status}, which is no definite no: Latchkey tries again.`,
    noJson: (what: string, status: number) =>
      `${what} is refused with ${status}, but without the JSON error: Latchkey takes it for a fault on the way and tries again.`,
    noMessage: (what: string, status: number) =>
      `${what} is refused with ${status} and JSON, but there is no “message” for people.`,
    noMessageAdvice: 'Send a sentence as “message”.',
    refused: (what: string, status: number) => `${what} is refused with ${status} and JSON.`,
    oneTry: (message: string) => `${message} One wrong try was made, no more.`,
    allTheSame: {
      message: 'A refresh token used for somebody else is answered with a token all the same.',
      advice: 'Compare user_id with the user of the refresh token, and refuse with 403 and JSON.',
    },
    stillWorks: {
      message:
        'An old refresh token still works after the new one was used, so a stolen one does too.',
      advice: 'Refuse it once its successor has come in.',
    },
  },
  renewal: {
    how: 'Take {"user_id"} with the refresh token as bearer (Authorization), and answer as to a sign-in.',
    howAccessToken: 'Take {"user_id"} with the access token as bearer, and answer as to a sign-in.',
    byUserId: 'The user ID alone brings a token for the right user.',
    byRefreshToken: 'The refresh token as bearer brings a token for the right user.',
    byAccessToken: 'The access token as bearer brings a token for the right user.',
    keepGood: 'Keep it good, or send a new one at each renewal.',
    keepOld:
      'Keep the old one good until the new one comes in. Otherwise an answer that is lost on the way signs somebody out.',
    oneForAll: 'One refresh token stays good for all renewals.',
    rotates:
      'Each renewal brings a new refresh token, and the old one was good until that came in.',
    another: 'A renewal brings another token than the sign-in.',
    same: {
      message:
        'A renewal brings the same token again: it ends when the first does, and one that was revoked comes back.',
      advice: 'Make a new token at each call.',
    },
  },
  signOut: {
    how: 'Answer DELETE with 204 when the bearer is a good refresh token, and refuse that token from then on.',
    ends: 'DELETE ends a sign-in, and its refresh token is refused afterwards.',
    answered: (status: number) => `A sign-out is answered with ${status}.`,
  },
  load: {
    unhurt: 'Let calls at once not get in each other’s way: each has its own session.',
    someOfTen: (message: string, wrong: number) => `${message} (${wrong} of ten.)`,
    slowedSignIns: (wrong: number) =>
      `${wrong} of ten sign-ins at once were asked to slow down (429).`,
    slowedRenewals: (wrong: number) =>
      `${wrong} of ten renewals at once were asked to slow down (429).`,
    allowMore: 'Allow more calls at once from one address: an office has one for all its people.',
    goodSignIns: (ms: number) =>
      `Ten sign-ins at once were all answered right, the last after ${ms} ms.`,
    goodRenewals: (ms: number) =>
      `Ten renewals at once were all answered right, the last after ${ms} ms.`,
    oneCall: (ms: number) => `The one call took ${ms} ms.`,
    calls: (count: number, fastest: number, slowest: number) =>
      `Each of ${count} calls took ${fastest} to ${slowest} ms.`,
    slow: (message: string) =>
      `${message} Somebody waits for a sign-in, and Latchkey gives up after 10 s.`,
    slowAdvice:
      'Look for what takes so long; a slow password hash should take under half a second.',
  },
  connection,
  tokenCheck,
}

/** The texts of the token service check. They are loaded with it. */
export type CheckTexts = typeof serviceCheck
