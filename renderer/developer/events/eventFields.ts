import type { TimelineEntry } from '../../../preload/contract.ts'
import { isSameDay, pointInTime, timeToTheMs } from '../../text/times.ts'

/** A fact as it is shown. */
export interface Fact {
  name: string
  value: string
}

type Value = TimelineEntry['facts'][string]

/** The facts of an entry, its code first, without those that say nothing here or stand beside it already. */
export function factsOf({ at, facts }: TimelineEntry): Fact[] {
  const { code, ...others } = facts
  return Object.entries(code === undefined ? others : { code, ...others })
    .filter(([name, value]) => name !== 'ms' && !(name === 'waiting' && value === 0))
    .map(([name, value]) => factOf(name, value, at))
}

/** By the unit in its name. Delays are told as clock times too. */
function factOf(name: string, value: Value, at: number): Fact {
  if (name.endsWith('At')) {
    return { name: spoken(name.slice(0, -2)), value: clockTime(value, at) }
  }
  if (typeof value === 'number' && /inMs$/i.test(name)) {
    const words = `in ${durationWords(value)}, at ${clockTime(at + value, at)}`
    return { name: spoken(name.slice(0, -4)), value: words }
  }
  if (typeof value === 'number' && name.endsWith('Ms')) {
    return { name: spoken(name.slice(0, -2)), value: durationWords(value) }
  }
  // A code says itself that it is one.
  const known = name === 'code' ? '' : spoken(name.replace(/^is(?=[A-Z])/, ''))
  return { name: known, value: plain(value) }
}

/** To the second, as the list has its times. */
function clockTime(value: Value, at: number): string {
  if (typeof value !== 'number') return 'never'
  return isSameDay(value, at) ? timeToTheMs(value).slice(0, 8) : pointInTime(value, at)
}

/** `nextTry` is said as `next try`. */
function spoken(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function plain(value: Value): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? value.toLocaleString('en-GB') : value
}

/** A length of time: `34 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return inTwo(seconds, 'min', 's')
  return inTwo(Math.round(seconds / 60), 'h', 'min')
}

function inTwo(small: number, unit: string, smallUnit: string): string {
  const whole = `${Math.floor(small / 60)} ${unit}`
  return small % 60 === 0 ? whole : `${whole} ${small % 60} ${smallUnit}`
}
