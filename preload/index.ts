import { contextBridge, ipcRenderer } from 'electron'
import { callNames, type Bridge, type Calls } from './contract.ts'

/** One function for each call. It passes the request on and decides nothing. */
const calls = Object.fromEntries(
  Object.keys(callNames).map((name) => [
    name,
    (request: unknown) => ipcRenderer.invoke(name, request),
  ]),
) as { [Name in keyof Calls]: Calls[Name] }

const bridge: Bridge = {
  ...calls,
  on(name, listener) {
    const channel = `event:${name}`
    // Electron's own event object stays on this side, because it carries the sender.
    const forward = (_: unknown, event: Parameters<typeof listener>[0]) => listener(event)
    ipcRenderer.on(channel, forward)
    return () => ipcRenderer.off(channel, forward)
  },
}

contextBridge.exposeInMainWorld('latchkey', bridge)
