import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import type { Channels } from './channels.ts'
import type { After } from './typing.ts'

/** The chat of an earlier connection, which is shown while there is no connection. */
export interface SavedChatState {
  /** The last moment at which the shown chat was up to date, epoch ms. Null while it is, and while none is shown. */
  readonly asOf: ReadonlySignal<number | null>
  /** Follows the session. Reads the saved chat when an account is shown that is not connected, at a start after a pause. */
  applyView(view: View): void
  /** The server has answered the list of the shown account. */
  listed(): void
}

export interface SavedChatOptions {
  api: Pick<Api, 'readSavedChat'>
  channels(): Pick<Channels, 'listing' | 'showSaved'>
  after: After
  /** Epoch ms. */
  now(): number
}

/** Most starts are connected by then. Reading and drawing the saved chat would only delay them. */
const startPauseMs = 400

export function createSavedChat({ api, channels, after, now }: SavedChatOptions): SavedChatState {
  const asOf = signal<number | null>(null)
  let account: string | null = null
  let state: View['session']['state'] = 'signedOut'
  let isLive = false
  let isStart = true
  let cancelRead: () => void = () => undefined

  const isShown = () => channels().listing.peek().state === 'ready'

  /** Asked at each change of the session: the keychain may have been unlocked. A server's list is never replaced. */
  async function read(key: string): Promise<void> {
    const reply = await api.readSavedChat({ key })
    if (!reply.ok || reply.value === null) return
    if (key !== account || isLive || isShown()) return
    const { channels: saved, savedAt } = reply.value
    batch(() => {
      channels().showSaved(saved)
      asOf.value = savedAt
    })
  }

  function readLater(key: string, delayMs: number): () => void {
    if (delayMs > 0) return after(delayMs, () => void read(key))
    void read(key)
    return () => undefined
  }

  return {
    asOf,
    applyView({ session }) {
      // A sign-in whose account is not known yet leaves the shown chat as it is.
      if (session.state === 'signingIn' && !session.account) return
      const next = session.state === 'signedOut' ? null : session.account && session.account.key
      const isSame = next === account
      const wasLive = isLive && isSame
      const isChanged = !isSame || session.state !== state
      account = next
      state = session.state
      isLive = session.state === 'connected' || session.state === 'refreshing'
      if (!isSame) asOf.value = null
      if (isChanged) cancelRead()
      if (wasLive && !isLive && isShown()) asOf.value ??= now()
      if (account !== null && isChanged && !isLive && !isShown()) {
        cancelRead = readLater(account, isStart && state === 'signingIn' ? startPauseMs : 0)
      }
      isStart = false
    },
    listed() {
      asOf.value = isLive ? null : now()
    },
  }
}
