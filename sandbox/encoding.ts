/** How what the sandbox sends is written. The plain one writes JSON as it is. */
export interface Encoding {
  /** The text of a JSON body. */
  body(value: object): string
  /** The texts of one event on a socket: one, or with others around it. */
  frames(value: object): string[]
  /** Additions to the head of an answer. `reason` undefined: the usual one. */
  head(): { reason: string | undefined; headers: Record<string, string> }
}

/** JSON as it is, one frame an event. */
export const plainEncoding: Encoding = {
  body: (value) => JSON.stringify(value),
  frames: (value) => [JSON.stringify(value)],
  head: () => ({ reason: undefined, headers: {} }),
}

/** Plain while a switch is off, odd while it is on. */
export function createEncoding(isOdd: () => boolean, odd: Encoding): Encoding {
  const now = () => (isOdd() ? odd : plainEncoding)
  return {
    body: (value) => now().body(value),
    frames: (value) => now().frames(value),
    head: () => now().head(),
  }
}
