import { Icon } from '../../components/icon.tsx'
import { useNow } from '../../components/useNow.ts'
import { sessionEnding, type Refuser } from '../../text/labels.ts'

/** A banner for a session whose token is no longer renewed. */
export function SessionEnding({
  refuser,
  expiresAt,
}: {
  refuser: Refuser
  expiresAt: number | null
}) {
  const now = useNow(60_000)
  return (
    <div class="local-token" role="alert">
      <Icon name="warning" />
      <p>{sessionEnding(refuser, expiresAt, now)}</p>
    </div>
  )
}
