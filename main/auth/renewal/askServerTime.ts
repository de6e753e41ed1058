import type { ChatServer } from '../ports.ts'
import type { Timeouts } from '../timeouts.ts'

const timeoutMs = 5_000

/**
 * Asks the chat server for its time; `then` is called once, whether it was heard or not. The returned function calls it
 * off. A token that has ended by this computer's clock alone may be good: that clock can be wrong.
 */
export function askServerTime(chat: ChatServer, timeouts: Timeouts, then: () => void): () => void {
  const controller = new AbortController()
  const cancel = (): void => {
    cancelTimeout()
    controller.abort()
  }
  const proceed = (): void => {
    if (controller.signal.aborted) return
    cancel()
    then()
  }
  const cancelTimeout = timeouts.after(timeoutMs, proceed)
  chat.askTime(controller.signal).then(proceed, proceed)
  return cancel
}
