import type { CheckReport, CheckRequest, Finding } from './check.ts'
import type { ErrorCode } from './errorCode.ts'
import type { Reply } from './reply.ts'
import type { TokenFacts } from './token.ts'
import type { ServiceAuth } from './workspace.ts'

/** What the window may ask of main in developer mode; while that is off, each call answers `notAllowed`. */
export interface DeveloperCalls {
  /** Signs in with an unsigned token, made in main. Only an app with auth checks off takes it. Never kept. */
  signInWithDevelopmentToken(request: { userId: string }): Promise<Reply<null>>
  /**
   * Signs in with a token that main signs with the app's API secret, and signs again when it ends. The secret crosses the
   * bridge here, once and in this direction only; it lives in main's memory while the session does.
   */
  signInWithSecret(request: SecretSignIn): Promise<Reply<null>>
  /** Puts the token of a session that was made here on the clipboard, for 30 s. */
  copyToken(): Promise<Reply<null>>
  /** What is known of the session's token; null: nobody is signed in, or the visitor is anonymous. */
  inspectSession(): Promise<Reply<SessionInspection | null>>
  /** What a pasted token says. It is read and forgotten. */
  inspectToken(request: { token: string }): Promise<Reply<PastedInspection>>
  /** What has happened, oldest first, as far back as it is kept. */
  readTimeline(): Promise<Reply<TimelineEntry[]>>
  /** Asks where to save the timeline and writes it as JSON. The path; null: the person thought better of it. */
  exportTimeline(): Promise<Reply<string | null>>
  /** How the sandbox's switches stand; null: the workspace is another one. */
  readFaults(): Promise<Reply<SandboxFaults | null>>
  /** Changes switches of the sandbox, effective at once. */
  changeFaults(request: SandboxFaultsPatch): Promise<Reply<SandboxFaults>>
  /** Does a thing to the sandbox once. */
  runSandboxAction(request: SandboxAction): Promise<Reply<SandboxFaults>>
  /** Where the workspace's token service is and what it asks for; null: it has none. */
  readTokenService(): Promise<Reply<{ url: string; signIn: ServiceAuth } | null>>
  /**
   * Runs the token service contract against an endpoint. Findings come as events while it runs. One check at a time: the one
   * before answers `aborted`.
   */
  checkTokenService(request: CheckRequest): Promise<Reply<CheckReport>>
  /** Ends the check that is under way, which then answers `aborted`. */
  stopCheck(): Promise<Reply<null>>
}

/** What main tells the window in developer mode without being asked. */
export interface DeveloperEvents {
  /** Something has happened. */
  timeline: TimelineEntry
  /** The token service check has found something. */
  finding: Finding
}

export interface SecretSignIn {
  userId: string
  secret: string
  /** In seconds, as typed; empty: the token never ends. */
  lifetime: string
}

/** What a token says, without its signature and without the token. Times are epoch ms in server time, as written in it. */
export interface TokenInspection {
  header: Claim[]
  payload: Claim[]
  signature: 'present' | 'development' | 'absent'
  /** null: it names none. */
  userId: string | null
  issuedAt: number | null
  notBefore: number | null
  /** null: it never ends. */
  expiresAt: number | null
  /** The server's clock less this computer's, in ms; null: no server has been heard yet. */
  skewMs: number | null
}

/** One member of a token's header or payload; `value` is JSON, and is cut where it is longer than anybody reads. */
export interface Claim {
  name: string
  value: string
}

/** The session's own token. */
export interface SessionInspection extends TokenInspection {
  /** Whether it is for whoever is signed in. */
  isForAccount: boolean
  /** Epoch ms in server time; null: no renewal is planned. */
  renewsAt: number | null
  renewedBy: TokenFacts['renewedBy']
  storedIn: TokenFacts['storedIn']
}

/** A token that was pasted to be read, whether it could be used or not. */
export interface PastedInspection extends TokenInspection {
  /** Why no sign-in would take it; null: nothing is wrong with it that shows without the secret. */
  problem: ErrorCode | null
}

/** One thing that happened. Facts are redacted. */
export interface TimelineEntry {
  /** Counts up by one. */
  number: number
  /** Epoch ms by this computer's clock. */
  at: number
  category: 'session' | 'connection' | 'renewal' | 'requests' | 'keychain' | 'system'
  event: string
  isProblem: boolean
  /**
   * How long that took which ends here, in ms by the monotonic clock: setting the clock changes nothing, and on most systems
   * the time asleep does not count. Of a sleep itself by the wall clock. null: nothing ends here.
   */
  durationMs: number | null
  /** Whether something goes on from here, until an entry that has this one's number in its `ends`. */
  isStart: boolean
  /** The numbers of the entries that began what ends here. */
  ends: number[]
  facts: Record<string, string | number | boolean | null>
}

/** The switches of the sandbox; docs/developer-mode.md says what each does. */
export interface SandboxFaults {
  tokenLifeSeconds: number | 'forever'
  tokenNotBeforeSeconds: number
  tokenServiceSkewSeconds: number
  tokenService:
    | 'ok'
    | 'down'
    | 'never'
    | 'error'
    | 'busy'
    | 'unavailable'
    | 'html'
    | 'htmlRefusal'
    | 'redirect'
    | 'refused'
    | 'forbidden'
    | 'wrongUser'
    | 'malformedToken'
    | 'sameToken'
    | 'noToken'
    | 'badJson'
    | 'huge'
  tokenServiceDelayMs: number
  clockSkewSeconds: number
  chat: 'ok' | 'never' | 'loseAnswers' | 'unavailable' | 'html'
  chatDelayMs: number
  refuseWith: number | null
  retryAfterSeconds: number
  userRateLimit: number
  appRateLimit: number
  slowModeSeconds: number
  moderation: 'off' | 'block' | 'shadow'
  sockets: 'ok' | 'silent' | 'unavailable'
  network: 'on' | 'off'
  disableAuthChecks: boolean
  odd: boolean
}

/** Some of the switches. */
export type SandboxFaultsPatch = { [Name in keyof SandboxFaults]?: SandboxFaults[Name] | undefined }

/** `expire` and `revoke` end the tokens of whoever is signed in. */
export type SandboxAction = 'expire' | 'revoke' | 'cut' | 'reset'
