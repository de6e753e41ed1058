import type { WebContents } from 'electron'
import type { Events } from '../../preload/contract.ts'

/** Tells the window something. */
export function tell<Name extends keyof Events>(
  contents: WebContents | null,
  name: Name,
  event: Events[Name],
): void {
  if (contents && !contents.isDestroyed()) contents.send(`event:${name}`, event)
}
