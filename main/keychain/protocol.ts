/** A question from main to the keychain process; one at a time. */
export type Question =
  | { id: number; call: 'get'; service: string; account: string }
  | { id: number; call: 'set'; service: string; account: string; password: string }
  | { id: number; call: 'delete'; service: string; account: string }

/**
 * The answer of the keychain process. `value`: the secret of a `get`, whether a `delete` deleted an entry, else null.
 * `tookMs`: the duration of the keytar call alone, without the start of the process. `message` is the keychain's own and
 * holds no secret.
 */
export type Answer =
  | { id: number; isDone: true; value: string | boolean | null; tookMs?: number }
  | { id: number; isDone: false; message: string; tookMs?: number }
