import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether two texts are the same, told without telling by the time it takes how much of them is. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
