import type { ErrorAbout, ErrorCode, Field } from '../../preload/contract.ts'

/** What happened, and what to do next. */
export const problem: Record<ErrorCode, string> = {
  aborted: 'This was stopped before it was done. Try again.',
  addressWrong:
    'The chat server does not answer at this address. Check the server’s address in the settings.',
  appSuspended:
    'This chat app is suspended. Ask whoever runs it; Latchkey tries again every few minutes.',
  authenticationFailed: 'The chat server does not accept this sign-in.',
  badAnswer:
    'The server gave an answer that makes no sense. Check your connection, or try again later.',
  badInput: 'Something here is not accepted. Check what you typed.',
  certificateExpired:
    'The server’s certificate has expired or is not valid yet. Check the clock of this computer, or ask whoever runs the server.',
  certificateRefused:
    'The server’s certificate is not trusted by this computer. Check the clock of this computer, or ask whoever runs the server.',
  certificateWrongName:
    'The server’s certificate is for another name. Check the server’s address, or ask whoever runs the server.',
  clientCertificateNeeded:
    'The server asks for a client certificate, which Latchkey cannot give. Ask whoever runs the server.',
  credentialsRefused: 'The user ID or the password is wrong.',
  credentialUnusable:
    'The token service issued a credential that cannot be sent. Ask whoever runs it.',
  deadline: 'This took too long and was given up. Try again.',
  developmentTokenRefused:
    'This app has its authentication checks on, so it takes no development token. Switch them off in its dashboard (“Disable Auth Checks”; for the sandbox: Developer tools, Sandbox), or sign in with a signed token.',
  fileUnwritable: 'The file could not be written. Choose another folder or free some space.',
  guestEnded: 'This guest has ended. Continue as a new one.',
  headersTooLarge:
    'The server does not take a request this long. A shorter token or user name can help; ask whoever runs the server.',
  internal: 'Something went wrong inside the app. Try again, or restart it.',
  keychainLocked: 'The keychain is locked. Unlock it, then try again.',
  keychainUnavailable: 'The keychain cannot be reached.',
  lifetimeNegative:
    'A lifetime cannot be negative. Enter a number of seconds, or nothing for a token that never ends.',
  lifetimeNotWhole: 'Enter the lifetime as a whole number of seconds, such as 3600 for an hour.',
  lifetimeTooLong:
    'A token for longer than a year is a secret that nobody renews. Enter at most 31536000, or nothing for a token that never ends.',
  lifetimeZero: 'A token of 0 seconds is over before it is used. Enter at least 1.',
  messageTooLong: 'The message is too long for this server. Shorten it and send it again.',
  network: 'The server cannot be reached. Check your connection and try again.',
  notAllowed: 'You are not allowed to do this.',
  notFound: 'This is not there any more.',
  notSignedIn: 'You are not signed in.',
  payloadTooLarge: 'This is too large for the server. Shorten it and send it again.',
  proxyAuthUnsupported:
    'The proxy asks for a kind of sign-in that Latchkey cannot do for chat. Ask whoever runs the proxy for a user name and password (Basic).',
  proxyDenied: 'The proxy does not let Latchkey through to the server. Ask whoever runs the proxy.',
  proxyRefused: 'The proxy asks for a user name and password. Try again to enter them.',
  proxyUnreachable:
    'The proxy cannot be reached. Check your connection and the proxy settings of your system.',
  queueFull: 'Too much is waiting already. Try again in a moment.',
  rateLimited: 'The server asks for a pause. Try again in a minute.',
  redirected:
    'The server redirects to another address. Check the address, or sign in to this network in your browser first.',
  renewalRefused: 'The token service no longer accepts this sign-in.',
  requestRefused: 'The server refuses this.',
  sandboxFailed: 'The sandbox did not start. Quit the app and start it again.',
  secretMissing: 'The keychain did not give this sign-in. Retry, or sign in again.',
  serverError: 'The server has a problem. Try again later.',
  signedOut: 'You were signed out before this was done.',
  slowMode: 'This channel is in slow mode. Wait a moment before the next message.',
  systemRefused:
    'The system did not take this change. Allow Latchkey to start at login in the settings of your system, then try again.',
  timeout: 'The server did not answer in time. Try again.',
  tlsFailed: 'No secure connection to the server can be made (TLS). Ask whoever runs the server.',
  tokenAlgorithmWrong:
    'This token is signed in another way: chat tokens use HS256, with the API secret of the app.',
  tokenExpired: 'The token has expired. Use a new one.',
  tokenMalformed:
    'This is not a chat token. Copy the whole of it: three parts, with two dots between them.',
  tokenNotYetValid:
    'The token is not valid yet. Check the clocks of this computer and of the token service.',
  tokenRejected: 'The chat server does not accept the token.',
  tokenServiceMissing: 'This workspace has no token service. Use a token instead.',
  tokenSignatureInvalid: 'The token was not made for this workspace: its signature does not fit.',
  tokenUnsigned:
    'This token is not signed (its algorithm is “none”), so no chat server takes it. Have it signed with HS256.',
  tokenUsedBeforeIssued:
    'The token is from the future. Check the clocks of this computer and of the token service.',
  tokenUserMissing: 'This token names no user: it needs the claim user_id.',
  tokenUserNotText:
    'The user_id of this token is not a text. Put it in quotes where the token is made.',
  userIdControls:
    'This user ID holds characters that cannot be seen. Type it instead of pasting it.',
  userIdSpaces: 'A user ID has no spaces in it. Use a hyphen or an underscore instead.',
  userIdTooLong: 'This user ID is too long: 255 characters at most.',
  userMismatch: 'The token belongs to another user.',
  userNameTaken: 'This name is taken. Choose another one.',
  workspaceExists: 'This workspace is listed already. Remove it first to change its token service.',
  workspaceInvalid: 'The chat server does not know this workspace. Check its API key.',
  workspaceMoved:
    'The address of this workspace has changed. Sign in again if you trust the new one.',
}

