import type { ComponentChildren } from 'preact'
import type { TokenInspection } from '../../../preload/contract.ts'
import { exactTime } from '../../text/times.ts'
import { Claims } from './claims.tsx'
import { Life } from './lifetimeBar.tsx'
import { clocks, isSkewed, signatures, when } from './tokenText.ts'

interface InspectionProps {
  inspection: TokenInspection
  /** Epoch ms in server time; null: no renewal is planned. */
  renewsAt?: number | null
  now: number
  children?: ComponentChildren
}

/** A token in words: its times by both clocks, its life as a bar, and what is written in it. */
export function Inspection({ inspection, renewsAt = null, now, children }: InspectionProps) {
  const { issuedAt, notBefore, expiresAt, skewMs } = inspection
  const serverNow = now + (skewMs ?? 0)
  const hasLife = issuedAt !== null && expiresAt !== null && expiresAt > issuedAt
  return (
    <>
      {hasLife && (
        <Life issuedAt={issuedAt} expiresAt={expiresAt} renewsAt={renewsAt} now={serverNow} />
      )}
      <dl class="facts-list">
        <Time label="Issued" at={issuedAt} never="It does not say." skewMs={skewMs} now={now} />
        {notBefore !== null && (
          <Time label="Valid from" at={notBefore} never="" skewMs={skewMs} now={now} />
        )}
        <Time label="Expires" at={expiresAt} never="Never." skewMs={skewMs} now={now} />
        {children}
        <Fact label="Signature">{signatures[inspection.signature]}</Fact>
        <Fact label="Clocks">{clocks(skewMs)}</Fact>
      </dl>
      <Claims part="header" title="Header" claims={inspection.header} />
      <Claims part="payload" title="Claims" claims={inspection.payload} />
    </>
  )
}

/** One thing that is known of a token. */
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
  /** What it means that there is none. */
  never: string
  skewMs: number | null
  now: number
}

/** A time of a token, as this computer's clock has it; as the server's does too where that is another. */
function Time({ label, at, never, skewMs, now }: TimeProps) {
  return (
    <Fact label={label}>
      {at === null ? never : when(at - (skewMs ?? 0), now)}
      {at !== null && isSkewed(skewMs) && (
        <span class="quiet">{exactTime(at, now)} by the server’s clock</span>
      )}
    </Fact>
  )
}
