/** The paths of the icons, in a 16 by 16 view box. */
const lines = {
  back: 'M10 3 5 8l5 5',
  chat: 'M4 2.5h8A2.5 2.5 0 0 1 14.5 5v4A2.5 2.5 0 0 1 12 11.5H8l-3.5 2.5v-2.5H4A2.5 2.5 0 0 1 1.5 9V5A2.5 2.5 0 0 1 4 2.5Z',
  check: 'm3 8.5 3.2 3.2L13 5',
  cloud: 'M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7.8 2.6 2.6 0 0 1 .1 5.2ZM2 2l12 12',
  close: 'm4 4 8 8m0-8-8 8',
  down: 'm4 6 4 4 4-4',
  edit: 'm3 13 .6-2.6L10.8 3.2l2 2L5.6 12.4ZM9.4 4.6l2 2',
  lock: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M4 7h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1Z',
  minus: 'M3 8h10',
  plus: 'M8 3v10M3 8h10',
  send: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  settings:
    'M2 5h5.5M11 5h3M2 11h3m3.5 0H14M11 5a1.75 1.75 0 1 1-3.5 0A1.75 1.75 0 0 1 11 5ZM8.5 11A1.75 1.75 0 1 1 5 11a1.75 1.75 0 0 1 3.5 0Z',
  up: 'm4 10 4-4 4 4',
  warning: 'M8 2.2 14.4 13.5H1.6ZM8 6.5v3.2m0 1.8v.2',
} as const

export type IconName = keyof typeof lines

/** A decorative icon, hidden from assistive technology. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={lines[name]} />
    </svg>
  )
}
