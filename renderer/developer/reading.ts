import { effect, signal } from '@preact/signals'
import type { ErrorCode, PastedInspection, SessionInspection } from '../../preload/contract.ts'
import { border } from '../border.ts'
import { createForm, required, submit } from '../form.ts'
import { panel } from '../panel.ts'

/** What is known of the session's token. */
export type Own =
  | { state: 'unread' }
  | { state: 'none' }
  | { state: 'read'; inspection: SessionInspection }
  | { state: 'failed'; code: ErrorCode }

export const own = signal<Own>({ state: 'unread' })

/** Where a token is pasted only to be read, and what the last one said. */
export const paste = createForm({ token: '' })
export const pasted = signal<PastedInspection | null>(null)

/** Reads the session's token anew. */
export async function readOwn(): Promise<void> {
  const reply = await border.inspectSession()
  if (!reply.ok) own.value = { state: 'failed', code: reply.code }
  else if (reply.value === null) own.value = { state: 'none' }
  else own.value = { state: 'read', inspection: reply.value }
}

/** Forgets what was read, so that nothing out of date is shown the next time. */
export function forgetOwn(): void {
  own.value = { state: 'unread' }
}

/** Reads the pasted token. It is gone from the window once it is read. */
export function readPasted(): Promise<boolean> {
  const text = paste.values.token
  const token = text.value.trim()
  pasted.value = null
  return submit(paste, required(token, 'token'), async () => {
    const reply = await border.inspectToken({ token })
    if (!reply.ok) return reply
    pasted.value = reply.value
    text.value = ''
    return reply
  })
}

// What was pasted does not outlive the panel.
effect(() => {
  if (panel.value.state !== 'closed') return
  pasted.value = null
  paste.values.token.value = ''
})
