import { signal } from '@preact/signals'
import type { Reply } from '../preload/contract.ts'
import { problem } from './problems.ts'

/** What went wrong with a thing that has no form to say it in. */
export const complaint = signal<string | null>(null)

/** Waits for a call whose success needs no words. Says whether it went well. */
export async function orComplain(call: Promise<Reply<null>>): Promise<boolean> {
  const reply = await call
  complaint.value = reply.ok ? null : problem[reply.code]
  return reply.ok
}
