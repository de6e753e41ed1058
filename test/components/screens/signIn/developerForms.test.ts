import assert from 'node:assert/strict'
import { after, before, beforeEach, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Locator, Page } from 'playwright'
import type { ErrorCode, Field } from '../../../../preload/contract.ts'
import * as views from '../../harness/views.ts'
import { chat, showDeveloper } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

const noSecret = 'plainly no secret'

suite('the developer tab', () => {
  let harness: Harness
  let page: Page
  let development: Locator
  let minted: Locator
  before(async () => {
    harness = await Harness.open()
    page = harness.page
    development = page.getByRole('group', { name: 'Development token' })
    minted = page.getByRole('group', { name: 'Create a token' })
  })
  beforeEach(() => showDeveloper(harness))
  after(() => harness.close())

  test('exists in developer mode only', async () => {
    await harness.show(views.view())
    await expect(page.getByRole('tab', { name: 'Developer' })).toHaveCount(0)
  })

  test('warns beside both buttons, and says that nothing is saved', async () => {
    for (const group of [development, minted]) {
      await expect(group.getByText('Not for production')).toBeVisible()
      const warning = await group.getByText('Not for production').boundingBox()
      const button = await group.getByRole('button').boundingBox()
      assert.ok(warning && button && warning.x > button.x + button.width, 'beside')
      assert.ok(warning.y >= button.y - 4 && warning.y < button.y + button.height)
    }
    await expect(page.getByText('Nothing is saved.')).toBeVisible()
    await expect(page.getByText('saved in GNOME Keyring')).toHaveCount(0)
  })

  test('signs in with a development token', async () => {
    await development.getByRole('button', { name: 'Use development token' }).click()
    const userId = development.getByLabel('User ID')
    await expect(userId).toBeFocused()
    await expect(userId).toHaveAccessibleDescription('Enter your user ID.')
    await userId.fill(' luke_skywalker ')
    await page.keyboard.press('Enter')
    assert.deepEqual(await harness.requests('signInWithDevelopmentToken'), [
      { userId: 'luke_skywalker' },
    ])
  })

  test('says that an app with auth checks rejects it, and where to turn them off', async () => {
    await harness.answer({ signInWithDevelopmentToken: refusal('developmentTokenRefused') })
    await development.getByLabel('User ID').fill('luke')
    await page.keyboard.press('Enter')
    const alert = development.getByRole('alert')
    await expect(alert).toContainText('auth checks are on')
    await expect(alert).toContainText('“Disable Auth Checks”')
    await expect(development.getByLabel('User ID')).toHaveValue('luke')
  })

  test('creates a token and clears the secret’s field', async () => {
    await harness.answer({ signInWithSecret: 'held' })
    const secret = minted.getByLabel('API secret')
    await expect(secret).toHaveAttribute('type', 'password')
    await fill('3600')
    await minted.getByRole('button').click()
    await expect(minted.getByRole('button')).toHaveAttribute('aria-busy', 'true')
    await expect(secret).toHaveValue('')
    await expect(minted.getByLabel('User ID')).toHaveValue('luke')
    await expect(minted.getByLabel('Lifetime in seconds')).toHaveValue('3600')
    assert.deepEqual(await harness.requests('signInWithSecret'), [
      { userId: 'luke', secret: noSecret, lifetime: '3600' },
    ])
    await secret.focus()
    await page.keyboard.press('Control+Z')
    await expect(secret).toHaveValue('')
  })

  test('requires user ID and secret before the call, and keeps the text', async () => {
    await minted.getByLabel('API secret').fill(noSecret)
    await minted.getByRole('button').click()
    await expect(minted.getByLabel('User ID')).toBeFocused()
    await expect(minted.getByLabel('API secret')).toHaveValue(noSecret)
    await minted.getByLabel('User ID').fill('luke')
    await minted.getByLabel('API secret').fill('  ')
    await minted.getByRole('button').click()
    await expect(minted.getByLabel('API secret')).toHaveAccessibleDescription(
      'Enter the app’s API secret.',
    )
    assert.deepEqual(await harness.requests('signInWithSecret'), [])
  })

  const wrong: [code: ErrorCode, field: Field | null, label: string, words: RegExp][] = [
    ['badInput', 'secret', 'API secret', /not an API secret/],
    ['tokenSignatureInvalid', 'secret', 'API secret', /secret belongs to another app/],
    ['userIdSpaces', 'userId', 'User ID', /cannot contain spaces/],
    ['userIdControls', 'userId', 'User ID', /invisible characters/],
    ['userIdTooLong', 'userId', 'User ID', /255/],
    ['lifetimeZero', 'lifetime', 'Lifetime in seconds', /at least 1/],
    ['lifetimeNegative', 'lifetime', 'Lifetime in seconds', /cannot be negative/],
    ['lifetimeTooLong', 'lifetime', 'Lifetime in seconds', /31536000/],
    ['lifetimeNotWhole', 'lifetime', 'Lifetime in seconds', /whole number/],
  ]
  const said = new Set<string>()
  for (const [code, field, label, words] of wrong) {
    test(`says ${code} at ${label}, in its own words, and what to enter again`, async () => {
      await harness.answer({ signInWithSecret: refusal(code, field) })
      await fill('7')
      await page.keyboard.press('Enter')
      const place = minted.getByLabel(label)
      await expect(place).toBeFocused()
      await expect(place).toHaveAccessibleDescription(words)
      await expect(minted.getByLabel('User ID')).toHaveValue('luke')
      await expect(minted.getByLabel('Lifetime in seconds')).toHaveValue('7')
      await expect(minted.getByLabel('API secret')).toHaveValue('')
      await expect(minted.getByPlaceholder('Enter it again')).toBeVisible()
      const sentence = String(await minted.getByRole('alert').textContent())
      assert.ok(!said.has(sentence), sentence)
      said.add(sentence)
    })
  }

  test('keeps the text on a look at another tab', async () => {
    await development.getByLabel('User ID').fill('luke')
    await page.getByRole('tab', { name: 'Guest' }).click()
    await page.getByRole('tab', { name: 'Developer' }).click()
    await expect(development.getByLabel('User ID')).toHaveValue('luke')
  })

  async function fill(lifetime: string): Promise<void> {
    await minted.getByLabel('User ID').fill('luke')
    await minted.getByLabel('API secret').fill(noSecret)
    await minted.getByLabel('Lifetime in seconds').fill(lifetime)
  }
})

