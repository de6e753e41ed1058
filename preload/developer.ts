import type { Faults } from '../sandbox/faultList.ts'
import type { CheckReport, CheckRequest, Finding } from './check.ts'
import type { ErrorCode } from './errorCode.ts'
import type { Reply } from './reply.ts'
import type { TokenFacts } from './token.ts'
import type { ServiceSignOut, WorkspaceSignIn } from './workspace.ts'

/** The calls of developer mode. While it is off, each fails with `notAllowed`. */
export interface DeveloperCalls {
  /**
   * Signs in with an unsigned token from main. Works only with an app whose auth checks are off. The token is never
   * stored.
   */
  signInWithDevelopmentToken(request: { userId: string }): Promise<Reply<null>>
  /**
   * Signs in with a token that main signs and renews with the app's API secret. The secret crosses the bridge here
   * only, from the window to main, and stays in main's memory during the session.
   */
  signInWithSecret(request: SecretSignIn): Promise<Reply<null>>
  /** Copies a locally issued token to the clipboard for 30 s. */
  copyToken(): Promise<Reply<null>>
  /** Returns the session's token in readable form. Null while signed out or anonymous. */
  inspectSession(): Promise<Reply<SessionInspection | null>>
  /** Returns a pasted token in readable form. Main does not keep the token. */
  inspectToken(request: { token: string }): Promise<Reply<PastedInspection>>
  /** Returns the recorded events, oldest first. */
  readTimeline(): Promise<Reply<TimelineEntry[]>>
  /** Asks for a file and writes the timeline to it as JSON. Returns its path, or null if the person cancelled. */
  exportTimeline(): Promise<Reply<string | null>>
  /** Returns the sandbox's faults. Null when another workspace is selected. */
  readFaults(): Promise<Reply<FaultSettings | null>>
  /** Changes faults of the sandbox at once. */
  changeFaults(request: SandboxFaultsPatch): Promise<Reply<FaultSettings>>
  /** Runs a one-time action. */
  runSandboxAction(request: SandboxAction): Promise<Reply<FaultSettings>>
  /** Returns the URL of the workspace's token service and the credentials it requires. Null if it has none. */
  readTokenService(): Promise<
    Reply<{ url: string; signIn: WorkspaceSignIn; signOut?: ServiceSignOut } | null>
  >
  /**
   * Runs the token service contract against an endpoint and emits findings as events. A new check stops the previous
   * one, which fails with `aborted`.
   */
  checkTokenService(request: CheckRequest): Promise<Reply<CheckReport>>
  /** Stops the running check, which fails with `aborted`. */
  stopCheck(): Promise<Reply<null>>
}

/** Developer mode events from main to the window. */
export interface DeveloperEvents {
  /** A new entry of the timeline. */
  timeline: TimelineEntry
  /** A new finding of the token service check. */
  finding: Finding
}

export interface SecretSignIn {
  userId: string
  secret: string
  /** In seconds, as typed. Empty for a token that never expires. */
  lifetime: string
}

/** The content of a token, without the token and its signature. Times are epoch ms in server time, as in the token. */
export interface TokenInspection {
  header: Claim[]
  payload: Claim[]
  signature: 'present' | 'development' | 'absent'
  /** Null if the token names no user. */
  userId: string | null
  issuedAt: number | null
  notBefore: number | null
  /** Null if the token never expires. */
  expiresAt: number | null
  /** Server time minus this computer's time, in ms. Null before the first server response. */
  skewMs: number | null
}

/** One member of a token's header or payload. `value` is JSON, shortened if it is long. */
export interface Claim {
  name: string
  value: string
}

/** The session's own token. */
export interface SessionInspection extends TokenInspection {
  /** Whether the token belongs to the signed-in user. */
  isForAccount: boolean
  /** Epoch ms in server time. Null if no renewal is scheduled. */
  renewsAt: number | null
  renewedBy: TokenFacts['renewedBy']
  storedIn: TokenFacts['storedIn']
}

/** A pasted token, usable or not. */
export interface PastedInspection extends TokenInspection {
  /** The reason why the token cannot be used. Null if none is visible without the API secret. */
  problem: ErrorCode | null
}

/** One recorded event. Its facts are redacted. */
export interface TimelineEntry {
  /** The sequence number, in steps of one. */
  number: number
  /** Epoch ms by this computer's clock. */
  at: number
  category: 'session' | 'connection' | 'renewal' | 'requests' | 'keychain' | 'system'
  event: string
  isProblem: boolean
  /**
   * The duration of the span that ends here, in ms by the monotonic clock, which on most systems excludes sleep. The
   * duration of a sleep itself is by the wall clock. Null if no span ends here.
   */
  durationMs: number | null
  /** Whether a span starts here. It ends at the entry with this number in its `ends`. */
  isStart: boolean
  /** The numbers of the entries that started the spans ending here. */
  ends: number[]
  facts: Record<string, string | number | boolean | null>
}

/** The faults of the sandbox. Their list is sandbox/faultList.ts; docs/developer-mode.md describes each. */
export type SandboxFaults = Faults

/** The faults as they are set, and their values without any change. */
export interface FaultSettings {
  current: SandboxFaults
  defaults: SandboxFaults
}

/** A change to some faults. */
export type SandboxFaultsPatch = { [Name in keyof SandboxFaults]?: SandboxFaults[Name] | undefined }

/** `expire` and `revoke` end the tokens of the signed-in user. */
export type SandboxAction = 'expire' | 'revoke' | 'cut' | 'reset'
