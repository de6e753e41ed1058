import { redact } from '../logging/redact.ts'

/** A parsed link. `workspace` is the name or ID in the link; null: the current workspace. */
export type Link =
  | { kind: 'channel'; workspace: string | null; cid: string }
  | { kind: 'open'; workspace: string | null }
  /** Not a link of ours, or one with more than the two parameters. */
  | { kind: 'unknown' }

/** A channel's type and ID. */
export const cidShape = /^[\w-]{1,64}:[\w!-]{1,64}$/

const longestLink = 2_000
const longestName = 200
const unknown: Link = { kind: 'unknown' }

/**
 * Reads `latchkey://open?workspace=…&channel=…` (WHATWG URL); both parameters are optional. Anyone can make such a link,
 * so it can only point. Anything else in it, such as a token or a password, makes the whole link unknown.
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

/** The link among the arguments of a start; null when there is none. */
export function findLink(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((argument) => /^latchkey:/i.test(argument)) ?? null
}

/** False for invisible characters, characters that change the direction of text, and anything that looks like a secret. */
function isName(name: string): boolean {
  if (name.trim() === '' || name.length > longestName) return false
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(name) && redact(name) === name
}
