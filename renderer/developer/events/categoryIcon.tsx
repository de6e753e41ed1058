import type { EventCategory } from './eventLabels.ts'

/** The paths of the category icons, in a 16 by 16 view box. */
const lines: Readonly<Record<EventCategory, string>> = {
  session:
    'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM3 13.5c.6-2.4 2.5-3.6 5-3.6s4.4 1.2 5 3.6',
  keychain: 'M10.5 8.5a3 3 0 1 0-2.8-2L3 11.2V13h1.8l.8-.8v-1.4H7l1.7-2.1c.5.5 1.1.700 1.8.700Z',
  connection: 'M2.5 8h3m5 0h3M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  renewal: 'M13 8a5 5 0 1 1-1.5-3.6M11.7 2v2.6H9.1',
  requests: 'M5 13V4M2.5 6.5 5 4l2.5 2.5M11 3v9M8.5 9.5 11 12l2.5-2.5',
  system: 'M2.5 3.5h11v7.5h-11ZM6 13.5h4',
}

/** The decorative icon of a category. */
export function CategoryIcon({ category }: { category: EventCategory }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={lines[category]} />
    </svg>
  )
}
