import { state } from '../../state/appState.ts'
import { useNow } from '../../components/useNow.ts'
import { asOfText } from '../../text/savedChat.ts'

/** The age of the shown chat. Nothing while it is up to date. */
export function AsOf() {
  const now = useNow(60_000)
  const asOf = state.savedChat.asOf.value
  return asOf !== null && <span class="as-of muted truncate">{asOfText(asOf, now)}</span>
}
