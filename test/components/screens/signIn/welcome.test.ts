import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { View } from '../../../../preload/contract.ts'
import { Harness } from '../../harness/harness.ts'
import * as views from '../../harness/views.ts'

suite('the first start', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const welcome = () => page.getByRole('region', { name: 'Welcome to Latchkey' })
  const tryIt = () => page.getByRole('button', { name: 'Try the sandbox' })
  const connect = () => page.getByRole('button', { name: 'Connect to your team' })

  test('says in three sentences what the app is', async () => {
    await harness.show(views.view())
    await expect(welcome().getByRole('paragraph')).toHaveCount(3)
  })

  const later: [what: string, view: Partial<View>][] = [
    ['another workspace', { workspaces: [views.sandbox, views.acme] }],
    ['the workspace of a team', { workspace: views.acme, workspaces: [views.acme] }],
    ['a remembered account', { remembered: [views.remembered(views.alice)] }],
    ['a sign-in for another workspace', { otherSignIns: [views.stored] }],
  ]
  for (const [what, change] of later) {
    test(`is over with ${what}`, async () => {
      await harness.show(views.view(change))
      await expect(page.getByRole('tab', { name: 'Sign in' })).toBeVisible()
      await expect(welcome()).toHaveCount(0)
    })
  }

  test('leads into the sandbox with one press', async () => {
    await harness.show(views.view(), { signInWithService: 'held' })
    await tryIt().press('Enter')
    await expect(page.getByRole('button', { name: 'Signing in…' })).toBeVisible()
    const [request] = await harness.requests('signInWithService')
    assert.deepEqual(request, { userId: 'alice', password: 'wonderland', keep: true })
  })

  test('waits for a sandbox that is still starting', async () => {
    await harness.show(views.view({ workspace: { ...views.sandbox, sandboxUsers: [] } }))
    await expect(tryIt()).toHaveAttribute('aria-disabled', 'true')
    await tryIt().click({ force: true })
    assert.deepEqual(await harness.requests('signInWithService'), [])
  })

  test('leads to the form of a workspace, and back to its button', async () => {
    await harness.show(views.view())
    await connect().press('Enter')
    await expect(page.getByRole('dialog', { name: 'Add a workspace' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(connect()).toBeFocused()
  })
})
