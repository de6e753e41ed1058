import assert from 'node:assert/strict'
import { after, before, beforeEach, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { chat, fillIn, signIn } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

suite('the sign-in screen', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  beforeEach(() => harness.show(views.view()))
  after(() => harness.close())

  test('shows the workspace and where the sign-in will be stored', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to Latchkey Sandbox')
    await expect(page.getByText('127.0.0.1:41234')).toBeVisible()
    await expect(page.getByText('Your sign-in is saved in GNOME Keyring.')).toBeVisible()
    await page.getByLabel('Keep me signed in').uncheck()
    await expect(page.getByText('Kept in memory until you quit.')).toBeVisible()
  })

  test('names the host that receives the password, if it differs from the workspace’s', async () => {
    await expect(page.getByText('Your password goes to')).toHaveCount(0)
    await harness.show(
      views.view({ workspace: { ...views.acme, passwordHost: 'sign-in.example' } }),
    )
    await expect(page.getByText('Your password goes to sign-in.example')).toBeVisible()
  })

  test('focuses the first field', async () => {
    await expect(page.getByLabel('User ID')).toBeFocused()
  })

  test('moves between its tabs with arrows, Home and End', async () => {
    const isChosen = (name: string) =>
      expect(page.getByRole('tab', { name, selected: true })).toBeFocused()
    await page.getByRole('tab', { name: 'Sign in' }).focus()
    await page.keyboard.press('ArrowRight')
    await isChosen('Guest')
    await expect(page.getByRole('tabpanel', { name: 'Guest' })).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await isChosen('Anonymous')
    await page.keyboard.press('Home')
    await isChosen('Sign in')
    await page.keyboard.press('End')
    await isChosen('Anonymous')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Continue without signing in' })).toBeFocused()
  })

  test('shows an error at each empty field and focuses the first', async () => {
    await signIn(page).click()
    const userId = page.getByLabel('User ID')
    await expect(userId).toBeFocused()
    await expect(userId).toHaveAttribute('aria-invalid', 'true')
    await expect(userId).toHaveAccessibleDescription('Enter your user ID.')
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.')
    await expect(page.getByRole('alert')).toHaveCount(2)
    await userId.fill('a')
    await expect(userId).toHaveAttribute('aria-invalid', 'false')
    await expect(userId).toBeFocused()
    assert.deepEqual(await harness.requests('signInWithService'), [])
  })

  test('shows an error at its field and keeps the text', async () => {
    await harness.answer({
      signInWithService: { ok: false, code: 'credentialsRefused', message: '', field: 'password' },
    })
    await fillIn(page)
    const password = page.getByLabel('Password')
    await expect(password).toHaveAccessibleDescription('The user ID or password is wrong.')
    await expect(password).toBeFocused()
    await expect(password).toHaveValue('wonderland')
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
  })

  test('shows an error without a field above the button', async () => {
    await harness.answer({
      signInWithService: { ok: false, code: 'network', message: '', field: null },
    })
    await fillIn(page)
    const alert = await page.getByRole('alert').boundingBox()
    const button = await signIn(page).boundingBox()
    assert.ok(alert && button && alert.y + alert.height <= button.y)
    await expect(page.getByLabel('Password')).toHaveValue('wonderland')
  })

  test('shows an error of a missing field with the form', async () => {
    await harness.answer({
      signInAsGuest: { ok: false, code: 'badInput', message: '', field: 'userId' },
    })
    await page.getByRole('tab', { name: 'Guest' }).click()
    await page.getByLabel('Display name').fill('Mallory')
    await page.getByRole('button', { name: 'Continue as guest' }).click()
    await expect(page.getByRole('alert')).toHaveText(/^This user ID is not valid/)
  })

  test('signs in once, whatever the number of clicks, and shows the progress', async () => {
    await harness.answer({ signInWithService: 'held' })
    await page.getByLabel('User ID').fill(' alice ')
    await page.getByLabel('Password').fill(' wonder land ')
    const button = page.locator('button[type=submit]')
    const wide = await button.boundingBox()
    await button.dblclick()
    await page.getByLabel('Password').press('Enter')
    await expect(button).toHaveText(/Signing in…/)
    await expect(button).toHaveAccessibleName('Signing in…')
    await expect(button).toHaveAttribute('aria-busy', 'true')
    assert.equal((await button.boundingBox())?.width, wide?.width)
    await page.getByRole('tab', { name: 'Anonymous' }).click()
    await page.getByRole('button', { name: 'Continue without signing in' }).click({ force: true })
    assert.deepEqual(await harness.requests('signInAnonymously'), [])
    assert.deepEqual(await harness.requests('signInWithService'), [
      { userId: 'alice', password: ' wonder land ', keep: true },
    ])
  })

  test('stays during a sign-in, so that a failure keeps the text', async () => {
    await harness.answer({ signInWithService: 'held' })
    await fillIn(page)
    await harness.emit('view', views.signedIn({ state: 'signingIn', account: null }))
    await expect(page.getByRole('tab', { name: 'Guest' })).toBeVisible()
    await harness.emit('view', views.view())
    await harness.release('signInWithService', {
      ok: false,
      code: 'tokenRejected',
      message: '',
      field: null,
    })
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByLabel('Password')).toHaveValue('wonderland')
  })

  test('clears the text after a sign-in', async () => {
    await harness.answer(chat)
    await fillIn(page)
    await harness.emit('view', views.signedIn())
    await expect(page.getByRole('status')).toHaveText(/^Connected/)
    await harness.emit('view', views.view())
    await expect(page.getByLabel('User ID')).toHaveValue('')
    await expect(page.getByLabel('Password')).toHaveValue('')
  })

  test('fills in a sandbox user on a click', async () => {
    await page.getByRole('button', { name: 'bob builder' }).click()
    await expect(page.getByLabel('User ID')).toHaveValue('bob')
    await expect(page.getByLabel('Password')).toHaveValue('builder')
  })

  test('accepts a masked token and reads its user', async () => {
    await page.getByRole('button', { name: 'Use a token instead' }).click()
    const token = page.getByLabel('Token')
    await expect(token).toBeFocused()
    await expect(token).toHaveAttribute('type', 'password')
    await page.getByRole('button', { name: 'Sign in with token' }).click()
    await expect(token).toHaveAccessibleDescription('Paste your token.')
    await token.fill(' a.b.c ')
    await page.getByLabel('Keep me signed in').uncheck()
    await page.getByRole('button', { name: 'Sign in with token' }).click()
    assert.deepEqual(await harness.requests('signInWithToken'), [
      { token: 'a.b.c', userId: '', keep: false },
    ])
    await page.getByRole('button', { name: 'Use a password instead' }).click()
    await expect(page.getByLabel('User ID')).toBeFocused()
  })

  test('shows at the user ID that the token belongs to another user', async () => {
    await harness.answer({
      signInWithToken: { ok: false, code: 'userMismatch', message: '', field: 'userId' },
    })
    await page.getByRole('button', { name: 'Use a token instead' }).click()
    await page.getByLabel('Token').fill('a.b.c')
    await page.getByLabel('User ID').fill('bob')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('User ID')).toHaveAccessibleDescription(/belongs to another user/)
    await expect(page.getByLabel('Token')).toHaveValue('a.b.c')
  })

  test('offers only a token without a token service', async () => {
    await harness.show(views.view({ workspace: views.longName }))
    await expect(page.getByLabel('Token')).toBeFocused()
    await expect(page.getByRole('button', { name: 'Use a password instead' })).toHaveCount(0)
  })

  test('has no password field if the token service requires none', async () => {
    await harness.show(views.view({ workspace: { ...views.acme, signIn: 'none' } }))
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await page.getByLabel('User ID').fill('alice')
    await page.keyboard.press('Enter')
    assert.deepEqual(await harness.requests('signInWithService'), [
      { userId: 'alice', password: '', keep: true },
    ])
  })

  test('signs in as a named guest', async () => {
    await page.getByRole('tab', { name: 'Guest' }).click()
    await expect(page.getByText('is not renewed')).toBeVisible()
    await page.getByRole('button', { name: 'Continue as guest' }).click()
    await expect(page.getByLabel('Display name')).toBeFocused()
    await page.getByLabel('Display name').fill('Mallory')
    await page.keyboard.press('Enter')
    assert.deepEqual(await harness.requests('signInAsGuest'), [{ name: 'Mallory', keep: true }])
  })

  test('connects anonymously', async () => {
    await page.getByRole('tab', { name: 'Anonymous' }).click()
    await expect(page.getByText('Nothing is saved on this computer.')).toBeVisible()
    await page.getByRole('button', { name: 'Continue without signing in' }).click()
    assert.equal((await harness.requests('signInAnonymously')).length, 1)
  })
})
