/** Words around dates and durations. The dates themselves come from `Intl`. */
export const times = {
  today: 'Today',
  yesterday: 'Yesterday',
  dayAndTime: (day: string, time: string) => `${day}, ${time}`,
  years: (count: string) => `${count} years`,
  days: (count: string) => `${count} days`,
  hours: (count: string) => `${count} h`,
  minutes: (count: string) => `${count} min`,
  seconds: (count: string) => `${count} s`,
}
