import type { Border } from '../preload/contract.ts'

declare global {
  interface Window {
    latchkey: Border
  }
}

/** The only way out of the window: what the preload put there. */
export const border: Border = window.latchkey
