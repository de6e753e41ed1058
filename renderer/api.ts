import type { Bridge } from '../preload/contract.ts'

/** All calls and events between the window and main. */
export type Api = Bridge

declare global {
  interface Window {
    latchkey: Api
  }
}

/** The object that the preload exposes. The window has no other access to main or the network. */
export const api: Api = window.latchkey
