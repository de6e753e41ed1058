import type { ErrorAbout } from '../../preload/contract.ts'
import type { FailureAbout } from '../auth/errors.ts'

/** The names in the window's sentence about a failure; left out when there are none. */
export function toErrorAbout(about: FailureAbout): { about?: ErrorAbout } {
  return Object.keys(about).length === 0 ? {} : { about: { ...about } }
}
