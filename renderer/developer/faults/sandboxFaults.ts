import { signal, type ReadonlySignal } from '@preact/signals'
import type {
  ErrorCode,
  FaultSettings,
  Reply,
  SandboxAction,
  SandboxFaults,
  SandboxFaultsPatch,
} from '../../../preload/contract.ts'
import type { Api } from '../../api.ts'
import { errorText } from '../../text/errors.ts'
import type { Notices } from '../../state/notices.ts'

/** The loaded faults of the sandbox. */
export type KnownFaults =
  | { state: 'unread' }
  | { state: 'elsewhere' }
  | { state: 'read'; faults: SandboxFaults; defaults: SandboxFaults }
  | { state: 'failed'; code: ErrorCode }

/** A typed number that is not in effect: incomplete, being sent, or invalid. */
export interface TypedNumber {
  text: string
  isInvalid: boolean
}

/** The state and actions of the faults tool. */
export interface SandboxControl {
  readonly known: ReadonlySignal<KnownFaults>
  /** The last action that was done. Null before the first. */
  readonly done: ReadonlySignal<SandboxAction | null>
  /** Typed numbers by fault. They stay until they are in effect or all faults are reset. */
  readonly typed: ReadonlySignal<Readonly<Partial<Record<keyof SandboxFaults, TypedNumber>>>>
  /** Null shows the value in effect. */
  typeNumber(name: keyof SandboxFaults, typed: TypedNumber | null): void
  /** Loads the faults. */
  read(): Promise<void>
  /** Changes faults at once. */
  change(patch: SandboxFaultsPatch): Promise<void>
  /** Runs a one-time action. */
  act(action: SandboxAction): Promise<void>
}

export interface SandboxControlOptions {
  api: Pick<Api, 'readFaults' | 'changeFaults' | 'runSandboxAction'>
  notices: Notices
}

export function createSandboxControl({ api, notices }: SandboxControlOptions): SandboxControl {
  const known = signal<KnownFaults>({ state: 'unread' })
  const done = signal<SandboxAction | null>(null)
  const typed = signal<Partial<Record<keyof SandboxFaults, TypedNumber>>>({})

  /** Changes without a reply yet. They show at once: the reply to an earlier call must not undo them. */
  const pending = new Set<SandboxFaultsPatch>()
  let settings: FaultSettings | null = null

  function show(): void {
    if (settings === null) return
    const { current, defaults } = settings
    // A new object re-renders the controls, so a rejected change is undone on the screen.
    known.value = { state: 'read', faults: Object.assign({}, current, ...pending), defaults }
  }

  async function apply(call: Promise<Reply<FaultSettings>>): Promise<boolean> {
    const reply = await call
    notices.notice.value = reply.ok ? null : errorText(reply.code)
    if (reply.ok) settings = reply.value
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
      if (reply.ok) settings = reply.value
      if (settings !== null) show()
      else known.value = reply.ok ? { state: 'elsewhere' } : { state: 'failed', code: reply.code }
    },
    async change(patch) {
      const names = Object.keys(patch) as (keyof SandboxFaults)[]
      const sent = names.map((name) => typed.peek()[name])
      pending.add(patch)
      show()
      const isChanged = await apply(api.changeFaults(patch))
      pending.delete(patch)
      show()
      if (!isChanged) return
      // The change is in effect. Numbers typed meanwhile stay.
      const left = Object.entries(typed.peek()).filter(
        ([name, number]) => sent[names.indexOf(name as keyof SandboxFaults)] !== number,
      )
      typed.value = Object.fromEntries(left)
    },
    async act(action) {
      if (!(await apply(api.runSandboxAction(action)))) return
      show()
      done.value = action
      if (action === 'reset') typed.value = {}
    },
  }
}
