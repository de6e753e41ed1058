import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

suite('the account menu', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const chat = {
    listChannels: { ok: true, value: views.channelPage() },
    openChannel: { ok: true, value: views.opened() },
  } as const
  const open = async (view = views.manyAccounts()) => {
    await harness.show(view, chat)
    await page.getByRole('button', { name: 'Account' }).click()
  }
  const account = (name: string) => page.getByRole('menuitemradio', { name })

  test('lists the accounts of all workspaces, with the active one checked', async () => {
    await open()
    const rows = page.getByRole('menuitemradio')
    await expect(rows).toHaveCount(4)
    await expect(account('Alice Liddell, Latchkey Sandbox')).toBeChecked()
    await expect(account('Bob, Acme')).not.toBeChecked()
    await expect(account('Bob, Acme')).toHaveAttribute('aria-keyshortcuts', /\+2$/)
    await expect(account('Mallory, Guest in Latchkey Sandbox')).toBeVisible()
  })

  test('says why an account has to sign in again', async () => {
    await open()
    await expect(account('Carol')).toContainText(
      'Acme. Sign in again: the token service no longer accepts',
    )
  })

  test('switches to an account and returns the focus', async () => {
    await open()
    await account('Bob').click()
    assert.deepEqual(await harness.requests('switchTo'), [{ key: 'bob' }])
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Account' })).toBeFocused()
  })

  test('does nothing for the active account', async () => {
    await open()
    await account('Alice').click()
    assert.deepEqual(await harness.requests('switchTo'), [])
  })

  test('shows the error of a switch', async () => {
    await open()
    await harness.answer({
      switchTo: { ok: false, code: 'notFound', message: '', field: null },
    })
    await account('Bob').click()
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
  })

  test('forgets an account, but not the active one', async () => {
    await open()
    await expect(page.getByRole('menuitem', { name: 'Forget Alice Liddell' })).toHaveCount(0)
    await page.getByRole('menuitem', { name: 'Forget Bob' }).click()
    assert.deepEqual(await harness.requests('forget'), [{ key: 'bob' }])
  })

  test('is used by keyboard alone', async () => {
    await harness.show(views.manyAccounts(), chat)
    await page.getByRole('button', { name: 'Account' }).focus()
    await page.keyboard.press('ArrowDown')
    await expect(account('Alice')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(account('Bob')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem', { name: 'Forget Bob' })).toBeFocused()
    await page.keyboard.press('End')
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Account' })).toBeFocused()
  })

  test('opens the sign-in screen to add an account, with a way back', async () => {
    await open()
    await page.getByRole('menuitem', { name: 'Add account' }).click()
    assert.equal((await harness.requests('switchAccount')).length, 1)
    const remembered = [views.remembered(views.alice), views.remembered(views.bob)]
    await harness.emit('view', views.view({ remembered }))
    await page.getByRole('button', { name: 'Back to Alice Liddell' }).click()
    assert.deepEqual(await harness.requests('switchTo'), [{ key: 'alice' }])
  })

  test('says that an account that is not saved ends with a switch', async () => {
    await open({ ...views.manyAccounts(views.connected(views.anonymous, views.noToken)) })
    await expect(page.getByText('Switching the account ends this visit.')).toBeVisible()
    await open({ ...views.manyAccounts(), remembered: [] })
    await expect(page.getByText('Switching the account ends it.')).toBeVisible()
  })
})