suite('a pasted token', () => {
  let harness: Harness
  before(async () => void (harness = await Harness.open()))
  after(() => harness.close())

  const wrong: [code: ErrorCode, words: RegExp][] = [
    ['tokenMalformed', /three parts/],
    ['tokenUnsigned', /“none”/],
    ['tokenAlgorithmWrong', /HS256/],
    ['tokenUserMissing', /names no user/],
    ['tokenUserNotText', /must be a string/],
    ['developmentTokenRefused', /auth checks are on/],
  ]
  test('shows each token error at its field, with its own sentence', async () => {
    const { page } = harness
    await harness.show(views.view())
    await page.getByRole('button', { name: 'Use a token instead' }).click()
    for (const [code, words] of wrong) {
      await harness.answer({ signInWithToken: refusal(code, 'token') })
      await page.getByLabel('Token').fill('a.b.c')
      await page.keyboard.press('Enter')
      await expect(page.getByLabel('Token')).toHaveAccessibleDescription(words)
    }
  })
})

suite('a chat with a locally issued token', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  test('shows its banner during the whole session', async () => {
    for (const [method, words] of [
      ['development', 'Development token. Not for production.'],
      ['minted', 'Token signed on this computer with the API secret. Not for production.'],
    ] as const) {
      const view = views.madeHere(method)
      await harness.show(view, chat)
      await expect(page.getByText(words)).toBeVisible()
      assert.ok(view.session.state === 'connected')
      const { account, token } = view.session
      await harness.emit('view', { ...view, session: { state: 'refreshing', account, token } })
      await expect(page.getByText(words)).toBeVisible()
    }
    await harness.emit('view', { ...views.madeHere('minted'), developerMode: false })
    await expect(page.getByText('Not for production')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy token' })).toHaveCount(0)
    await harness.emit('view', views.signedIn())
    await expect(page.getByText('Not for production')).toHaveCount(0)
  })

  test('says when the token is renewed', async () => {
    await harness.show(views.madeHere('minted'), chat)
    await expect(page.getByText(/^Token expires .* · renews \d/)).toBeVisible()
  })

  test('copies the token on a click, and says for how long', async () => {
    await harness.show(views.madeHere('minted'), chat)
    assert.deepEqual(await harness.requests('copyToken'), [])
    await page.getByRole('button', { name: 'Copy token' }).click()
    await expect(page.getByText('Copied. The clipboard is cleared in 30 s.')).toBeVisible()
    assert.equal((await harness.requests('copyToken')).length, 1)
    await harness.answer({ copyToken: refusal('notAllowed') })
    await page.getByRole('button', { name: 'Copy token' }).click()
    await expect(page.getByRole('alert')).toContainText('do not have permission')
  })

  test('asks to sign in again with the same method and user', async () => {
    await harness.show(views.madeHere('development'), chat)
    await harness.emit('view', refused('development'))
    await expect(page.getByText('“Disable Auth Checks”')).toBeVisible()
    await page.getByRole('button', { name: 'Use development token' }).click()
    assert.deepEqual(await harness.requests('signInWithDevelopmentToken'), [
      { userId: 'luke_skywalker' },
    ])
    await page.getByRole('button', { name: 'Use an API secret instead' }).click()
    await expect(page.getByLabel('API secret')).toBeFocused()
    await expect(page.getByLabel('User ID')).toHaveValue('luke_skywalker')
  })

  test('says that the secret belongs to another app, and asks for it again', async () => {
    await harness.show(views.madeHere('minted'), chat)
    await harness.emit('view', refused('minted'))
    await expect(page.getByText('This API secret belongs to another app')).toBeVisible()
    await expect(page.getByLabel('API secret')).toBeFocused()
    await page.getByLabel('API secret').fill(noSecret)
    await page.keyboard.press('Enter')
    assert.deepEqual(await harness.requests('signInWithSecret'), [
      { userId: 'luke_skywalker', secret: noSecret, lifetime: '' },
    ])
    await expect(page.getByLabel('API secret')).toHaveValue('')
  })

  test('offers the other methods once developer mode is off', async () => {
    await harness.show(views.madeHere('minted'), chat)
    await harness.emit('view', { ...refused('minted'), developerMode: false })
    await expect(page.getByRole('button', { name: 'Sign in with token' })).toBeVisible()
    await expect(page.getByLabel('API secret')).toHaveCount(0)
  })
})

function refusal(code: ErrorCode, field: Field | null = null) {
  return { ok: false, code, message: '', field } as const
}

function refused(method: 'development' | 'minted') {
  return views.view({ session: views.refusedHere(method), developerMode: true })
}
