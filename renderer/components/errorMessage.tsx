import { Icon } from './icon.tsx'
import { useLiveText } from './useLiveText.ts'

/** An error message that is announced at once. `id` links it to its field. */
export function ErrorMessage({ text, id }: { text: string | null; id?: string }) {
  const liveText = useLiveText(text)
  if (liveText === null) return null
  return (
    <p class="error" role="alert" id={id}>
      {liveText !== '' && (
        <>
          <Icon name="warning" />
          <span>{liveText}</span>
        </>
      )}
    </p>
  )
}
