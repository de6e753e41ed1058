import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as scene from '../../harness/views.ts'
import { chat, signIn } from '../../harness/screens.ts'
import { Stage } from '../../harness/harness.ts'

suite('an account that the keychain does not return', () => {
  let stage: Stage
  let page: Page
  before(async () => {
    stage = await Stage.open()
    page = stage.page
  })
  after(() => stage.close())

  const button = (name: string) => page.getByRole('button', { name })

  for (const [code, keychain, words] of [
    ['keychainLocked', scene.locked, 'GNOME Keyring is locked. Unlock it in Passwords and Keys'],
    ['keychainUnavailable', scene.unavailable, 'No keychain answers on this computer. Install'],
    [
      'secretMissing',
      scene.view().keychain,
      'The keychain has no token for this account. Retry, or sign in again.',
    ],
  ] as const) {
    test(`${code}: shows the reason, the remedy and a retry`, async () => {
      await stage.show(scene.withheld(keychain, code), { ...chat, retryKeychain: 'held' })
      await expect(page.getByRole('status')).toHaveText(/^Sign in again/)
      await expect(page.getByText(words)).toBeVisible()
      await button('Retry').dblclick()
      await expect(button('Retry')).toHaveAttribute('aria-busy', 'true')
      assert.equal((await stage.requests('retryKeychain')).length, 1)
      await stage.release('retryKeychain', { ok: true, value: null })
      await stage.tell('view', scene.signedIn())
      await expect(button('Retry')).toHaveCount(0)
      await expect(page.getByText('Here I am.')).toBeVisible()
    })

    test(`${code}: Continue without saving signs in without storing`, async () => {
      await stage.show(scene.withheld(keychain, code))
      await expect(page.getByLabel('Keep me signed in')).toBeChecked()
      await button('Continue without saving').click()
      await expect(page.getByLabel('Keep me signed in')).not.toBeChecked()
      await expect(page.getByLabel('Password')).toBeFocused()
      await page.keyboard.type('wonderland')
      await signIn(page).click()
      assert.deepEqual(await stage.requests('signInWithService'), [
        { userId: 'alice', password: 'wonderland', keep: false },
      ])
    })
  }

  test('other errors do not mention the keychain', async () => {
    await stage.show(scene.signedIn(scene.needsSignIn()))
    await expect(page.getByLabel('Password')).toBeVisible()
    await expect(button('Continue without saving')).toHaveCount(0)
    await expect(button('Retry')).toHaveCount(0)
  })
})
