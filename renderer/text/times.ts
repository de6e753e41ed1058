const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const timeWithSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const timeWithMs = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

/** The time of day, as this computer writes it: `14:05`. All times are epoch ms. */
export function timeOfDay(at: number): string {
  return time.format(at)
}

/** The time of day for whoever compares: `14:05:09.073`. */
export function timeToTheMs(at: number): string {
  return timeWithMs.format(at)
}

/** A point in time, no longer than it must be: `14:05` today, else `24 Dec, 14:05`, else `24 Dec 2031`. */
export function pointInTime(at: number, now: number): string {
  const instant = within(at)
  if (isSameDay(instant, now)) return time.format(instant)
  const isSameYear = new Date(instant).getFullYear() === new Date(now).getFullYear()
  return isSameYear ? `${day.format(instant)}, ${time.format(instant)}` : dayOfYear.format(instant)
}

/** A point in time to the second: `14:05:09` today, else `24 Dec 2031, 14:05:09`. */
export function exactTime(at: number, now: number): string {
  const instant = within(at)
  const time = timeWithSeconds.format(instant)
  return isSameDay(instant, now) ? time : `${dayOfYear.format(instant)}, ${time}`
}

const units = [
  { name: 'years', ms: 365 * 86_400_000 },
  { name: 'days', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
]

/** How long something is, no finer than it must be: `95 s`, `42 min`, `30 h`, `12 days`, `3 years`. */
export function span(ms: number): string {
  const unit = units.find((unit) => ms >= 2 * unit.ms)
  return unit ? `${Math.round(ms / unit.ms)} ${unit.name}` : `${Math.round(ms / 1000)} s`
}

/** The time of the last message in a list: `14:05` today, else `24 Dec`. */
export function shortTime(at: number, now: number): string {
  return isSameDay(at, now) ? time.format(at) : day.format(at)
}

/** The day that a group of messages is under. */
export function dayName(at: number, now: number): string {
  if (isSameDay(at, now)) return 'Today'
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  return isSameDay(at, yesterday.getTime()) ? 'Yesterday' : longDay.format(at)
}

/** A token may mean "never" by an instant that no calendar reaches (ECMA-262, section 21.4.1.1). */
function within(at: number): number {
  return Math.max(-8.64e15, Math.min(at, 8.64e15))
}

/** Whether two points in time are on one day of this computer's calendar. */
export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
