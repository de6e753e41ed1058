import type { ErrorAbout, ErrorCode } from './errorCode.ts'

/** The answer to a call. `message` is technical and secret-free; the words people read are chosen by `code`. */
export type Reply<Value> =
  | { ok: true; value: Value }
  | { ok: false; code: ErrorCode; message: string; field: Field | null; about?: ErrorAbout }

/** The form fields an error can stand at. */
export type Field =
  | 'userId'
  | 'password'
  | 'token'
  | 'displayName'
  | 'message'
  | 'workspaceName'
  | 'apiKey'
  | 'serverUrl'
  | 'tokenServiceUrl'
  | 'secret'
  | 'lifetime'
  | 'proxyUsername'
  | 'proxyPassword'
