import fc from 'fast-check'
import type { Encoding } from '../../sandbox/encoding.ts'
import { neededOf, type Needed } from '../../sandbox/odd.ts'

/** One thing that is odd about an answer. */
export type Oddity =
  | { kind: 'value'; place: number; value: unknown }
  | { kind: 'absent'; place: number }
  | { kind: 'field'; place: number; name: string; value: unknown }
  | { kind: 'element'; place: number; value: unknown }
  | { kind: 'order' }
  | { kind: 'mark' }
  | { kind: 'head'; reason: string; header: string }
  | { kind: 'frame'; text: string }

type Path = (string | number)[]

const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    7,
    1e308,
    true,
    false,
    [],
    {},
    'odd',
    '\u0000',
    '9'.repeat(5_000),
  ),
  fc.jsonValue(),
)
const place = fc.nat()
const latin = fc.string({
  unit: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCharCode(code)),
})

/** An oddity anywhere. */
export const oddity: fc.Arbitrary<Oddity> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('value'), place, value: odd }) },
  fc.record({ kind: fc.constant('absent'), place }),
  fc.record({ kind: fc.constant('field'), place, name: fc.string(), value: odd }),
  fc.record({
    kind: fc.constant('element'),
    place,
    value: fc.constantFrom(null, 7, 'odd', [], {}),
  }),
  fc.record({ kind: fc.constantFrom('order', 'mark') }),
  fc.record({ kind: fc.constant('head'), reason: latin, header: latin }),
  fc.record({
    kind: fc.constant('frame'),
    text: fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ type: fc.string(), created_at: fc.oneof(fc.date().map(String), odd), me: odd })
        .map((event) => JSON.stringify(event)),
    ),
  }),
)

/** Writes what the sandbox sends with at most one oddity, in the first body or event after it is set. */
export class OneOddPlace implements Encoding {
  #next: Oddity | null = null
  /** Where the last oddity was; null: nowhere, or beside the values. */
  path: Path | null = null
  /** How many values of the answer a client needs, of those that were there. */
  needed = 0

  set(oddity: Oddity | null): void {
    this.#next = oddity
    this.path = null
    this.needed = 0
  }

  body(value: object): string {
    return this.#write(value)
  }

  frames(value: object): string[] {
    const stray = this.#next?.kind === 'frame' ? [this.#next.text] : []
    return [this.#write(value), ...stray]
  }

  head() {
    if (this.#next?.kind !== 'head') return { reason: undefined, headers: {} }
    const { reason, header } = this.#next
    return { reason, headers: { 'X-Odd': header } }
  }

  #write(value: object): string {
    const next = this.#next
    if (next === null || next.kind === 'frame' || next.kind === 'head') return JSON.stringify(value)
    this.#next = null
    // As it arrives: without what is undefined, and apart from what the sandbox keeps.
    const copy: unknown = JSON.parse(JSON.stringify(value))
    if (next.kind === 'mark') return `\ufeff${JSON.stringify(copy)}`
    if (next.kind === 'order') return JSON.stringify(reversed(copy))
    const inside = placesIn(copy)
    if (next.kind === 'value' || next.kind === 'absent') {
      const path = inside[next.place % inside.length] ?? []
      const owner = at(copy, path.slice(0, -1)) as Record<string | number, unknown>
      const last = path.at(-1) ?? ''
      if (next.kind === 'value') owner[last] = next.value
      else if (Array.isArray(owner)) owner.splice(Number(last), 1)
      else delete owner[last]
      this.path = path
      this.needed = isNeeded(neededOf(value), path) ? leavesIn(at(value, path)) : 0
      return JSON.stringify(copy)
    }
    const isList = next.kind === 'element'
    const owners = [[], ...inside].filter((path) => {
      const owner = at(copy, path)
      return typeof owner === 'object' && owner !== null && Array.isArray(owner) === isList
    })
    const owner = at(copy, owners[next.place % owners.length] ?? [])
    if (Array.isArray(owner)) owner.push(next.kind === 'element' ? next.value : null)
    else if (next.kind === 'field' && owner && !Object.hasOwn(owner, next.name)) {
      Object.defineProperty(owner, next.name, { value: next.value, enumerable: true })
    }
    return JSON.stringify(copy)
  }
}

/** The paths of everything in a value, but the value itself. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inside = keys.flatMap((key) => placesIn((value as never)[key], [...path, key]))
  return path.length > 0 ? [path, ...inside] : inside
}

function leavesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Math.max(
    1,
    Object.values(value).reduce((sum: number, each) => sum + leavesIn(each), 0),
  )
}

function at(value: unknown, path: Path): object | null {
  let found: unknown = value
  for (const key of path) found = (found as Record<string | number, unknown>)[key]
  return found as object | null
}

function isNeeded(needed: Needed, path: Path): boolean {
  let node: Needed | undefined = needed
  for (const key of path) {
    if (node === true) return true
    node = Array.isArray(node) ? node[0] : Object.hasOwn(node, key) ? node[key] : undefined
    if (node === undefined) return false
  }
  return true
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, reversed(field)]),
  )
}
