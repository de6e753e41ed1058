import { Icon } from '../../components/icon.tsx'
import { useNow } from '../../components/useNow.ts'
import { sessionEnding } from '../../text/labels.ts'

/** A banner over the chat: the token service has refused to renew the token in use. */
export function SessionEnding({ expiresAt }: { expiresAt: number | null }) {
  const now = useNow(60_000)
  return (
    <div class="made" role="alert">
      <Icon name="warning" />
      <p>{sessionEnding(expiresAt, now)}</p>
    </div>
  )
}
