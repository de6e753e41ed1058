import type { Random } from '../ports.ts'
import type { Token } from '../token/token.ts'

const marginMs = 60_000
const largestJitter = 0.1

/**
 * When a token is to be renewed, epoch ms in server time; null when it never expires. `lifeStart` is when its life
 * began: the moment it was received for a new one, `iat` for one that was kept.
 *
 * The earlier of two thirds of its life and a minute before its end, less up to a tenth of that so that clients do
 * not come all at once. A life of less than 90 s keeps a third of itself, or a token of 60 s would be renewed without
 * a pause. The answer can be in the past: due now.
 */
export function dueAt(token: Token, lifeStart: number, random: Random): number | null {
  if (token.expiresAt === null) return null
  const life = Math.max(0, token.expiresAt - lifeStart)
  const latest = Math.min((life * 2) / 3, Math.max(life - marginMs, life / 3))
  return lifeStart + latest * (1 - largestJitter * random())
}
