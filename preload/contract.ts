import type { Account, RememberedAccount } from './account.ts'
import type { ChatCalls, Message, OutgoingMessage } from './chat.ts'
import type {
  DesktopCalls,
  DesktopEvents,
  Language,
  LinkRequest,
  PreferenceName,
  Preferences,
} from './desktop.ts'
import type { DeveloperCalls, DeveloperEvents } from './developer.ts'
import type { ErrorAbout, ErrorCode } from './errorCode.ts'
import type { Keychain } from './keychain.ts'
import type { Reply } from './reply.ts'
import type { TokenFacts, SignInMethod } from './token.ts'
import type { StoredSignIn, Workspace, WorkspaceCalls } from './workspace.ts'

export type * from './account.ts'
export type * from './chat.ts'
export type * from './check.ts'
export type * from './desktop.ts'
export type * from './developer.ts'
export type * from './errorCode.ts'
export type * from './keychain.ts'
export type * from './reply.ts'
export type * from './token.ts'
export type * from './workspace.ts'

/**
 * The bridge between the main process and the window: every call, event and value. It holds types and the names of the
 * calls only. No reply and no event contains a token, secret or credential.
 */

/** The calls from the window to main. Each resolves to a value; none rejects. */
export interface Calls extends DesktopCalls, DeveloperCalls, WorkspaceCalls, ChatCalls {
  /** Returns the whole view. The window's first call. */
  readView(): Promise<Reply<View>>
  /** Signs in through the workspace's token service. `password` is empty if the service requires none. */
  signInWithService(request: ServiceSignIn): Promise<Reply<null>>
  /**
   * Signs in through the system browser. Resolves when the person is connected, or has cancelled. `userId`: the user who
   * has to sign in again; null: any.
   */
  signInWithBrowser(request: BrowserSignInRequest): Promise<Reply<null>>
  /** Shows the sign-in in the browser once more. */
  openBrowserAgain(): Promise<Reply<null>>
  /** Ends the sign-in through the browser. */
  cancelBrowserSignIn(): Promise<Reply<null>>
  /** Signs in with a pasted token. An empty `userId` means the user that the token names. */
  signInWithToken(request: TokenSignIn): Promise<Reply<null>>
  /** Signs in as a new guest. */
  signInAsGuest(request: GuestSignIn): Promise<Reply<null>>
  /** Connects without an identity. */
  signInAnonymously(): Promise<Reply<null>>
  /**
   * Continues as a remembered account of any listed workspace, with the token from the keychain, and leaves the account
   * that is signed in. Of several calls the last one counts. Asks for confirmation if leaving would lose something.
   */
  switchTo(request: { key: string }): Promise<Reply<null>>
  /**
   * Erases a remembered account without signing in, its secret first. `unsentMessages`: the number of unsent messages
   * that the window holds for the account. Main asks for confirmation if there are any.
   */
  forget(request: { key: string; unsentMessages?: number }): Promise<Reply<null>>
  /** Leaves the session for the sign-in screen and keeps the account remembered. Asks like `switchTo`. */
  switchAccount(): Promise<Reply<null>>
  /** Ends the session and erases its secret. Asks for confirmation while messages are unsent. */
  signOut(): Promise<Reply<null>>
  /** Reconnects now instead of at the next scheduled attempt. */
  retryConnection(): Promise<Reply<null>>
  /** Reconnects because the network is online. The window learns this before any timer of main fires. */
  networkOnline(): Promise<Reply<null>>
  /** Checks the keychain again. */
  retryKeychain(): Promise<Reply<null>>
  /**
   * Sends a message and resolves when it is sent, however long that takes. The window creates the `id`, so a resend
   * cannot post the message twice. Fails with `notSignedIn` if `account` is not the session's account any more.
   */
  sendMessage(request: OutgoingMessage): Promise<Reply<Message>>
  /** Cancels an unsent message. Its `sendMessage` resolves to `aborted`. */
  discardMessage(request: { id: string }): Promise<Reply<null>>
  /** Sends a user name and password to the proxy in `View.proxy`. */
  answerProxy(request: ProxyAnswer): Promise<Reply<null>>
  /** Cancels the proxy's challenge. Requests through it fail with `proxyRefused` until the person tries again. */
  cancelProxy(): Promise<Reply<null>>
  /** Returns the texts that earlier pages of this run have kept, oldest first. */
  readKeptInputs(): Promise<Reply<KeptInput[]>>
  /** Keeps typed text in main's memory until the app quits, so it survives a reload. Never a secret. */
  keepInput(request: { key: string; text: string | null }): Promise<Reply<null>>
  /** Quits, with confirmation if needed, installs the update and starts again. */
  restartToUpdate(): Promise<Reply<null>>
}

