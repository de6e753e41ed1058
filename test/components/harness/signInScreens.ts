import * as views from './views.ts'
import type { Harness } from './harness.ts'

/** A workspace with single sign-on. */
const withBrowser = { ...views.acme, signIn: 'oidc', issuerHost: 'login.acme.example' } as const

/** The sign-in through the system browser, and sign-ins with something to note. */
export const signInScreens: Record<string, (harness: Harness) => Promise<void>> = {
  'sign in, browser': (harness) => harness.show(views.view({ workspace: withBrowser })),
  'sign in, browser open': (harness) =>
    harness.show(
      views.view({
        workspace: withBrowser,
        session: { state: 'signingIn', account: null },
        browserSignIn: { host: 'login.acme.example', phase: 'waiting' },
      }),
    ),
  'sign in, browser denied': async (harness) => {
    await harness.show(views.view({ workspace: withBrowser }), {
      signInWithBrowser: { ok: false, message: '', field: null, code: 'signInDenied' },
    })
    await harness.page.getByRole('button', { name: 'Sign in with your browser' }).click()
    await harness.page.getByRole('alert').waitFor()
  },
  'sign in, keychain locked, a secret not deleted': (harness) =>
    harness.show(views.view({ keychain: views.locked, otherSignIns: [views.undeleted] })),
  'token only, no keychain': (harness) =>
    harness.show(views.view({ workspace: views.longName, keychain: views.unavailable })),
  'sign in, update ready': (harness) => harness.show(views.view({ update: { version: '0.2.0' } })),
}
