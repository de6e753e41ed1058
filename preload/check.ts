import type { SignIn } from './contract.ts'

/** What the token service check is pointed at. */
export interface CheckRequest {
  url: string
  userId: string
  /** Empty where the service wants none. */
  password: string
  signIn: SignIn
}

/** One finding of the token service check. */
export interface Finding {
  probe: string
  verdict: 'pass' | 'warn' | 'fail' | 'skipped'
  title: string
  words: string
  /** What to change; empty when nothing. */
  advice: string
  /** How long the call took; null where none was made. */
  ms: number | null
}

/** All findings, in the order they were made. `startedAt`: epoch ms. */
export interface CheckReport {
  url: string
  findings: Finding[]
  startedAt: number
}
