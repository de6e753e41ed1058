import { signal } from '@preact/signals'
import type {
  ErrorCode,
  Reply,
  SandboxAction,
  Switches,
  SwitchesPatch,
} from '../../preload/contract.ts'
import { border } from '../border.ts'
import { complaint } from '../complaint.ts'
import { problem } from '../problems.ts'

/** How the sandbox's switches stand. */
export type Bench =
  | { state: 'unread' }
  | { state: 'elsewhere' }
  | { state: 'read'; switches: Switches }
  | { state: 'failed'; code: ErrorCode }

export const bench = signal<Bench>({ state: 'unread' })

/** What was done last, to be read out. */
export const done = signal('')

/** Counts the resets: with each, what was typed and not taken is gone as well. */
export const round = signal(0)

/** Reads the switches. */
export async function readBench(): Promise<void> {
  const reply = await border.readSwitches()
  if (!reply.ok) bench.value = { state: 'failed', code: reply.code }
  else if (reply.value === null) bench.value = { state: 'elsewhere' }
  else bench.value = { state: 'read', switches: reply.value }
}

/** Changes switches, at once. */
export async function change(patch: SwitchesPatch): Promise<void> {
  await take(border.changeSwitches(patch))
}

/** Does a thing to the sandbox once. */
export async function act(action: SandboxAction): Promise<void> {
  if (!(await take(border.actOnSandbox(action)))) return
  done.value = said[action]
  if (action === 'reset') round.value += 1
}

const said: Record<SandboxAction, string> = {
  expire: 'The token has expired. The app meets that at once, and renews it if it can.',
  revoke: 'The token is revoked. The app meets that at once, and renews it if it can.',
  cut: 'The sockets are cut. The app connects again.',
  reset: 'All switches are back.',
}

async function take(call: Promise<Reply<Switches>>): Promise<boolean> {
  const reply = await call
  complaint.value = reply.ok ? null : problem[reply.code]
  if (reply.ok) bench.value = { state: 'read', switches: reply.value }
  // A switch that was not changed is shown as it stands.
  else if (bench.value.state === 'read') {
    bench.value = { state: 'read', switches: { ...bench.value.switches } }
  }
  return reply.ok
}
