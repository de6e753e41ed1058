/** Ends a switch over a union. A missing case is a compile error. */
export function unreachable(x: never): never {
  throw new Error(`No case for ${JSON.stringify(x)}`)
}