/** The names of all calls. A missing name is a compile error. */
export const callNames: Readonly<Record<keyof Calls, true>> = {
  readView: true,
  signInWithService: true,
  signInWithBrowser: true,
  openBrowserAgain: true,
  cancelBrowserSignIn: true,
  signInWithToken: true,
  signInAsGuest: true,
  signInAnonymously: true,
  switchTo: true,
  forget: true,
  switchAccount: true,
  signOut: true,
  retryConnection: true,
  pageRendered: true,
  networkOnline: true,
  retryKeychain: true,
  listChannels: true,
  readSavedChat: true,
  openChannel: true,
  createChannel: true,
  readOlderMessages: true,
  sendMessage: true,
  discardMessage: true,
  addWorkspace: true,
  readWorkspace: true,
  checkWorkspace: true,
  openWorkspaceFile: true,
  updateWorkspace: true,
  moveWorkspace: true,
  chooseWorkspace: true,
  removeWorkspace: true,
  answerProxy: true,
  cancelProxy: true,
  readKeptInputs: true,
  keepInput: true,
  restartToUpdate: true,
  signInWithDevelopmentToken: true,
  signInWithSecret: true,
  copyToken: true,
  inspectSession: true,
  inspectToken: true,
  readTimeline: true,
  exportTimeline: true,
  readFaults: true,
  changeFaults: true,
  runSandboxAction: true,
  readTokenService: true,
  checkTokenService: true,
  stopCheck: true,
  changePreferences: true,
  readAbout: true,
  showLog: true,
  acceptLink: true,
  findChannel: true,
  openWebLink: true,
  dismissLink: true,
}

/** The events from main to the window. */
export interface Events extends DesktopEvents, DeveloperEvents {
  /** The whole view, after each change. */
  view: View
  /** A new message in a watched channel. */
  message: Message
  /**
   * A message could not be sent yet for a temporary reason. Main sends it again, after the server's `Retry-After` if
   * there is one.
   */
  messageDelayed: { id: string; code: ErrorCode; retryAfterMs?: number }
  /** The connection is back after a gap. Shown data may be stale, so reload it. */
  reconnected: null
}

/** The object that the preload exposes as `window.latchkey`. */
export interface Bridge extends Calls {
  /** Listens to an event. The returned function removes the listener. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void
}

export interface ServiceSignIn {
  userId: string
  password: string
  keep: boolean
}

export interface BrowserSignInRequest {
  userId: string | null
  keep: boolean
}

export interface TokenSignIn {
  token: string
  userId: string
  keep: boolean
}

export interface GuestSignIn {
  name: string
  keep: boolean
}

/** `host`: the proxy that the dialog named. The credentials are for this proxy only. */
export interface ProxyAnswer {
  host: string
  username: string
  password: string
}

/** Typed text, under a key that the window chooses. */
export interface KeptInput {
  key: string
  text: string
}

/** Everything that the window shows, except channels and messages. */
export interface View {
  session: Session
  workspace: Workspace
  /** All workspaces, including the current one. */
  workspaces: Workspace[]
  /** The accounts of all listed workspaces that are stored, in the order in which they were added. */
  remembered: RememberedAccount[]
  /** Sign-ins stored for unlisted workspaces, and sign-ins whose deletion waits for the keychain. */
  otherSignIns: StoredSignIn[]
  keychain: Keychain
  /** The sign-in through the system browser. Null when there is none. */
  browserSignIn: BrowserSignIn | null
  /** The proxy that requires a user name and password. Null when none does. */
  proxy: ProxyChallenge | null
  /** The problem with the configuration file or the settings, with the field's name. Null when there is none. */
  notice: string | null
  developerMode: boolean
  preferences: Preferences
  /** The language of all texts. */
  language: Language
  /** The same language with the region whose dates, times and numbers the person is used to, such as `de-AT`. */
  locale: string
  /** Preferences fixed by the build, the configuration or the environment. */
  fixed: PreferenceName[]
  /** The deep link that is being handled, or null. */
  linkRequest: LinkRequest | null
  /** The update that is installed when the app quits, or null. */
  update: { version: string } | null
}

/**
 * `host`: the identity provider. `phase`: the browser is not open yet, is open, or has answered.
 */
export interface BrowserSignIn {
  host: string
  phase: 'preparing' | 'waiting' | 'finishing'
}

/**
 * `realm`: the proxy's name for itself, possibly empty (RFC 9110, section 11.5). `isRetry`: the proxy rejected the
 * previous credentials.
 */
export interface ProxyChallenge {
  host: string
  realm: string
  isRetry: boolean
}

/** The session. Exactly one exists. */
export type Session =
  | { state: 'signedOut' }
  | { state: 'signingIn'; account: Account | null }
  | { state: 'connected'; account: Account; token: TokenFacts; role: string }
  | { state: 'refreshing'; account: Account; token: TokenFacts }
  /** `nextTryAt`: epoch ms by this computer's clock. Null during an attempt. */
  | {
      state: 'offline'
      account: Account
      token: TokenFacts
      code: ErrorCode
      about?: ErrorAbout
      nextTryAt: number | null
    }
  /** `method`: the method of the ended sign-in. */
  | {
      state: 'needsSignIn'
      account: Account
      method: SignInMethod
      code: ErrorCode
      message: string
    }
