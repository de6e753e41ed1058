/** What main asks of the keychain process; one question at a time. */
export type Question =
  | { id: number; call: 'get'; service: string; account: string }
  | { id: number; call: 'set'; service: string; account: string; password: string }
  | { id: number; call: 'delete'; service: string; account: string }

/** What it answers. `message` is the keychain's own, and holds no secret. */
export type Answer =
  | { id: number; isDone: true; value: string | null }
  | { id: number; isDone: false; message: string }
