import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import { chat } from '../../harness/screens.ts'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

suite('a new channel', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const open = async () => {
    await harness.show(views.signedIn(), chat)
    await page.getByRole('button', { name: 'New channel' }).click()
    const dialog = page.getByRole('dialog', { name: 'New channel' })
    await dialog.getByLabel('Name').fill('Garden plans')
    return dialog
  }

  test('is created with its name, type and members, and shown', async () => {
    const dialog = await open()
    await dialog.getByLabel('Members').fill('bob, carol')
    await dialog.getByLabel('Type').selectOption('Team')
    const channel = views.channel('team:garden-plans', 'Garden plans')
    const value = { ...channel, messages: [], watcherCount: 1 }
    await harness.answer({
      createChannel: { ok: true, value },
      openChannel: { ok: true, value },
    })
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(dialog).toHaveCount(0)
    const row = page.getByRole('navigation', { name: 'Channels' }).getByRole('button', {
      name: 'Garden plans',
    })
    await expect(row).toHaveAttribute('aria-current', 'true')
    const [request] = await harness.requests('createChannel')
    const { type, members } = request as { type: string; members: string[] }
    assert.deepEqual([type, members], ['team', ['bob', 'carol']])
  })

  test('says honestly that the server refuses it, and loses nothing typed', async () => {
    const dialog = await open()
    const failed = { ok: false, code: 'notAllowed', message: '', field: null } as const
    await harness.answer({ createChannel: failed })
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(dialog.getByRole('alert')).toHaveText(
      'You do not have permission to create a channel of this type.',
    )
    await expect(dialog.getByLabel('Name')).toHaveValue('Garden plans')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await page.getByRole('button', { name: 'New channel' }).click()
    await expect(dialog.getByLabel('Name')).toHaveValue('Garden plans')
  })

  test('is not offered to a guest or an anonymous visitor whom no channel allows it', async () => {
    for (const account of [views.guest, views.anonymous]) {
      await harness.show(views.signedIn(views.connected(account)), views.readOnlyChat())
      await expect(page.getByRole('button', { name: 'Launch day' })).toBeVisible()
      await expect(page.getByRole('button', { name: 'New channel' })).toHaveCount(0)
    }
  })
})
