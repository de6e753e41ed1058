import type { IpcMainInvokeEvent } from 'electron'
import { callNames } from '../../preload/contract.ts'

type Listener = (event: IpcMainInvokeEvent, request: unknown) => unknown

/** Electron's `ipcMain`, as far as calls are answered with it. */
export interface CallSource {
  handle(name: string, listener: Listener): void
}

/**
 * Takes the window's calls from now on. A call whose name has no listener yet waits for it; those that waited are answered
 * in the order they came. After that a call costs a look-up more than with `ipcMain` itself.
 */
export function bufferCalls(ipcMain: CallSource): CallSource {
  const listeners = new Map<string, Listener>()
  let waiting: { name: string; answer(listener: Listener): void }[] = []

  function answerWaiting(): void {
    const held = waiting
    waiting = []
    for (const call of held) {
      const listener = listeners.get(call.name)
      if (listener) call.answer(listener)
      else waiting.push(call)
    }
  }

  for (const name of Object.keys(callNames)) {
    ipcMain.handle(name, (event, request) => {
      const listener = listeners.get(name)
      if (listener) return listener(event, request)
      return new Promise((resolve) => {
        waiting.push({ name, answer: (listener) => resolve(listener(event, request)) })
      })
    })
  }

  return {
    handle(name, listener) {
      listeners.set(name, listener)
      // The listeners come one after the other; the calls keep their own order.
      queueMicrotask(answerWaiting)
    },
  }
}
