import type { Texts } from '../en.ts'

export const times: Texts['times'] = {
  today: 'Heute',
  yesterday: 'Gestern',
  dayAndTime: (day, time) => `${day}, ${time}`,
  years: (count) => `${count} Jahre`,
  days: (count) => `${count} Tage`,
  hours: (count) => `${count} h`,
  minutes: (count) => `${count} min`,
  seconds: (count) => `${count} s`,
}
