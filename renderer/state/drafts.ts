import { signal } from '@preact/signals'
import type { KeptTexts, TextPath } from './keptTexts.ts'

/** What has been typed and not sent: by account and channel. */
export interface Drafts {
  /** The text in a channel of the account that is signed in. */
  text(cid: string): string
  /** Keeps what is being typed, so that a look into another channel loses nothing. */
  keep(cid: string, text: string): void
  /** From now on the drafts of this account count. Null: nobody is signed in. */
  resetForAccount(account: TextPath | null): void
}

export function createDrafts(kept: KeptTexts): Drafts {
  let own: TextPath | null = null
  const texts = signal<ReadonlyMap<string, string>>(new Map())
  return {
    text: (cid) => texts.value.get(cid) ?? '',
    keep(cid, text) {
      texts.value = new Map([...texts.peek(), [cid, text]])
      if (own) kept.keep([...own, cid], text === '' ? null : text)
    },
    resetForAccount(account) {
      own = account && [...account, 'draft']
      const known = own ? kept.under(own) : []
      texts.value = new Map(known.map(([[cid = ''], text]) => [cid, text]))
    },
  }
}
