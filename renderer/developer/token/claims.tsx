import type { Claim } from '../../../preload/contract.ts'
import { describeMember, type Part } from './tokenText.ts'

/** The members of one part of a token with their descriptions. */
export function Claims({ part, title, claims }: { part: Part; title: string; claims: Claim[] }) {
  if (claims.length === 0) return null
  return (
    <section class="claims">
      <h4>{title}</h4>
      <dl>
        {claims.map((claim, index) => (
          <div key={index}>
            <dt>
              <code dir="auto">{claim.name}</code>
            </dt>
            <dd>
              <code dir="auto">{claim.value}</code>
              <span class="muted">{describeMember(part, claim)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
