interface LifeProps {
  /** All epoch ms by one clock. */
  issuedAt: number
  expiresAt: number
  renewsAt: number | null
  now: number
}

/** The life of a token as a bar: how much of it is over, and when it is to be renewed. */
export function Life({ issuedAt, expiresAt, renewsAt, now }: LifeProps) {
  const share = (at: number) =>
    Math.round(1000 * Math.max(0, Math.min((at - issuedAt) / (expiresAt - issuedAt), 1))) / 10
  const over = share(now)
  const renewal = renewsAt === null ? null : share(renewsAt)
  const words = `${Math.round(over)} % of its life is over`
  return (
    <svg
      class="life"
      role="img"
      aria-label={
        renewal === null ? words : `${words}, it is to be renewed at ${Math.round(renewal)} %`
      }
      data-over={over === 100}
    >
      <rect class="life-whole" y="20" width="100%" height="8" rx="4" />
      <rect class="life-over" y="20" width={`${over}%`} height="8" rx="4" />
      {renewal !== null && (
        <rect class="life-mark" x={`${renewal}%`} y="16" width="2" height="16" />
      )}
      <Label at={over} y={12} words={over === 100 ? 'over' : `now, ${Math.round(over)} %`} />
      {renewal !== null && <Label at={renewal} y={46} words="renewal" />}
      <text x="0" y="46">
        issued
      </text>
      <text x="100%" y="46" text-anchor="end">
        expiry
      </text>
    </svg>
  )
}

/** Words at a place of the bar, and at its ends not beyond it. */
function Label({ at, y, words }: { at: number; y: number; words: string }) {
  const anchor = at < 15 ? 'start' : at > 85 ? 'end' : 'middle'
  return (
    <text x={`${at}%`} y={y} text-anchor={anchor}>
      {words}
    </text>
  )
}
