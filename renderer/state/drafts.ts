import { signal } from '@preact/signals'
import type { InputStore, TextPath } from './inputStore.ts'

/** Unsent drafts by account and channel. */
export interface Drafts {
  /** The signed-in account's draft in a channel. */
  text(cid: string): string
  /** Stores the draft, so that it survives a switch to another channel. */
  keep(cid: string, text: string): void
  /** Switches to the drafts of an account. Null while signed out. */
  resetForAccount(account: TextPath | null): void
}

export function createDrafts(inputs: InputStore): Drafts {
  let own: TextPath | null = null
  const texts = signal<ReadonlyMap<string, string>>(new Map())
  return {
    text: (cid) => texts.value.get(cid) ?? '',
    keep(cid, text) {
      texts.value = new Map([...texts.peek(), [cid, text]])
      if (own) inputs.keep([...own, cid], text === '' ? null : text)
    },
    resetForAccount(account) {
      own = account && [...account, 'draft']
      const known = own ? inputs.under(own) : []
      texts.value = new Map(known.map(([[cid = ''], text]) => [cid, text]))
    },
  }
}
