import { currentLocale } from './language.ts'
import { formatNumber } from './numbers.ts'
import { texts } from './texts.ts'

type Format = (at: number) => string

/**
 * Made at its first use in a language: five formats take 15 ms of a process that is new, and the first screen shows no
 * time.
 */
function format(options: Intl.DateTimeFormatOptions): Format {
  let made: { locale: string; format: Intl.DateTimeFormat } | null = null
  return (at) => {
    const locale = currentLocale()
    if (made?.locale !== locale) {
      made = { locale, format: new Intl.DateTimeFormat(locale, options) }
    }
    return made.format.format(at)
  }
}

const formatTime = format({ timeStyle: 'short' })
const formatSeconds = format({ timeStyle: 'medium' })
const formatMs = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
})
const formatDay = format({ day: 'numeric', month: 'short' })
const formatDayOfYear = format({ day: 'numeric', month: 'short', year: 'numeric' })
const formatLongDay = format({ weekday: 'long', day: 'numeric', month: 'long' })

/** The time of day: `14:05`, or `2:05 PM` where that is usual. All times are epoch ms. */
export function timeOfDay(at: number): string {
  return formatTime(at)
}

/** The time of day to the millisecond: `14:05:09.073`. */
export function timeToTheMs(at: number): string {
  return formatMs(at)
}

/** A point in time in its shortest form: `14:05` today, else `24 Dec, 14:05`, else `24 Dec 2031`. */
export function pointInTime(at: number, now: number): string {
  const instant = within(at)
  if (isSameDay(instant, now)) return formatTime(instant)
  const isSameYear = new Date(instant).getFullYear() === new Date(now).getFullYear()
  if (!isSameYear) return formatDayOfYear(instant)
  return texts().times.dayAndTime(formatDay(instant), formatTime(instant))
}

/** A point in time to the second: `14:05:09` today, else `24 Dec 2031, 14:05:09`. */
export function exactTime(at: number, now: number): string {
  const instant = within(at)
  const time = formatSeconds(instant)
  if (isSameDay(instant, now)) return time
  return texts().times.dayAndTime(formatDayOfYear(instant), time)
}

const units: { name: 'years' | 'days' | 'hours' | 'minutes'; ms: number }[] = [
  { name: 'years', ms: 365 * 86_400_000 },
  { name: 'days', ms: 86_400_000 },
  { name: 'hours', ms: 3_600_000 },
  { name: 'minutes', ms: 60_000 },
]

/** A duration in its coarsest unit: `95 s`, `42 min`, `30 h`, `12 days`, `3 years`. */
export function span(ms: number): string {
  const unit = units.find((unit) => ms >= 2 * unit.ms)
  const { times } = texts()
  return unit
    ? times[unit.name](formatNumber(Math.round(ms / unit.ms)))
    : times.seconds(formatNumber(Math.round(ms / 1000)))
}

/** The time of the last message in a list: `14:05` today, else `24 Dec`. */
export function shortTime(at: number, now: number): string {
  return isSameDay(at, now) ? formatTime(at) : formatDay(at)
}

/** The heading of a day's messages. */
export function dayName(at: number, now: number): string {
  if (isSameDay(at, now)) return texts().times.today
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  return isSameDay(at, yesterday.getTime()) ? texts().times.yesterday : formatLongDay(at)
}

/** Clamps to the range of `Date` (ECMA-262, section 21.4.1.1). Some tokens use a larger number for "never". */
function within(at: number): number {
  return Math.max(-8.64e15, Math.min(at, 8.64e15))
}

/** True if two points in time are on the same local day. */
export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
