/** The store for secrets. `reason` and `remedy` are sentences for this operating system. */
export type Keychain =
  | { state: 'unknown'; name: string }
  | { state: 'ready'; name: string }
  /** The keychain's prompt is probably open. */
  | { state: 'waiting'; name: string }
  | { state: 'locked'; name: string; remedy: string }
  | { state: 'unavailable'; name: string; reason: string; remedy: string }
