/** Ends a switch over a union: as long as a case is missing, the compiler refuses the call. */
export function unreachable(x: never): never {
  throw new Error(`No case for ${JSON.stringify(x)}`)
}
