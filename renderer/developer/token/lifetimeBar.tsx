import { developerTexts } from '../../text/developerTexts.ts'

interface LifetimeBarProps {
  /** All times are epoch ms by the same clock. */
  issuedAt: number
  expiresAt: number
  renewsAt: number | null
  now: number
}

/** The lifetime of a token as a bar, with the present and the renewal. */
export function LifetimeBar({ issuedAt, expiresAt, renewsAt, now }: LifetimeBarProps) {
  const share = (at: number) =>
    Math.round(1000 * Math.max(0, Math.min((at - issuedAt) / (expiresAt - issuedAt), 1))) / 10
  const over = share(now)
  const renewal = renewsAt === null ? null : share(renewsAt)
  const { lifetime: text } = developerTexts().token
  return (
    <svg
      class="lifetime"
      role="img"
      aria-label={text.share(Math.round(over), renewal === null ? null : Math.round(renewal))}
      data-expired={over === 100}
    >
      <rect class="lifetime-track" y="20" width="100%" height="8" rx="4" />
      <rect class="lifetime-elapsed" y="20" width={`${over}%`} height="8" rx="4" />
      {renewal !== null && (
        <rect class="lifetime-renewal" x={`${renewal}%`} y="16" width="2" height="16" />
      )}
      <Label at={over} y={12} text={over === 100 ? text.expired : text.now(Math.round(over))} />
      {renewal !== null && <Label at={renewal} y={46} text={text.renewal} />}
      <text x="0" y="46">
        {text.issued}
      </text>
      <text x="100%" y="46" text-anchor="end">
        {text.expiry}
      </text>
    </svg>
  )
}

/** A label at a position of the bar, kept inside its ends. */
function Label({ at, y, text }: { at: number; y: number; text: string }) {
  const anchor = at < 15 ? 'start' : at > 85 ? 'end' : 'middle'
  return (
    <text x={`${at}%`} y={y} text-anchor={anchor}>
      {text}
    </text>
  )
}
