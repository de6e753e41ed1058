import type { ErrorAbout, ErrorCode, ErrorField } from './errorCode.ts'

/** The result of a call. `message` is technical and contains no secret; the window chooses its sentence by `code`. */
export type Reply<Value> =
  | { ok: true; value: Value }
  | { ok: false; code: ErrorCode; message: string; field: Field | null; about?: ErrorAbout }

/** The form fields that an error can belong to: the core's, and those of the proxy's question. */
export type Field = ErrorField | 'proxyUsername' | 'proxyPassword'
