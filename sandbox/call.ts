import type { Caller } from './caller.ts'
import type { Fields } from './fields.ts'
import type { SandboxState } from './state.ts'

/** A REST call whose sender is known. */
export interface Call {
  state: SandboxState
  caller: Caller
  /** What stands in the path for the words in braces, decoded. */
  params: string[]
  query: Fields
  body: unknown
}
