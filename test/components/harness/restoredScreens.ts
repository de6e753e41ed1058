import type { Harness } from './harness.ts'
import * as views from './views.ts'

/** The screens of a start with a remembered account that cannot connect. */
export const restoredScreens: Record<string, (harness: Harness) => Promise<void>> = {
  'started offline, saved chat': async (harness) => {
    await harness.show(views.signedIn(views.offline(null)), views.savedChat())
    await harness.page
      .getByText(/^As of /)
      .first()
      .waitFor()
  },
  'started, sign in again': (harness) => harness.show(views.signedIn(views.needsSignIn())),
  'started, guest ended': (harness) => harness.show(views.signedIn(views.needsSignIn(views.guest))),
  'started, keychain locked': (harness) =>
    harness.show(views.withheld(views.locked, 'keychainLocked')),
  'started, no keychain': (harness) =>
    harness.show(views.withheld(views.unavailable, 'keychainUnavailable')),
}
