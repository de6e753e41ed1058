import type { ServiceAuth } from './workspace.ts'

/** Which token service to check, and as whom to sign in there. `password` is empty where the service wants none. */
export interface CheckRequest {
  url: string
  userId: string
  password: string
  signIn: ServiceAuth
}

/** What the token service check found. `url` is without its query; `startedAt` is epoch ms by this computer's clock. */
export interface CheckReport {
  url: string
  findings: Finding[]
  startedAt: number
}

/**
 * One finding of the token service check. `advice`: what to change; empty when nothing. `ms`: how long the call took;
 * null where none was made.
 */
export interface Finding {
  probe: string
  verdict: 'pass' | 'warn' | 'fail' | 'skipped'
  title: string
  words: string
  advice: string
  ms: number | null
}
