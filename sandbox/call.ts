import type { Caller } from './caller.ts'
import type { Fields } from './fields.ts'
import type { SandboxState } from './state.ts'

/** A REST call whose sender is known. */
export interface Call {
  state: SandboxState
  caller: Caller
  /** The values of the path's placeholders, decoded. */
  params: string[]
  query: Fields
  body: unknown
}
