import type { ErrorCode, Field } from '../../../preload/contract.ts'

/** One sentence for each error code: what happened, then what to do. The first sentence ends at its first full stop. */
const codes: Record<ErrorCode, string> = {
  accessTokenRefused:
    'The token service rejected the sign-in of your identity provider. Contact your administrator.',
  aborted: 'Stopped before it finished. Try again.',
  addressWrong: 'No chat server answers at this address. Check the server URL in Settings.',
  appSuspended:
    'This chat app is suspended. Contact its administrator. Latchkey tries again every few minutes.',
  authenticationFailed: 'The chat server rejected this sign-in.',
  badAnswer: 'The server sent an invalid response. Check your connection, or try again later.',
  badInput: 'This input is not valid. Check what you typed.',
  browserMissing:
    'Your browser could not be opened. Choose a default browser in your system settings, then try again.',
  browserTimeout: 'You did not finish signing in within 5 minutes. Try again.',
  certificateExpired:
    'The server’s certificate has expired or is not valid yet. Check this computer’s clock, or contact the server’s administrator.',
  certificateRefused:
    'This computer does not trust the server’s certificate. Check this computer’s clock, or contact the server’s administrator.',
  certificateWrongName:
    'The server’s certificate is for another host name. Check the server URL, or contact the server’s administrator.',
  clientCertificateNeeded:
    'The server requires a client certificate, which Latchkey does not support. Contact the server’s administrator.',
  codeRefused: 'The identity provider no longer accepts the answer of your browser. Try again.',
  credentialsRefused: 'The user ID or password is wrong.',
  credentialUnusable:
    'The token service issued a refresh credential that cannot be used. Contact its administrator.',
  deadline: 'This took too long. Try again.',
  developmentTokenRefused:
    'This app’s auth checks are on, so it rejects development tokens. Turn on “Disable Auth Checks” in its dashboard (for the sandbox: Developer tools, Sandbox), or sign in with a signed token.',
  fileUnusable: 'This file cannot be used. Choose the workspace file that your team gave you.',
  fileUnwritable: 'The file could not be saved. Choose another folder or free up disk space.',
  guestEnded: 'This guest’s session has ended. Continue as a new guest.',
  headersTooLarge:
    'The request is too long for the server. Try a shorter token or user name, or contact the server’s administrator.',
  idTokenInvalid:
    'The answer of the identity provider is not valid for this sign-in. Try again, or contact your administrator.',
  internal: 'Something went wrong in Latchkey. Try again, or restart Latchkey.',
  issuerMismatch:
    'Another identity provider answered than the one of this workspace. Contact your administrator.',
  keychainLocked: 'The keychain is locked. Unlock it, then try again.',
  keychainUnavailable: 'The keychain is not available.',
  lifetimeNegative:
    'The lifetime cannot be negative. Enter a number of seconds, or leave it empty for a token that never expires.',
  lifetimeNotWhole: 'Enter the lifetime as a whole number of seconds, such as 3600 for one hour.',
  lifetimeTooLong:
    'The lifetime can be one year at most. Enter up to 31536000, or leave it empty for a token that never expires.',
  lifetimeZero: 'The lifetime must be at least 1 second.',
  listenerFailed:
    'Latchkey could not open a port on this computer, so your browser cannot answer it. Check your security software, then try again.',
  messageTooLong: 'The message is too long for this server. Shorten it and send it again.',
  network: 'The server cannot be reached. Check your connection and try again.',
  notAllowed: 'You do not have permission to do this.',
  notFound: 'This no longer exists.',
  notSignedIn: 'You are not signed in.',
  otherPerson:
    'You signed in as another user. Sign in as the user of this account, or switch the account.',
  payloadTooLarge: 'This is too large for the server. Shorten it and send it again.',
  providerRefused: 'The identity provider rejected the sign-in. Contact your administrator.',
  proxyAuthUnsupported:
    'The proxy requires a sign-in method that Latchkey does not support for chat. Ask the proxy’s administrator for a user name and password (Basic).',
  proxyDenied: 'The proxy blocks the connection to the server. Contact the proxy’s administrator.',
  proxyRefused: 'The proxy requires a user name and password. Try again to enter them.',
  proxyUnreachable:
    'The proxy cannot be reached. Check your connection and your system’s proxy settings.',
  queueFull: 'Too many requests are waiting. Try again in a moment.',
  rateLimited: 'Too many requests. Try again in a minute.',
  redirected:
    'The server redirects to another address. Check the server URL, or sign in to this network in your browser first.',
  refreshTokenMissing:
    'Your identity provider issued no refresh token, so this sign-in ended with its token. Sign in again.',
  renewalRefused: 'The token service no longer accepts this sign-in.',
  requestRefused: 'The server rejected this request.',
  sandboxFailed: 'The sandbox did not start. Quit Latchkey and start it again.',
  secretMissing: 'The keychain has no token for this account. Retry, or sign in again.',
  serverError: 'The server has a problem. Try again later.',
  signedOut: 'You were signed out before this finished.',
  signInDenied: 'The sign-in was denied in the browser. Try again to allow it.',
  singleSignOnEnded:
    'Your identity provider has ended this sign-in. Sign in again with your browser.',
  singleSignOnMissing: 'This workspace has no single sign-on. Use another sign-in method.',
  slowMode: 'This channel is in slow mode. Wait a moment before you send another message.',
  systemRefused:
    'The system rejected this change. Allow Latchkey to start at login in your system settings, then try again.',
  timeout: 'The server did not answer in time. Try again.',
  tlsFailed: 'A secure connection to the server failed (TLS). Contact the server’s administrator.',
  tokenAlgorithmWrong:
    'This token uses another signing algorithm. Chat tokens use HS256, with the app’s API secret.',
  tokenExpired: 'The token has expired. Use a new one.',
  tokenMalformed: 'This is not a chat token. Copy all of it: three parts, separated by two dots.',
  tokenNotYetValid:
    'The token is not valid yet. Check the clocks of this computer and the token service.',
  tokenRejected: 'The chat server rejected the token.',
  tokenServiceMissing: 'This workspace has no token service. Use a token instead.',
  tokenServiceWrong:
    'No token service answers at this address. Check the URL, or ask your team for it.',
  tokenSignatureInvalid: 'The token’s signature is not valid for this workspace.',
  tokenUnsigned:
    'This token is unsigned (algorithm “none”), so chat servers reject it. Use a token signed with HS256.',
  tokenUsedBeforeIssued:
    'The token was issued in the future. Check the clocks of this computer and the token service.',
  tokenUserMissing: 'This token names no user. It needs a user_id claim.',
  tokenUserNotText: 'user_id must be a string. Issue a token with user_id in quotes.',
  userIdControls: 'This user ID contains invisible characters. Type it instead of pasting it.',
  userIdSpaces: 'A user ID cannot contain spaces. Use a hyphen or an underscore instead.',
  userIdTooLong: 'This user ID is too long. Use 255 characters at most.',
  userMismatch: 'The token belongs to another user.',
  userNameTaken: 'This name is taken. Choose another one.',
  workspaceExists:
    'This workspace already exists. To change its token service, edit it in Settings.',
  workspaceInvalid: 'The chat server does not know this workspace. Check its API key.',
  workspaceMoved:
    'The address of this workspace has changed. Sign in again if you trust the new address.',
}

