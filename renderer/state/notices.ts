import { signal, type Signal } from '@preact/signals'
import type { Reply } from '../../preload/contract.ts'
import { problem } from '../text/errors.ts'

/** Errors of things that have no form to show them in. */
export interface Notices {
  readonly notice: Signal<string | null>
  /** Waits for a call whose success needs no words. Returns whether it succeeded. */
  orShowError(call: Promise<Reply<null>>): Promise<boolean>
}

export function createNotices(): Notices {
  const notice = signal<string | null>(null)
  return {
    notice,
    async orShowError(call) {
      const reply = await call
      notice.value = reply.ok ? null : problem[reply.code]
      return reply.ok
    },
  }
}
