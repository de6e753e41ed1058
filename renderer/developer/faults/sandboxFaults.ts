import { signal, type ReadonlySignal } from '@preact/signals'
import type {
  ErrorCode,
  Reply,
  SandboxAction,
  SandboxFaults,
  SandboxFaultsPatch,
} from '../../../preload/contract.ts'
import type { Api } from '../../api.ts'
import { problem } from '../../text/errors.ts'
import type { Notices } from '../../state/notices.ts'

/** What is known of the sandbox's switches. */
export type KnownSwitches =
  | { state: 'unread' }
  | { state: 'elsewhere' }
  | { state: 'read'; switches: SandboxFaults }
  | { state: 'failed'; code: ErrorCode }

/** A number that was typed and is not in force: it is being typed, on its way, or no number. */
export interface TypedNumber {
  text: string
  error: string | null
}

/** The faults of the sandbox. */
export interface SandboxControl {
  readonly known: ReadonlySignal<KnownSwitches>
  /** What was done last, to be read out. */
  readonly done: ReadonlySignal<string>
  /** Numbers that were typed, by switch. They stay until they are in force or all switches are reset. */
  readonly typed: ReadonlySignal<Readonly<Partial<Record<keyof SandboxFaults, TypedNumber>>>>
  /** Null: the switch shows what is in force. */
  typeNumber(name: keyof SandboxFaults, typed: TypedNumber | null): void
  /** Reads the switches. */
  read(): Promise<void>
  /** Changes switches, at once. */
  change(patch: SandboxFaultsPatch): Promise<void>
  /** Does a thing to the sandbox once. */
  act(action: SandboxAction): Promise<void>
}

export interface SandboxControlOptions {
  api: Pick<Api, 'readFaults' | 'changeFaults' | 'runSandboxAction'>
  notices: Notices
}

export function createSandboxControl({ api, notices }: SandboxControlOptions): SandboxControl {
  const known = signal<KnownSwitches>({ state: 'unread' })
  const done = signal('')
  const typed = signal<Partial<Record<keyof SandboxFaults, TypedNumber>>>({})

  async function take(call: Promise<Reply<SandboxFaults>>): Promise<boolean> {
    const reply = await call
    notices.notice.value = reply.ok ? null : problem[reply.code]
    const now = known.peek()
    if (reply.ok) known.value = { state: 'read', switches: reply.value }
    // A switch that was not changed is shown as it is.
    else if (now.state === 'read') known.value = { state: 'read', switches: { ...now.switches } }
    return reply.ok
  }

  return {
    known,
    done,
    typed,
    typeNumber(name, number) {
      const { [name]: _, ...others } = typed.peek()
      typed.value = number === null ? others : { ...others, [name]: number }
    },
    async read() {
      const reply = await api.readFaults()
      if (reply.ok) {
        known.value =
          reply.value === null ? { state: 'elsewhere' } : { state: 'read', switches: reply.value }
      } else if (known.peek().state !== 'read') known.value = { state: 'failed', code: reply.code }
    },
    async change(patch) {
      const names = Object.keys(patch) as (keyof SandboxFaults)[]
      const sent = names.map((name) => typed.peek()[name])
      if (!(await take(api.changeFaults(patch)))) return
      // In force. What was typed into the same switch meanwhile stays.
      const left = Object.entries(typed.peek()).filter(
        ([name, number]) => sent[names.indexOf(name as keyof SandboxFaults)] !== number,
      )
      typed.value = Object.fromEntries(left)
    },
    async act(action) {
      if (!(await take(api.runSandboxAction(action)))) return
      done.value = said[action]
      if (action === 'reset') typed.value = {}
    },
  }
}

const said: Record<SandboxAction, string> = {
  expire: 'The token has expired. The app meets that at once, and renews it if it can.',
  revoke: 'The token is revoked. The app meets that at once, and renews it if it can.',
  cut: 'The sockets are cut. The app connects again.',
  reset: 'All switches are back.',
}
