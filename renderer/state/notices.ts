import { signal, type Signal } from '@preact/signals'
import type { ErrorCode, Reply } from '../../preload/contract.ts'
import { errorText } from '../text/errors.ts'

/** Errors of actions that have no form. */
export interface Notices {
  readonly notice: Signal<string | null>
  /** The configuration notice that the person dismissed. It stays hidden until its text changes. */
  readonly dismissed: Signal<string | null>
  /** Awaits a call and shows its error, if any and not one of `expected`. Returns whether it succeeded. */
  orShowError(call: Promise<Reply<null>>, expected?: readonly ErrorCode[]): Promise<boolean>
}

export function createNotices(): Notices {
  const notice = signal<string | null>(null)
  return {
    notice,
    dismissed: signal(null),
    async orShowError(call, expected = []) {
      const reply = await call
      const isShown = !reply.ok && !expected.includes(reply.code)
      notice.value = isShown ? errorText(reply.code) : null
      return reply.ok
    },
  }
}
