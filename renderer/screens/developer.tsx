import type { Entry } from '../entry.ts'

/** Ways in for developers only: an unsigned token, or one that is made here from the API secret. */
export function DeveloperForms({ entry }: { entry: Entry }) {
  return <p class="quiet">{entry.tab.value}</p>
}
