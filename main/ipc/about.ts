import type { ErrorAbout } from '../../preload/contract.ts'
import type { FailureAbout } from '../auth/errors.ts'

/** What the window's sentence about a failure names; left out where there is nothing to name. */
export function toErrorAbout(about: FailureAbout): { about?: ErrorAbout } {
  return Object.keys(about).length === 0 ? {} : { about: { ...about } }
}
