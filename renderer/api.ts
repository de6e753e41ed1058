import type { Bridge } from '../preload/contract.ts'

/** The bridge to main: all calls and events that the window has. */
export type Api = Bridge

declare global {
  interface Window {
    latchkey: Api
  }
}

/** The only way out of the window: what the preload put there. */
export const api: Api = window.latchkey
