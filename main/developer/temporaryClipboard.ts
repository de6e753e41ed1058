import { createHash } from 'node:crypto'
import { toFailure } from '../auth/errors.ts'
import type { Clock, Log } from '../auth/ports.ts'

/** Electron's clipboard, as far as it is used. From Electron 44 on it answers with promises. */
export interface Clipboard {
  readText(): string | Promise<string>
  writeText(text: string): unknown
  clear(): unknown
}

/** The clipboard for secrets, which are removed after a short time. */
export interface TemporaryClipboard {
  /** Copies a secret for 30 s. */
  copy(secret: string): Promise<void>
  /** Removes it at once. Text copied since then stays. Never throws. */
  clear(): Promise<void>
}

export const copiedForMs = 30_000

export interface TemporaryClipboardOptions {
  clipboard: Clipboard
  clock: Clock
  log: Log
}

/** Copies secrets to the clipboard for a short time. Holds only a fingerprint of the secret. */
export function createTemporaryClipboard({
  clipboard,
  clock,
  log,
}: TemporaryClipboardOptions): TemporaryClipboard {
  let copied: { print: string; cancel: () => void } | null = null

  async function clear(): Promise<void> {
    if (copied === null) return
    const { print, cancel } = copied
    copied = null
    cancel()
    try {
      if (fingerprint(await clipboard.readText()) === print) await clipboard.clear()
    } catch (error) {
      log.warn('clipboard.notCleared', { code: toFailure(error).code })
    }
  }

  return {
    async copy(secret) {
      copied?.cancel()
      const cancel = clock.after(copiedForMs, () => void clear())
      copied = { print: fingerprint(secret), cancel }
      await clipboard.writeText(secret)
    },
    clear,
  }
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
