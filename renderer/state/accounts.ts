import { signal, type ReadonlySignal } from '@preact/signals'
import type { Account, RememberedAccount, View } from '../../preload/contract.ts'
import type { Api } from '../api.ts'
import { errorText } from '../text/errors.ts'
import type { Notices } from './notices.ts'

/** The switch between accounts. Main decides; each view tells the outcome. */
export interface Accounts {
  /** The remembered account that was left for the sign-in screen. Null when there is no way back. */
  readonly previous: ReadonlySignal<RememberedAccount | null>
  /** The account that main was last asked to continue, until it answers. */
  readonly switchingTo: ReadonlySignal<string | null>
  applyView(view: View): void
  /** Leaves the active account and continues as another. Of several calls the last one counts. */
  switchTo(key: string): Promise<void>
  /** Leaves the active account for the sign-in screen. */
  add(): Promise<void>
  signOut(): Promise<void>
  /** Erases a remembered account that is not active. Main asks first. */
  forget(account: RememberedAccount): Promise<void>
}

export interface AccountsOptions {
  api: Pick<Api, 'switchTo' | 'switchAccount' | 'signOut' | 'forget'>
  notices: Notices
  /** The number of unsent messages that the window holds for an account. */
  unsentMessages(account: RememberedAccount): number
}

export function createAccounts({ api, notices, unsentMessages }: AccountsOptions): Accounts {
  const previous = signal<RememberedAccount | null>(null)
  const switchingTo = signal<string | null>(null)
  /** The account of the latest session. */
  let latest: Account | null = null

  return {
    previous,
    switchingTo,
    applyView({ session, remembered }) {
      const isOut = session.state === 'signedOut'
      // A sign-in that does not know its account yet starts at the sign-in screen, which it does not leave.
      if (!isOut && session.account) latest = session.account
      const isShown = isOut || (session.state === 'signingIn' && !session.account)
      previous.value = (isShown && remembered.find(({ key }) => key === latest?.key)) || null
    },
    async switchTo(key) {
      switchingTo.value = key
      const reply = await api.switchTo({ key })
      // A later call took its place and reports its own outcome.
      if (switchingTo.peek() !== key) return
      switchingTo.value = null
      if (!reply.ok) notices.notice.value = errorText(reply.code)
    },
    add: async () => void (await notices.orShowError(api.switchAccount())),
    signOut: async () => void (await notices.orShowError(api.signOut())),
    async forget(account) {
      const { key } = account
      const count = unsentMessages(account)
      await notices.orShowError(api.forget(count === 0 ? { key } : { key, unsentMessages: count }))
    },
  }
}
