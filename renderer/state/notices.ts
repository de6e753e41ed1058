import { signal, type Signal } from '@preact/signals'
import type { Reply } from '../../preload/contract.ts'
import { errorText } from '../text/errors.ts'

/** Errors of actions that have no form. */
export interface Notices {
  readonly notice: Signal<string | null>
  /** The configuration notice that the person dismissed. It stays hidden until its text changes. */
  readonly dismissed: Signal<string | null>
  /** Awaits a call and shows its error, if any. Returns whether it succeeded. */
  orShowError(call: Promise<Reply<null>>): Promise<boolean>
}

export function createNotices(): Notices {
  const notice = signal<string | null>(null)
  return {
    notice,
    dismissed: signal(null),
    async orShowError(call) {
      const reply = await call
      notice.value = reply.ok ? null : errorText(reply.code)
      return reply.ok
    },
  }
}
