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

/** What is known of the session's token. */
export type OwnToken =
  | { state: 'unread' }
  | { state: 'none' }
  | { state: 'read'; inspection: SessionInspection }
  | { state: 'failed'; code: ErrorCode }

/** Reads tokens: the session's own, and pasted ones. */
export interface TokenInspector {
  readonly own: ReadonlySignal<OwnToken>
  /** Where a token is pasted only to be read. */
  readonly paste: Form<'token'>
  /** What the last pasted token said. */
  readonly pasted: ReadonlySignal<PastedInspection | null>
  /** Reads the session's token once more. */
  readOwn(): Promise<void>
  /** Forgets what was read, so that nothing out of date is shown the next time. */
  forgetOwn(): void
  /** Reads the pasted token. It is gone from the window once it is read; one pasted meanwhile stays. */
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

  // What was pasted does not outlive the panel.
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
