import type { Channel, Message, OpenChannel } from './chat.ts'
import type {
  DesktopCalls,
  DesktopEvents,
  LinkRequest,
  PreferenceName,
  Preferences,
} from './desktop.ts'
import type { DeveloperCalls, DeveloperEvents } from './developer.ts'
import type { ErrorAbout, ErrorCode } from './errorCode.ts'
import type { Reply } from './reply.ts'
import type { TokenFacts, SignInMethod } from './token.ts'
import type { NewWorkspace, StoredSignIn, Workspace } from './workspace.ts'

export type * from './chat.ts'
export type * from './check.ts'
export type * from './desktop.ts'
export type * from './developer.ts'
export type * from './errorCode.ts'
export type * from './reply.ts'
export type * from './token.ts'
export type * from './workspace.ts'

/**
 * The bridge between the main process and the window: every call, every event and every value that crosses.
 * Types, and the names of the calls. No token, secret or credential is in any reply or event.
 */

/** What the window may ask of main. Each call answers with a value; a call never throws. */
export interface Calls extends DesktopCalls, DeveloperCalls {
  /** The whole view as it is now; the first thing the window asks for. */
  readView(): Promise<Reply<View>>
  /** Signs in through the workspace's token service. `password` is empty where the service wants none. */
  signInWithService(request: ServiceSignIn): Promise<Reply<null>>
  /** Signs in with a token pasted by the person. An empty `userId` means: whoever the token says. */
  signInWithToken(request: TokenSignIn): Promise<Reply<null>>
  /** Becomes a new guest. */
  signInAsGuest(request: GuestSignIn): Promise<Reply<null>>
  /** Visits without an identity. */
  signInAnonymously(): Promise<Reply<null>>
  /** Signs in again as a remembered account, with the token that storedIn in the keychain. */
  continueAs(request: { key: string }): Promise<Reply<null>>
  /**
   * Wipes a remembered account, its secret first, without signing in. `unsentMessages`: messages of the account that the window
   * has and that were not sent; main asks about them first.
   */
  forget(request: { key: string; unsentMessages?: number }): Promise<Reply<null>>
  /** Leaves the session but keeps the account remembered, to sign in as somebody else. Asks first while messages are unsent. */
  switchAccount(): Promise<Reply<null>>
  /** Ends the session and wipes its secret. Asks first while messages are unsent. */
  signOut(): Promise<Reply<null>>
  /** Tries the connection again now instead of at the next planned time. */
  retryConnection(): Promise<Reply<null>>
  /** The network is back: does the same. The window hears of it before any timer of main is due. */
  networkOnline(): Promise<Reply<null>>
  /** Probes the keychain again. */
  retryKeychain(): Promise<Reply<null>>
  /** The channels this account may see, latest activity first. Watches them. */
  listChannels(): Promise<Reply<Channel[]>>
  /** One channel with its latest messages, oldest first. Watches it. */
  openChannel(request: { cid: string }): Promise<Reply<OpenChannel>>
  /**
   * Sends a message, however long it has to wait for that. `id` is made by the window, so that a resend cannot post twice.
   */
  sendMessage(request: { cid: string; id: string; text: string }): Promise<Reply<Message>>
  /** Gives up a message that is not sent yet; its `sendMessage` is answered with `aborted`. */
  discardMessage(request: { id: string }): Promise<Reply<null>>
  /** Adds a workspace and makes it the current one. Only while signed out. */
  addWorkspace(request: NewWorkspace): Promise<Reply<null>>
  /** Makes a workspace the current one. Only while signed out. */
  chooseWorkspace(request: { id: string }): Promise<Reply<null>>
  /** Removes a workspace that was added in the app. Only while signed out. */
  removeWorkspace(request: { id: string }): Promise<Reply<null>>
  /** Answers the proxy that `View.proxy` names. */
  answerProxy(request: ProxyAnswer): Promise<Reply<null>>
  /** Leaves it without an answer: what needs it fails with `proxyRefused` until the person tries again. */
  cancelProxy(): Promise<Reply<null>>
  /** The texts that earlier pages of this run have left here, oldest first. */
  readKeptTexts(): Promise<Reply<KeptText[]>>
  /** Keeps a text that was typed in memory until the app quits, for the page that comes after this one. Never a secret. */
  keepText(request: { key: string; text: string | null }): Promise<Reply<null>>
  /** Quits, asking first if it must, installs the update that is ready, and starts again. */
  restartToUpdate(): Promise<Reply<null>>
}

