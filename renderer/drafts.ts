import { signal } from '@preact/signals'

/** What has been typed and not sent, by channel. */
export const drafts = signal<ReadonlyMap<string, string>>(new Map())

/** Keeps what is being typed, so that a look into another channel loses nothing. */
export function keepDraft(cid: string, text: string): void {
  drafts.value = new Map([...drafts.value, [cid, text]])
}
