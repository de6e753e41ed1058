import type { TimelineEntry } from '../../../preload/contract.ts'
import { isSameDay, pointInTime, timeToTheMs } from '../../text/times.ts'

/** A fact in its display form. */
export interface EventFact {
  name: string
  value: string
}

type Value = TimelineEntry['facts'][string]

/** The facts of an entry for display, its code first, without redundant ones. */
export function displayFacts({ at, facts }: TimelineEntry): EventFact[] {
  const { code, ...others } = facts
  return Object.entries(code === undefined ? others : { code, ...others })
    .filter(([name, value]) => name !== 'ms' && !(name === 'waiting' && value === 0))
    .map(([name, value]) => factOf(name, value, at))
}

/** Formats a fact by the unit in its name. Delays are also shown as clock times. */
function factOf(name: string, value: Value, at: number): EventFact {
  if (name.endsWith('At')) {
    return { name: spaced(name.slice(0, -2)), value: clockTime(value, at) }
  }
  if (typeof value === 'number' && /inMs$/i.test(name)) {
    const words = `in ${durationText(value)}, at ${clockTime(at + value, at)}`
    return { name: spaced(name.slice(0, -4)), value: words }
  }
  if (typeof value === 'number' && name.endsWith('Ms')) {
    return { name: spaced(name.slice(0, -2)), value: durationText(value) }
  }
  // An error code needs no label.
  const known = name === 'code' ? '' : spaced(name.replace(/^is(?=[A-Z])/, ''))
  return { name: known, value: displayValue(value) }
}

/** To the second, like the times in the list. */
function clockTime(value: Value, at: number): string {
  if (typeof value !== 'number') return 'never'
  return isSameDay(value, at) ? timeToTheMs(value).slice(0, 8) : pointInTime(value, at)
}

/** Turns `nextTry` into `next try`. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function displayValue(value: Value): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? value.toLocaleString('en-GB') : value
}

/** A duration: `34 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return twoUnits(seconds, 'min', 's')
  return twoUnits(Math.round(seconds / 60), 'h', 'min')
}

function twoUnits(small: number, unit: string, smallUnit: string): string {
  const whole = `${Math.floor(small / 60)} ${unit}`
  return small % 60 === 0 ? whole : `${whole} ${small % 60} ${smallUnit}`
}
