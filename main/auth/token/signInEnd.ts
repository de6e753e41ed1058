import type { ServerTime } from '../renewal/serverTime.ts'

/** The end of a sign-in, as far as the identity provider's answers tell it. */
export interface SignInEnd {
  /** The end, in ms of `ServerTime.elapsed`. */
  readonly endsAt: number
  /** When the provider said it, in ms of `ServerTime.elapsed`. */
  readonly heardAt: number
  /** True when a renewal did not move it: an absolute end, which no renewal postpones. */
  readonly isFixed: boolean
}

/** Two answers that follow each other sooner tell nothing: lifetimes come in whole seconds. */
const leastApartMs = 60_000

/**
 * The knowledge after an answer. `livesMs`: how long the sign-in lives on, as the answer says; null: it does not say.
 * An end is fixed when the rest of the sign-in shrinks by the time that passes between two answers. One that slides moves with each renewal.
 */
export function learnSignInEnd(
  before: SignInEnd | null,
  livesMs: number | null,
  { elapsed }: Pick<ServerTime, 'elapsed'>,
): SignInEnd | null {
  if (livesMs === null) return null
  const heardAt = elapsed()
  const endsAt = heardAt + livesMs
  if (before === null) return { endsAt, heardAt, isFixed: false }
  const passedMs = heardAt - before.heardAt
  if (passedMs < leastApartMs) return before
  return { endsAt, heardAt, isFixed: endsAt - before.endsAt < passedMs / 2 }
}

/** Epoch ms by the server's clock; null: no absolute end is known. */
export function fixedEndAt(
  end: SignInEnd | null,
  { now, elapsed }: Pick<ServerTime, 'now' | 'elapsed'>,
): number | null {
  return end?.isFixed ? now() + (end.endsAt - elapsed()) : null
}
