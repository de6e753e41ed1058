import type { CheckTexts } from '../../text/en/serviceCheck.ts'

const units: [name: keyof CheckTexts['durations'], seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** A length of time in words, in the largest unit that leaves at least two of it, or one and nothing over. */
export function durationText(seconds: number, { durations }: CheckTexts): string {
  const whole = Math.round(seconds)
  const [name, size] = units.find((unit) => whole >= 2 * unit[1] || whole === unit[1]) ?? [
    'second',
    1,
  ]
  return durations[name](Math.round(whole / size))
}
