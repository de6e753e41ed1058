import { redact } from '../logging/redact.ts'

/** What a link to Latchkey asks for. `workspace` is what the link calls it; null: whichever is the current one. */
export type Link =
  | { kind: 'channel'; workspace: string | null; cid: string }
  | { kind: 'open'; workspace: string | null }
  /** Not a link of ours, or more in it than belongs there. */
  | { kind: 'unknown' }

/** What a channel is called: its type and its id. */
export const cidShape = /^[\w-]{1,64}:[\w!-]{1,64}$/

const longestLink = 2_000
const longestName = 200
const unknown: Link = { kind: 'unknown' }

/**
 * Reads `latchkey://open?workspace=…&channel=…` (WHATWG URL), both of them optional. Anybody can make such a link and have it
 * clicked, so it can only point: whatever else is in it, a token or a password above all, makes it unknown as a whole.
 */
export function readLink(text: string): Link {
  if (text.length > longestLink || !URL.canParse(text)) return unknown
  const url = new URL(text)
  const { protocol, host, pathname, hash, username, password } = url
  const isOurs = protocol === 'latchkey:' && host === 'open' && ['', '/'].includes(pathname)
  if (!isOurs || hash || username || password) return unknown
  const given = [...url.searchParams]
  const known = new Map(given)
  if (known.size < given.length) return unknown
  if (given.some(([name]) => name !== 'workspace' && name !== 'channel')) return unknown
  const workspace = known.get('workspace') ?? null
  if (workspace !== null && !isName(workspace)) return unknown
  const cid = known.get('channel')
  if (cid === undefined) return { kind: 'open', workspace }
  return cidShape.test(cid) ? { kind: 'channel', workspace, cid } : unknown
}

/** The link among the arguments that the system started the app with; null when there is none. */
export function findLink(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((argument) => /^latchkey:/i.test(argument)) ?? null
}

/** It is shown to the person, so nothing invisible, nothing that turns words around, and nothing like a secret. */
function isName(name: string): boolean {
  if (name.trim() === '' || name.length > longestName) return false
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(name) && redact(name) === name
}
