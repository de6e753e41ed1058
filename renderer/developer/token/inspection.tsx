import type { ComponentChildren } from 'preact'
import type { TokenInspection } from '../../../preload/contract.ts'
import { developerTexts } from '../../text/developerTexts.ts'
import { exactTime } from '../../text/times.ts'
import { Claims } from './claims.tsx'
import { LifetimeBar } from './lifetimeBar.tsx'
import { clockSkewText, isSkewed, timeWithDistance } from './tokenText.ts'

interface InspectionProps {
  inspection: TokenInspection
  /** Epoch ms in server time. Null if no renewalText is scheduled. */
  renewsAt?: number | null
  now: number
  children?: ComponentChildren
}

/** A token in readable form: its lifetime as a bar, its times by both clockSkewText, and its claims. */
export function Inspection({ inspection, renewsAt = null, now, children }: InspectionProps) {
  const { issuedAt, notBefore, expiresAt, skewMs } = inspection
  const serverNow = now + (skewMs ?? 0)
  const { token: text } = developerTexts()
  const hasLife = issuedAt !== null && expiresAt !== null && expiresAt > issuedAt
  return (
    <>
      {hasLife && (
        <LifetimeBar
          issuedAt={issuedAt}
          expiresAt={expiresAt}
          renewsAt={renewsAt}
          now={serverNow}
        />
      )}
      <dl class="facts-list">
        <Time label={text.issued} at={issuedAt} never={text.notStated} skewMs={skewMs} now={now} />
        {notBefore !== null && (
          <Time label={text.validFrom} at={notBefore} never="" skewMs={skewMs} now={now} />
        )}
        <Time label={text.expires} at={expiresAt} never={text.never} skewMs={skewMs} now={now} />
        {children}
        <Fact label={text.signature}>{text.signatures[inspection.signature]}</Fact>
        <Fact label={text.clocks}>{clockSkewText(skewMs)}</Fact>
      </dl>
      <Claims part="header" title={text.header} claims={inspection.header} />
      <Claims part="payload" title={text.claims} claims={inspection.payload} />
    </>
  )
}

/** One fact about a token. */
export function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}

interface TimeProps {
  label: string
  /** Epoch ms in server time. */
  at: number | null
  /** The text for a missing time. */
  never: string
  skewMs: number | null
  now: number
}

/** A time of a token by this computer's clock, and by the server's if they differ. */
function Time({ label, at, never, skewMs, now }: TimeProps) {
  return (
    <Fact label={label}>
      {at === null ? never : timeWithDistance(at - (skewMs ?? 0), now)}
      {at !== null && isSkewed(skewMs) && (
        <span class="muted">{developerTexts().token.byServerClock(exactTime(at, now))}</span>
      )}
    </Fact>
  )
}