/** What happened, by its name where it has one. */
export function problemOf(code: ErrorCode, { host, proxy, text }: ErrorAbout = {}): string {
  switch (code) {
    case 'proxyDenied':
      return proxy && host
        ? `The proxy ${proxy} does not let Latchkey through to ${host}.`
        : problem[code]
    case 'proxyUnreachable':
      return proxy
        ? `The proxy ${proxy} cannot be reached. Check your connection and the proxy settings of your system.`
        : problem[code]
    case 'proxyAuthUnsupported':
      return text
        ? `The proxy asks for a kind of sign-in (${text}) that Latchkey cannot do for chat.`
        : problem[code]
    case 'redirected':
      return host && text
        ? `${host} redirects to ${text}. Check the address, or sign in to this network in your browser first.`
        : problem[code]
    case 'requestRefused':
      return text ? `The server refuses this: “${text}”` : problem[code]
    default:
      return problem[code]
  }
}

/** What happened, at the field it happened to. */
export function problemAt(code: ErrorCode, field: Field | null, about?: ErrorAbout): string {
  if (code === 'badInput' && field) return notAccepted[field]
  if (code === 'userMismatch' && field === 'userId') {
    return 'The token belongs to another user. Leave this empty to sign in as that user.'
  }
  if (code === 'tokenSignatureInvalid' && field === 'secret') {
    return 'This is the secret of another app: the chat server refuses what it signs. Copy the one that belongs to the API key of this workspace.'
  }
  return problemOf(code, about)
}

/** What a field wants when it is empty. */
export const missing: Record<Field, string> = {
  userId: 'Enter your user ID.',
  password: 'Enter your password.',
  token: 'Paste your token.',
  displayName: 'Enter a name for others to see.',
  message: 'Write a message.',
  workspaceName: 'Enter a name for the workspace.',
  apiKey: 'Enter the API key.',
  serverUrl: 'Enter the address of the chat server.',
  tokenServiceUrl: 'Enter the address of the token service.',
  secret: 'Enter the API secret of the app.',
  lifetime: 'Enter a number of seconds.',
  proxyUsername: 'Enter your user name for the proxy.',
  proxyPassword: 'Enter your password for the proxy.',
}

const notAccepted: Record<Field, string> = {
  userId: 'This user ID is not accepted. Check it for spaces and typing errors.',
  password: 'This password is not accepted.',
  token: problem.tokenMalformed,
  displayName: 'This name is not accepted. Choose another one.',
  message: 'This message is not accepted.',
  workspaceName: 'This name is not accepted. Choose another one.',
  apiKey: 'This is not an API key. Copy it from the dashboard.',
  serverUrl: 'Enter a whole address that begins with https://',
  tokenServiceUrl: 'Enter a whole address that begins with https://',
  secret: 'This is not an API secret. Copy it from the dashboard.',
  lifetime: problem.lifetimeNotWhole,
  proxyUsername: 'The proxy does not accept this user name and password.',
  proxyPassword: 'The proxy does not accept this user name and password.',
}

/** What happened, without what to do next. */
export function cause(code: ErrorCode, about?: ErrorAbout): string {
  return problemOf(code, about).replace(/(?<=\.) .*$/, '')
}

/** Why a message was not sent. */
export function notSent(code: ErrorCode, about?: ErrorAbout): string {
  return `Not sent. ${problemOf(code, about)}`
}
