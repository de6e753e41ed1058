import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

suite('the sign-in screen before typing', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  test('it continues as a remembered account', async () => {
    await harness.show(
      views.view({ remembered: [views.remembered(views.alice), views.remembered(views.bob)] }),
    )
    const button = page.getByRole('button', { name: 'Continue as Alice Liddell', exact: true })
    await expect(button).toBeFocused()
    await button.click()
    assert.deepEqual(await harness.requests('switchTo'), [{ key: 'alice' }])
  })

  test('it continues once, whatever the number of clicks', async () => {
    await harness.show(views.view({ remembered: [views.remembered(views.alice)] }), {
      switchTo: 'held',
    })
    await page.getByRole('button', { name: 'Continue as Alice Liddell' }).dblclick()
    assert.equal((await harness.requests('switchTo')).length, 1)
  })

  test('it shows the error at the account and fills in the user ID', async () => {
    await harness.show(
      views.view({ remembered: [views.remembered(views.alice), views.remembered(views.bob)] }),
      {
        switchTo: { ok: false, code: 'secretMissing', message: '', field: null },
      },
    )
    await page.getByRole('button', { name: 'Continue as Bob' }).click()
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Bob' }).getByRole('alert'),
    ).toHaveText('The keychain has no token for this account. Retry, or sign in again.')
    await expect(page.getByLabel('User ID')).toHaveValue('bob')
  })

  test('it forgets an account', async () => {
    await harness.show(
      views.view({ remembered: [views.remembered(views.alice), views.remembered(views.bob)] }),
    )
    await page.getByRole('button', { name: 'Forget Bob' }).click()
    assert.deepEqual(await harness.requests('forget'), [{ key: 'bob' }])
  })

  test('it shows the keychain’s problem and retries', async () => {
    await harness.show(views.view({ keychain: views.unavailable }))
    await expect(page.getByText('Kept in memory until you quit.')).toContainText(
      'Install gnome-keyring',
    )
    await harness.emit('view', views.view({ keychain: views.locked }))
    await expect(page.getByText('GNOME Keyring is locked, so')).toContainText('Unlock it')
    await harness.emit(
      'view',
      views.view({ keychain: views.locked, otherSignIns: [views.undeleted] }),
    )
    await expect(page.getByText('Signed out. GNOME Keyring still has your sign-in.')).toBeVisible()
    await page.getByRole('button', { name: 'Retry' }).click()
    assert.equal((await harness.requests('retryKeychain')).length, 1)
    await harness.emit('view', views.view())
    await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
  })

  test('each alert’s region exists before its text, for screen readers', async () => {
    const refused = { ok: false, code: 'network', message: '', field: null } as const
    await harness.show(views.view(), { signInAnonymously: refused, listChannels: refused })
    await page.evaluate(() => {
      const texts: string[] = []
      Reflect.set(globalThis, 'alertsAtFirst', texts)
      new MutationObserver((records) => {
        for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
          if (!(node instanceof Element)) continue
          const alerts = [node, ...node.querySelectorAll('*')].filter(
            (one) => one.getAttribute('role') === 'alert',
          )
          texts.push(...alerts.map((alert) => alert.textContent))
        }
      }).observe(document, { childList: true, subtree: true })
    })
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText([/Enter your user ID/, /Enter your password/])
    await page.getByRole('tab', { name: 'Anonymous' }).click()
    await page.getByRole('button', { name: 'Continue without signing in' }).click()
    await expect(page.getByRole('alert')).toHaveText(/cannot be reached/)
    await harness.emit('failed', 'keychainLocked')
    await expect(page.getByRole('alert')).toHaveText([/keychain is locked/, /cannot be reached/])
    await harness.emit('view', views.signedIn())
    await expect(page.getByRole('alert')).toHaveText([/keychain is locked/, /cannot be reached/])
    const atFirst = await page.evaluate(() => Reflect.get(globalThis, 'alertsAtFirst') as string[])
    assert.deepEqual(atFirst, ['', '', '', '', ''])
  })

  test('a dismissed notice stays hidden until its text changes', async () => {
    await harness.show(views.view({ notice: 'latchkey.json: "apiKey" is missing.' }))
    await expect(page.getByRole('alert')).toHaveText('latchkey.json: "apiKey" is missing.')
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await harness.emit('view', views.view({ notice: 'latchkey.json: "apiKey" is missing.' }))
    await expect(page.getByRole('alert')).toHaveCount(0)
    await harness.emit('view', views.view({ notice: 'latchkey.json: "name" is missing.' }))
    await expect(page.getByRole('alert')).toHaveText('latchkey.json: "name" is missing.')
  })

  test('a ready update shows a quiet line with a restart button', async () => {
    await harness.show(views.view({ update: { version: '0.2.0' } }))
    await expect(page.getByRole('status').filter({ hasText: 'ready' })).toContainText(
      'Latchkey 0.2.0 is ready. It installs when you quit.',
    )
    await page.getByRole('button', { name: 'Restart now' }).click()
    assert.equal((await harness.requests('restartToUpdate')).length, 1)
    await harness.emit('view', views.view())
    await expect(page.getByRole('button', { name: 'Restart now' })).toHaveCount(0)
  })

  test('a failed start shows an error and a retry', async () => {
    await harness.show({ ok: false, code: 'internal', message: '', field: null })
    await harness.answer({ readView: { ok: true, value: views.view() } })
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByLabel('User ID')).toBeVisible()
  })
})
