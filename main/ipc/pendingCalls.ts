import type { IpcMainInvokeEvent } from 'electron'
import type { Calls } from '../../preload/contract.ts'

type Listener = (event: IpcMainInvokeEvent, request: unknown) => unknown

/** Electron's `ipcMain`, as far as calls are answered with it. */
export interface CallSource {
  handle(name: string, listener: Listener): void
}

/** The names of all calls, for the start, which does not know their schemas yet. */
const callNames: Record<keyof Calls, true> = {
  readView: true,
  signInWithService: true,
  signInWithToken: true,
  signInAsGuest: true,
  signInAnonymously: true,
  continueAs: true,
  forget: true,
  switchAccount: true,
  signOut: true,
  retryConnection: true,
  pageRendered: true,
  cameOnline: true,
  retryKeychain: true,
  listChannels: true,
  openChannel: true,
  sendMessage: true,
  discardMessage: true,
  addWorkspace: true,
  chooseWorkspace: true,
  removeWorkspace: true,
  answerProxy: true,
  cancelProxy: true,
  readKeptTexts: true,
  keepText: true,
  restartToUpdate: true,
  signInWithDevelopmentToken: true,
  signInWithSecret: true,
  copyToken: true,
  inspectSession: true,
  inspectToken: true,
  readTimeline: true,
  exportTimeline: true,
  readSwitches: true,
  changeSwitches: true,
  actOnSandbox: true,
  readTokenService: true,
  checkTokenService: true,
  stopCheck: true,
  changePreferences: true,
  readAbout: true,
  showLog: true,
  acceptLink: true,
  findChannel: true,
  dismissLink: true,
}

/**
 * Takes the window's calls from now on. A call whose name has no listener yet waits for it; those that waited are answered
 * in the order they came. After that a call costs a look-up more than with `ipcMain` itself.
 */
export function holdCalls(ipcMain: CallSource): CallSource {
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
