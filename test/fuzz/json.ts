import fc from 'fast-check'

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Any JSON, names that objects have by themselves among it. */
export const anyJson = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue() },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'type', 'code', 'user'),
      fc.jsonValue(),
    ),
  },
) as fc.Arbitrary<Json>

/** Text that no program means to write: all of Unicode, half characters and control characters too. */
export const anyText = fc.string({ unit: 'binary' })

/** The same values as they come over a wire or out of a file: with the usual prototype, and no `undefined` or minus zero. */
export function plain<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return values.map((value) => JSON.parse(JSON.stringify(value)) as Value)
}

/** Text that people write. */
export const words = fc.string({ unit: 'grapheme', maxLength: 60 })

type Change = { place: number; how: 'drop' | 'replace' | 'add' | 'wrap'; name: string; value: Json }

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  how: fc.constantFrom('drop', 'replace', 'add', 'wrap'),
  name: fc.oneof(fc.constantFrom('__proto__', 'toString', 'id'), fc.string()),
  value: anyJson,
})

/** A valid value with one to three changes: a value gone, another in its place, one too many, one a level deeper. */
export function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<Json> {
  const changes = fc.array(change, { minLength: 1, maxLength: 3 })
  return fc.tuple(valid, changes).map(([value, changes]) => {
    // As it would come over the wire: no `undefined`, no prototypes.
    const whole = { root: JSON.parse(JSON.stringify(value)) as Json }
    for (const change of changes) apply(whole, change)
    return whole.root
  })
}

/** A text that is right but for a cut or something put into it. */
export function mutatedText(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 8 }),
    put: fc.string({ maxLength: 4 }),
  })
  return fc.tuple(valid, edit).map(([text, { at, cut, put }]) => {
    const place = at % (text.length + 1)
    return text.slice(0, place) + put + text.slice(place + cut)
  })
}

/** JSON that is nested deeper than any recursion can follow. */
export const deepText = fc
  .record({ depth: fc.integer({ min: 1, max: 20_000 }), name: fc.boolean() })
  .map(({ depth, name }) =>
    name ? `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}` : '['.repeat(depth) + ']'.repeat(depth),
  )

function apply(whole: { root: Json }, { place, how, name, value }: Change): void {
  const slots: [holder: Record<string, Json>, key: string][] = []
  collect(whole, slots)
  const slot = slots[place % slots.length]
  if (!slot) return
  const [holder, key] = slot
  const old = holder[key] as Json
  if (how === 'drop' && holder !== (whole as Record<string, Json>)) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  } else if (how === 'add' && Array.isArray(old)) {
    old.push(value)
  } else if (how === 'add' && typeof old === 'object' && old !== null) {
    // Defined, not assigned: `__proto__` is to be a name like another, as JSON.parse makes it.
    Object.defineProperty(old, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  } else if (how === 'wrap') {
    holder[key] = [old]
  } else {
    holder[key] = value
  }
}

/** All places of a value, itself included. */
function collect(holder: object, slots: [holder: Record<string, Json>, key: string][]): void {
  for (const [key, value] of Object.entries(holder)) {
    slots.push([holder as Record<string, Json>, key])
    if (typeof value === 'object' && value !== null) collect(value as object, slots)
  }
}
