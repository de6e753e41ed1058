import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { chat, signIn } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

suite('an account that the keychain does not return', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const button = (name: string) => page.getByRole('button', { name })

  for (const [code, keychain, words] of [
    ['keychainLocked', views.locked, 'GNOME Keyring is locked. Unlock it in Passwords and Keys'],
    ['keychainUnavailable', views.unavailable, 'No keychain answers on this computer. Install'],
    [
      'secretMissing',
      views.view().keychain,
      'The keychain has no token for this account. Retry, or sign in again.',
    ],
  ] as const) {
    test(`${code}: shows the reason, the remedy and a retry`, async () => {
      await harness.show(views.withheld(keychain, code), { ...chat, retryKeychain: 'held' })
      await expect(page.getByRole('status')).toHaveText(/^Sign in again/)
      await expect(page.getByText(words)).toBeVisible()
      await button('Retry').dblclick()
      await expect(button('Retry')).toHaveAttribute('aria-busy', 'true')
      assert.equal((await harness.requests('retryKeychain')).length, 1)
      await harness.release('retryKeychain', { ok: true, value: null })
      await harness.emit('view', views.signedIn())
      await expect(button('Retry')).toHaveCount(0)
      await expect(page.getByText('Here I am.')).toBeVisible()
    })

    test(`${code}: Continue without saving signs in without storing`, async () => {
      await harness.show(views.withheld(keychain, code))
      await expect(page.getByLabel('Keep me signed in')).toBeChecked()
      await button('Continue without saving').click()
      await expect(page.getByLabel('Keep me signed in')).not.toBeChecked()
      await expect(page.getByLabel('Password')).toBeFocused()
      await page.keyboard.type('wonderland')
      await signIn(page).click()
      assert.deepEqual(await harness.requests('signInWithService'), [
        { userId: 'alice', password: 'wonderland', keep: false },
      ])
    })
  }

  test('other errors do not mention the keychain', async () => {
    await harness.show(views.signedIn(views.needsSignIn()))
    await expect(page.getByLabel('Password')).toBeVisible()
    await expect(button('Continue without saving')).toHaveCount(0)
    await expect(button('Retry')).toHaveCount(0)
  })
})
