import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { fillIn } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

suite('the proxy dialog', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const title = 'The proxy proxy.acme.example:8080 requires a user name and password'
  const dialog = () => page.getByRole('dialog', { name: title })
  const username = () => dialog().getByRole('textbox', { name: 'User name' })
  const password = () => dialog().getByLabel('Password')

  test('opens during a sign-in and keeps the typed sign-in', async () => {
    await harness.show(views.view(), { signInWithService: 'held' })
    await fillIn(page)
    await harness.emit('view', views.view({ proxy: views.proxy }))
    await expect(username()).toBeFocused()
    await page.keyboard.type('ada')
    await password().fill('a fake one')
    await page.keyboard.press('Enter')
    assert.deepEqual(await harness.requests('answerProxy'), [
      { host: views.proxy.host, username: 'ada', password: 'a fake one' },
    ])
    await expect(password()).toHaveValue('')
    await harness.emit('view', views.view())
    await expect(dialog()).toHaveCount(0)
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
  })

  test('asks again with an error, keeping the user name', async () => {
    await harness.emit('view', views.view({ proxy: { ...views.proxy, isRetry: true } }))
    await expect(dialog().getByRole('alert')).toHaveText(
      'The proxy rejected this user name and password.',
    )
    await expect(username()).toHaveValue('ada')
    await expect(password()).toBeFocused()
  })

  test('shows missing values and sends nothing', async () => {
    await harness.show(views.view({ proxy: views.proxy }))
    await dialog().getByRole('button', { name: 'Continue' }).click()
    await expect(dialog().getByRole('alert')).toHaveCount(2)
    await expect(username()).toBeFocused()
    assert.deepEqual(await harness.requests('answerProxy'), [])
  })

  test('is cancelled by its button and by Escape, but not by an answer', async () => {
    for (const cancel of ['button', 'Escape'] as const) {
      await harness.show(views.view({ proxy: views.proxy }))
      await password().fill('a fake one')
      if (cancel === 'Escape') await page.keyboard.press('Escape')
      else await dialog().getByRole('button', { name: 'Cancel' }).click()
      await expect(dialog()).toHaveCount(0)
      await expect.poll(() => harness.requests('cancelProxy')).toHaveLength(1)
      await harness.emit('view', views.view())
      await harness.emit('view', views.view({ proxy: views.proxy }))
      await expect(password()).toHaveValue('')
    }
    await harness.show(views.view({ proxy: views.proxy }))
    await harness.emit('view', views.view())
    await expect(dialog()).toHaveCount(0)
    assert.deepEqual(await harness.requests('cancelProxy'), [])
  })

  test('starts empty for a second proxy', async () => {
    await harness.show(views.view({ proxy: views.proxy }))
    await username().fill('ada')
    await harness.emit('view', views.view({ proxy: { ...views.proxy, host: 'other.example:1' } }))
    await expect(page.getByRole('dialog', { name: 'The proxy other.example:1' })).toBeVisible()
  })
})