/** The sentences for a required field that is empty. */
const required: Record<Field, string> = {
  userId: 'Enter your user ID.',
  password: 'Enter your password.',
  token: 'Paste your token.',
  displayName: 'Enter a display name.',
  message: 'Write a message.',
  workspaceName: 'Enter a name for the workspace.',
  apiKey: 'Enter the API key.',
  serverUrl: 'Enter the URL of the chat server.',
  tokenServiceUrl: 'Enter the URL of the token service.',
  issuer: 'Enter the URL of the identity provider.',
  clientId: 'Enter the client ID that the identity provider has for Latchkey.',
  scopes: 'Enter the scopes.',
  secret: 'Enter the app’s API secret.',
  lifetime: 'Enter a number of seconds.',
  proxyUsername: 'Enter your user name for the proxy.',
  proxyPassword: 'Enter your password for the proxy.',
}

/** The sentences for a field with an invalid value. */
const invalid: Record<Field, string> = {
  userId: 'This user ID is not valid. Check it for spaces and typing errors.',
  password: 'This password is not valid.',
  token: codes.tokenMalformed,
  displayName: 'This name is not valid. Choose another one.',
  message: 'This message is not valid.',
  workspaceName: 'This name is not valid. Choose another one.',
  apiKey: 'This is not an API key. Copy it from the dashboard.',
  serverUrl: 'Enter a full URL that starts with https://',
  tokenServiceUrl: 'Enter a full URL that starts with https://',
  issuer: 'Enter the issuer as a full URL that starts with https://, without a question mark',
  clientId: 'This client ID is not valid.',
  scopes: 'Enter scopes with spaces between them, without quotation marks or backslashes',
  secret: 'This is not an API secret. Copy it from the dashboard.',
  lifetime: codes.lifetimeNotWhole,
  proxyUsername: 'The proxy rejected this user name and password.',
  proxyPassword: 'The proxy rejected this user name and password.',
}

/** The sentences of errors. */
export const errors = {
  codes,
  required,
  invalid,
  accessTokenRefused: (text: string) =>
    `The token service rejected the sign-in of your identity provider: “${text}”`,
  otherPerson: (user: string, wantedUser: string) =>
    `You signed in as ${user}, but this account belongs to ${wantedUser}. Sign in as ${wantedUser}, or switch the account.`,
  providerRefused: (text: string) => `The identity provider rejected the sign-in: “${text}”`,
  proxyDenied: (proxy: string, host: string) =>
    `The proxy ${proxy} blocks the connection to ${host}.`,
  proxyUnreachable: (proxy: string) =>
    `The proxy ${proxy} cannot be reached. Check your connection and your system’s proxy settings.`,
  proxyAuthUnsupported: (method: string) =>
    `The proxy requires a sign-in method (${method}) that Latchkey does not support for chat.`,
  fileUnusable: (reason: string) => `This file cannot be used: ${reason}.`,
  redirected: (host: string, address: string) =>
    `${host} redirects to ${address}. Check the server URL, or sign in to this network in your browser first.`,
  requestRefused: (text: string) => `The server rejected this request: “${text}”`,
  userMismatchAtUserId:
    'The token belongs to another user. Leave this empty to sign in as that user.',
  secretOfAnotherApp:
    'This API secret belongs to another app: the chat server rejects the token it signs. Copy the secret that belongs to this workspace’s API key.',
  linkedChannelMissing: 'The channel in this link does not exist, or you do not have access to it.',
  notSent: (reason: string) => `Not sent. ${reason}`,
}
