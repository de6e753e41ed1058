import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorCode, PastedInspection, SessionInspection } from '../../../preload/contract.ts'
import type { Api } from '../../api.ts'
import type { DeveloperPanel } from '../../state/developerPanel.ts'
import {
  clearField,
  clearSent,
  createForm,
  required,
  textsOf,
  type Form,
  type Submitter,
} from '../../state/form.ts'

/** The session's token, as loaded. */
export type OwnToken =
  | { state: 'unread' }
  | { state: 'none' }
  | { state: 'read'; inspection: SessionInspection }
  | { state: 'failed'; code: ErrorCode }

/** Inspects the session's token and pasted tokens. */
export interface TokenInspector {
  readonly own: ReadonlySignal<OwnToken>
  /** The form for a pasted token. */
  readonly paste: Form<'token'>
  /** The content of the last pasted token. */
  readonly pasted: ReadonlySignal<PastedInspection | null>
  /** Loads the session's token again. */
  readOwn(): Promise<void>
  /** Clears the loaded token, so nothing stale shows next time. */
  forgetOwn(): void
  /** Inspects the pasted token and then clears its field. A token pasted meanwhile stays. */
  readPasted(): Promise<boolean>
}

export interface TokenInspectorOptions {
  api: Pick<Api, 'inspectSession' | 'inspectToken'>
  submitter: Submitter
  panel: Pick<DeveloperPanel, 'panel'>
}

export function createTokenInspector(options: TokenInspectorOptions): TokenInspector {
  const { api, submitter, panel } = options
  const own = signal<OwnToken>({ state: 'unread' })
  const paste = createForm({ token: '' })
  const pasted = signal<PastedInspection | null>(null)

  // Closing the panel clears the pasted token.
  effect(() => {
    if (panel.panel.value.state !== 'closed') return
    pasted.value = null
    clearField(paste, 'token')
  })

  return {
    own,
    paste,
    pasted,
    async readOwn() {
      const reply = await api.inspectSession()
      if (!reply.ok) own.value = { state: 'failed', code: reply.code }
      else if (reply.value === null) own.value = { state: 'none' }
      else own.value = { state: 'read', inspection: reply.value }
    },
    forgetOwn() {
      own.value = { state: 'unread' }
    },
    readPasted() {
      const sent = textsOf(paste)
      const token = sent.token.trim()
      pasted.value = null
      return submitter.submit(paste, required(token, 'token'), async () => {
        const reply = await api.inspectToken({ token })
        if (!reply.ok) return reply
        pasted.value = reply.value
        clearSent(paste, sent)
        return reply
      })
    },
  }
}
