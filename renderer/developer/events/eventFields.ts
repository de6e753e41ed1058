import type { TimelineEntry } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { currentLocale } from '../../text/language.ts'
import { formatNumber } from '../../text/numbers.ts'
import { texts } from '../../text/texts.ts'
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
    return { name: factName(name.slice(0, -2)), value: clockTime(value, at) }
  }
  if (typeof value === 'number' && /inMs$/i.test(name)) {
    const { inAt } = developerTexts().timeline
    const words = inAt(durationText(value), clockTime(at + value, at))
    return { name: factName(name.slice(0, -4)), value: words }
  }
  if (typeof value === 'number' && name.endsWith('Ms')) {
    return { name: factName(name.slice(0, -2)), value: durationText(value) }
  }
  // An error code needs no label.
  const known = name === 'code' ? '' : factName(name.replace(/^is(?=[A-Z])/, ''))
  return { name: known, value: displayValue(value) }
}

/** To the second, like the times in the list. */
function clockTime(value: Value, at: number): string {
  if (typeof value !== 'number') return developerTexts().timeline.never
  return isSameDay(value, at) ? timeToTheMs(value).slice(0, 8) : pointInTime(value, at)
}

/** The name of a fact in the language of the window. An unknown `nextTry` is `next try`. */
function factName(name: string): string {
  const key = name.charAt(0).toLowerCase() + name.slice(1)
  const names: Readonly<Record<string, string>> = developerTexts().timeline.facts
  return Object.hasOwn(names, key) ? (names[key] ?? key) : spaced(name)
}

function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

function displayValue(value: Value): string {
  const { no, none, yes } = developerTexts().timeline
  if (value === null) return none
  if (typeof value === 'boolean') return value ? yes : no
  return typeof value === 'number' ? formatNumber(value) : value
}

/** A duration: `34 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return developerTexts().milliseconds(`${Math.round(ms)}`)
  const { hours, minutes, seconds } = texts().times
  if (ms < 59_950) return seconds(formatTenths(ms / 1_000))
  const wholeSeconds = Math.round(ms / 1_000)
  if (wholeSeconds < 3_600) return twoUnits(wholeSeconds, minutes, seconds)
  return twoUnits(Math.round(wholeSeconds / 60), hours, minutes)
}

type InUnit = (count: string) => string

function twoUnits(small: number, unit: InUnit, smallUnit: InUnit): string {
  const whole = unit(`${Math.floor(small / 60)}`)
  return small % 60 === 0 ? whole : `${whole} ${smallUnit(`${small % 60}`)}`
}

function formatTenths(value: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return value.toLocaleString(currentLocale(), digits)
}
