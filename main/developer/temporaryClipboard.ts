import { createHash } from 'node:crypto'
import { toFailure } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'

/** Electron's clipboard, as far as it is used. From Electron 44 on it answers with promises. */
export interface Clipboard {
  readText(): string | Promise<string>
  writeText(text: string): unknown
  clear(): unknown
}

/** Secrets on the clipboard, where they stay no longer than they must. */
export interface Loan {
  /** Puts a secret there for 30 s. */
  lend(secret: string): Promise<void>
  /** Takes it back at once. What somebody has copied since stays. Never throws. */
  takeBack(): Promise<void>
}

export const loanMs = 30_000

export interface LoanOptions {
  clipboard: Clipboard
  clock: Clock
  log: Log
}

/** Lends secrets to the clipboard. Of what is lent only a fingerprint is held. */
export function createLoan({ clipboard, clock, log }: LoanOptions): Loan {
  let lent: { print: string; cancel: () => void } | null = null

  async function takeBack(): Promise<void> {
    if (lent === null) return
    const { print, cancel } = lent
    lent = null
    cancel()
    try {
      if (fingerprint(await clipboard.readText()) === print) await clipboard.clear()
    } catch (error) {
      log.warn('clipboard.notCleared', { code: toFailure(error).code })
    }
  }

  return {
    async lend(secret) {
      lent?.cancel()
      const cancel = clock.after(loanMs, () => void takeBack())
      lent = { print: fingerprint(secret), cancel }
      await clipboard.writeText(secret)
    },
    takeBack,
  }
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
