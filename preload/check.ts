import type { ServiceSignOut, WorkspaceSignIn } from './workspace.ts'

/**
 * The token service to check, and the user to sign in there. `password` is empty if the service requires none. With single sign-on,
 * `accessToken` is one of that user's.
 */
export interface CheckRequest {
  url: string
  userId: string
  password: string
  accessToken?: string
  signIn: WorkspaceSignIn
  /** Whether its sign-outs are checked, too. They are not unless told. */
  signOut?: ServiceSignOut
}

/** The result of a token service check. `url` has no query; `startedAt` is epoch ms by this computer's clock. */
export interface CheckReport {
  url: string
  findings: Finding[]
  startedAt: number
}

/**
 * One finding of the token service check. `advice`: the change to make, or empty. `ms`: the duration of the call, or
 * null when none was made.
 */
export interface Finding {
  probe: string
  verdict: 'pass' | 'warn' | 'fail' | 'skipped'
  title: string
  message: string
  advice: string
  ms: number | null
}