/** The names of all calls, once. It does not compile while a call is missing from it. */
export const callNames: Readonly<Record<keyof Calls, true>> = {
  readView: true,
  signInWithService: true,
  signInWithToken: true,
  signInAsGuest: true,
  signInAnonymously: true,
  continueAs: true,
  forget: true,
  switchAccount: true,
  signOut: true,
  retryConnection: true,
  pageRendered: true,
  networkOnline: true,
  retryKeychain: true,
  listChannels: true,
  openChannel: true,
  sendMessage: true,
  discardMessage: true,
  addWorkspace: true,
  chooseWorkspace: true,
  removeWorkspace: true,
  answerProxy: true,
  cancelProxy: true,
  readKeptTexts: true,
  keepText: true,
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
  dismissLink: true,
}

/** What main tells the window without being asked. */
export interface Events extends DesktopEvents, DeveloperEvents {
  /** The whole view, at each change. */
  view: View
  /** A new message in a watched channel. */
  message: Message
  /**
   * A message that is being sent was not taken, which was not its own fault: it is sent again by itself, after the pause
   * that the server asks for, if it does.
   */
  messageDelayed: { id: string; code: ErrorCode; retryAfterMs?: number }
  /** The connection is back after a gap: what is shown may be out of date, so read it again. */
  reconnected: null
}

/** What the preload puts on `window.latchkey`. */
export interface Bridge extends Calls {
  /** Listens to one event; the returned function stops listening. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void
}

export interface ServiceSignIn {
  userId: string
  password: string
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

/** `host`: the proxy that the person was shown. The answer is for no other one. */
export interface ProxyAnswer {
  host: string
  username: string
  password: string
}

/** A text that was typed, and the window's own name for its place. */
export interface KeptText {
  key: string
  text: string
}

/** All that the window shows, apart from channels and messages. */
export interface View {
  session: Session
  workspace: Workspace
  /** All workspaces to choose from; the current one among them. */
  workspaces: Workspace[]
  /** Accounts of the current workspace that can continue without signing in. */
  remembered: Account[]
  /** Sign-ins that are stored for no listed workspace, and those whose deletion waits for the keychain. */
  otherSignIns: StoredSignIn[]
  keychain: Keychain
  /** The proxy that asks for a user name and password; null when none does. */
  proxy: ProxyChallenge | null
  /** What is wrong with the configuration file or the settings, naming the field; null when all is well. */
  notice: string | null
  developerMode: boolean
  preferences: Preferences
  /** The preferences that the person cannot change: the build, the configuration or the environment has decided. */
  fixed: PreferenceName[]
  /** What a link asks for; null: nothing. */
  linkRequest: LinkRequest | null
  /** The version that is installed when the app quits; null when there is none. */
  update: { version: string } | null
}

/** `realm`: what the proxy calls itself, may be empty. `isRetry`: what was typed before is not accepted. */
export interface ProxyChallenge {
  host: string
  realm: string
  isRetry: boolean
}

/** Who is signed in, and how it stands. Exactly one session exists. */
export type Session =
  | { state: 'signedOut' }
  | { state: 'signingIn'; account: Account | null }
  | { state: 'connected'; account: Account; token: TokenFacts; role: string }
  | { state: 'refreshing'; account: Account; token: TokenFacts }
  /** `nextTryAt`: epoch ms by this computer's clock; null while a try is under way. */
  | {
      state: 'offline'
      account: Account
      token: TokenFacts
      code: ErrorCode
      about?: ErrorAbout
      nextTryAt: number | null
    }
  /** `method`: how the account had signed in. */
  | {
      state: 'needsSignIn'
      account: Account
      method: SignInMethod
      code: ErrorCode
      message: string
    }

export type AccountKind = 'user' | 'guest' | 'anonymous'

export interface Account {
  /** Names the account in calls; no secret. */
  key: string
  kind: AccountKind
  userId: string
  name: string
}

/** Where secrets rest. `reason` and `remedy` are sentences for this operating system. */
export type Keychain =
  | { state: 'unknown'; name: string }
  | { state: 'ready'; name: string }
  /** A prompt of the keychain is probably open. */
  | { state: 'waiting'; name: string }
  | { state: 'locked'; name: string; remedy: string }
  | { state: 'unavailable'; name: string; reason: string; remedy: string }
