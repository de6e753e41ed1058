/**
 * Messages of remembered accounts that were left before the server had them. The window keeps their texts and sends them
 * when their account is active again; this knows only how many there are.
 */
export interface WaitingMessages {
  /** The message comes back to the window unsent. */
  wait(account: string, id: string): void
  /** The message is on its way again, or discarded. */
  end(id: string): void
  /** How many wait for accounts that `isRemembered`. The messages of others are lost already. */
  count(isRemembered: (account: string) => boolean): number
}

export function createWaitingMessages(): WaitingMessages {
  /** The account of each message, by the message's ID. */
  const accounts = new Map<string, string>()
  return {
    wait: (account, id) => void accounts.set(id, account),
    end: (id) => void accounts.delete(id),
    count: (isRemembered) => [...accounts.values()].filter(isRemembered).length,
  }
}
