import { Icon } from './icon.tsx'

/** What went wrong, said at once. `id` ties it to the field it is about. */
export function Mishap({ words, id }: { words: string | null; id?: string }) {
  if (words === null) return null
  return (
    <p class="mishap" role="alert" id={id}>
      <Icon name="warning" />
      <span>{words}</span>
    </p>
  )
}
