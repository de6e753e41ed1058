import type { Caller } from './caller.ts'
import type { Fields } from './fields.ts'
import type { World } from './world.ts'

/** A REST call whose sender is known. */
export interface Call {
  world: World
  caller: Caller
  /** What stands in the path for the words in braces, decoded. */
  params: string[]
  query: Fields
  body: unknown
}
