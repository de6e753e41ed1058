/** The middle of the values; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? NaN
  return (lower + upper) / 2
}

/** One figure of the report: ours beside the bare window's, and the most that it may be. */
export interface Figure {
  name: string
  unit: 'ms' | 'MB' | 'µs'
  ours: number[]
  bare: number[]
  /** Ours over the bare window's, medians. */
  limit: number
}

/** Ours over the bare window's. */
export function ratio({ ours, bare }: Figure): number {
  return median(ours) / median(bare)
}

/** A measured cost and its limit. */
export interface Cost {
  name: string
  unit: 'µs' | 'ms' | 'MB'
  samples: number[]
  limit: number
}
