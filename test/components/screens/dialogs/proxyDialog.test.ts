import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as scene from '../../harness/views.ts'
import { fillIn } from '../../harness/screens.ts'
import { Stage } from '../../harness/harness.ts'

suite('the proxy dialog', () => {
  let stage: Stage
  let page: Page
  before(async () => {
    stage = await Stage.open()
    page = stage.page
  })
  after(() => stage.close())

  const title = 'The proxy proxy.acme.example:8080 requires a user name and password'
  const dialog = () => page.getByRole('dialog', { name: title })
  const username = () => dialog().getByRole('textbox', { name: 'User name' })
  const password = () => dialog().getByLabel('Password')

  test('opens during a sign-in and keeps the typed sign-in', async () => {
    await stage.show(scene.view(), { signInWithService: 'held' })
    await fillIn(page)
    await stage.tell('view', scene.view({ proxy: scene.proxy }))
    await expect(username()).toBeFocused()
    await page.keyboard.type('ada')
    await password().fill('a fake one')
    await page.keyboard.press('Enter')
    assert.deepEqual(await stage.requests('answerProxy'), [
      { host: scene.proxy.host, username: 'ada', password: 'a fake one' },
    ])
    await expect(password()).toHaveValue('')
    await stage.tell('view', scene.view())
    await expect(dialog()).toHaveCount(0)
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
  })

  test('asks again with an error, keeping the user name', async () => {
    await stage.tell('view', scene.view({ proxy: { ...scene.proxy, isRetry: true } }))
    await expect(dialog().getByRole('alert')).toHaveText(
      'The proxy rejected this user name and password.',
    )
    await expect(username()).toHaveValue('ada')
    await expect(password()).toBeFocused()
  })

  test('shows missing values and sends nothing', async () => {
    await stage.show(scene.view({ proxy: scene.proxy }))
    await dialog().getByRole('button', { name: 'Continue' }).click()
    await expect(dialog().getByRole('alert')).toHaveCount(2)
    await expect(username()).toBeFocused()
    assert.deepEqual(await stage.requests('answerProxy'), [])
  })

  test('is cancelled by its button and by Escape, but not by an answer', async () => {
    for (const cancel of ['button', 'Escape'] as const) {
      await stage.show(scene.view({ proxy: scene.proxy }))
      await password().fill('a fake one')
      if (cancel === 'Escape') await page.keyboard.press('Escape')
      else await dialog().getByRole('button', { name: 'Cancel' }).click()
      await expect(dialog()).toHaveCount(0)
      await expect.poll(() => stage.requests('cancelProxy')).toHaveLength(1)
      await stage.tell('view', scene.view())
      await stage.tell('view', scene.view({ proxy: scene.proxy }))
      await expect(password()).toHaveValue('')
    }
    await stage.show(scene.view({ proxy: scene.proxy }))
    await stage.tell('view', scene.view())
    await expect(dialog()).toHaveCount(0)
    assert.deepEqual(await stage.requests('cancelProxy'), [])
  })

  test('starts empty for a second proxy', async () => {
    await stage.show(scene.view({ proxy: scene.proxy }))
    await username().fill('ada')
    await stage.tell('view', scene.view({ proxy: { ...scene.proxy, host: 'other.example:1' } }))
    await expect(page.getByRole('dialog', { name: 'The proxy other.example:1' })).toBeVisible()
  })
})
