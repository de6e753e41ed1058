/** Random choices that a seed repeats. */
export interface Dice {
  /** From 0 (included) to 1 (excluded). */
  number(): number
  /** A whole number, both ends included. */
  integer(least: number, most: number): number
  /** True in this part of all cases. */
  chance(part: number): boolean
  pick<Value>(values: readonly [Value, ...Value[]]): Value
  /** One of these, each as often as its weight says. */
  weighted<Value>(values: readonly (readonly [weight: number, value: Value])[]): Value
}

/** A linear congruential generator with a mixed output ("mulberry32"): small, and good enough to choose by. */
export function createDice(seed: number): Dice {
  let state = Math.imul(seed, 0x9e3779b1) | 0

  function number(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    number,
    integer: (least, most) => least + Math.floor(number() * (most - least + 1)),
    chance: (part) => number() < part,
    pick: (values) => values[Math.floor(number() * values.length)] ?? values[0],
    weighted(values) {
      let left = number() * values.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of values) if ((left -= weight) < 0) return value
      throw new Error('There is nothing to choose from.')
    },
  }
}
