import { Icon } from './icon.tsx'
import { useLateText } from './useLiveText.ts'

/** What went wrong, said at once. `id` ties it to the field it is about. */
export function Mishap({ words, id }: { words: string | null; id?: string }) {
  const text = useLateText(words)
  if (text === null) return null
  return (
    <p class="mishap" role="alert" id={id}>
      {text !== '' && (
        <>
          <Icon name="warning" />
          <span>{text}</span>
        </>
      )}
    </p>
  )
}
