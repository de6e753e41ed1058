const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const exactTime = new Intl.DateTimeFormat('en-GB', {
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
  return exactTime.format(at)
}

/** A point in time, no longer than it must be: `14:05` today, else `24 Dec, 14:05`, else `24 Dec 2031`. */
export function pointInTime(at: number, now: number): string {
  if (isSameDay(at, now)) return time.format(at)
  const isSameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return isSameYear ? `${day.format(at)}, ${time.format(at)}` : dayOfYear.format(at)
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

/** Whether two points in time are on one day of this computer's calendar. */
export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
