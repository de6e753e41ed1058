import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as scene from '../../harness/views.ts'
import { chat, openChat, signIn } from '../../harness/screens.ts'
import { Stage } from '../../harness/harness.ts'

const now = new Date('2030-05-06T12:00:00').getTime()

suite('the connection status', () => {
  let stage: Stage
  let page: Page
  before(async () => {
    stage = await Stage.open()
    page = stage.page
    await page.clock.install({ time: now })
  })
  after(() => stage.close())

  const status = () => page.getByRole('status')
  const composer = () => page.getByRole('textbox', { name: 'Message' })
  const timeOfDay = (at: number) =>
    page.evaluate((at) => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(at), at)

  test('shows the token’s expiry, renewal and storage location', async () => {
    const [expiresAt, renewsAt] = [now + 50 * scene.minute, now + 30 * scene.minute]
    const token = scene.tokenFacts({ expiresAt, renewsAt })
    await stage.show(scene.signedIn(scene.connected(scene.alice, token)), chat)
    await expect(status()).toHaveText('Connected')
    const [expires, renews] = [await timeOfDay(expiresAt), await timeOfDay(renewsAt)]
    const facts = `Token expires ${expires} · renews ${renews} · saved in GNOME Keyring`
    await expect(page.getByText(facts)).toBeVisible()
  })

  test('shows a token that never expires, is not renewed, or is not needed', async () => {
    const show = (session: Parameters<typeof scene.signedIn>[0]) =>
      stage.show(scene.signedIn(session), chat)
    await show(
      scene.connected(scene.alice, scene.tokenFacts({ expiresAt: null, storedIn: 'memory' })),
    )
    await expect(page.getByText('Token never expires · in memory until you quit')).toBeVisible()
    const expiresAt = now - scene.minute
    const token = scene.tokenFacts({ expiresAt, renewsAt: null, renewedBy: 'none' })
    await show(scene.connected(scene.guest, token))
    const expired = `Token expired ${await timeOfDay(expiresAt)} · not renewed`
    await expect(page.getByText(expired)).toBeVisible()
    await expect(page.getByText('Guest', { exact: true })).toBeVisible()
    await show(scene.connected(scene.anonymous, scene.noToken))
    await expect(page.getByText('No token needed · not saved')).toBeVisible()
    await expect(page.getByText('Anonymous', { exact: true })).toBeVisible()
  })

  test('shows a banner when the token service no longer renews, with the end and the remedy', async () => {
    const expiresAt = now + 20 * scene.minute
    const token = scene.tokenFacts({ expiresAt, renewsAt: null, renewedBy: 'refused' })
    await stage.show(scene.signedIn(scene.connected(scene.alice, token)), chat)
    const end = await timeOfDay(expiresAt)
    await expect(page.getByRole('alert')).toHaveText(
      `The token service no longer renews your sign-in. This session ends at ${end}. To stay signed in, sign out and sign in again.`,
    )
    await expect(page.getByText(`Token expires ${end} · not renewed`)).toBeVisible()
    await expect(status()).toHaveText('Connected')
    await stage.tell('view', scene.signedIn())
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('restores into the chat', async () => {
    await stage.show(scene.signedIn({ state: 'signingIn', account: scene.alice }))
    await expect(status()).toHaveText(/^Connecting/)
    await expect(page.getByText('Alice Liddell')).toBeVisible()
    await stage.answer(chat)
    await stage.tell('view', scene.signedIn())
    await expect(composer()).toBeFocused()
  })

  test('keeps working during a renewal', async () => {
    await openChat(stage)
    const token = scene.tokenFacts()
    await stage.tell('view', scene.signedIn({ state: 'refreshing', account: scene.alice, token }))
    await expect(status()).toHaveText(/^Refreshing/)
    await expect(composer()).toBeEnabled()
  })

  test('counts down to the next attempt while offline, and retries on a click', async () => {
    await openChat(stage)
    await composer().fill('half a thought')
    // The clock of the window goes on meanwhile, so each figure has ten seconds' leave.
    const nextTryAt = (await page.evaluate(() => Date.now())) + scene.minute
    await stage.tell('view', scene.signedIn(scene.offline(nextTryAt)))
    await expect(status()).toHaveText(/^Offline\. Next try in (60|5\d) s\.$/)
    await expect(composer()).toBeFocused()
    await page.clock.fastForward(30_000)
    await expect(status()).toHaveText(/^Offline\. Next try in (30|2\d) s\.$/)
    await page.clock.fastForward(scene.minute)
    await expect(status()).toHaveText('Offline. Next try in 0 s.')
    await page.getByRole('button', { name: 'Try now' }).click()
    assert.equal((await stage.requests('retryConnection')).length, 1)
    await stage.tell('view', scene.signedIn(scene.offline(null)))
    await expect(status()).toHaveText('Offline. Trying now…')
    await expect(composer()).toBeEnabled()
    await expect(composer()).toHaveAccessibleDescription(
      'Messages are sent when you are back online.',
    )
    await stage.tell('view', scene.signedIn())
    await expect(composer()).toBeEnabled()
    await expect(composer()).toHaveValue('half a thought')
  })

  test('counts down correctly from the first frame', async (t) => {
    await openChat(stage)
    const frozenAt = (await page.evaluate(() => Date.now())) + 20_000
    // Neither a paint nor a timer comes any more: what is seen is the first frame.
    await page.clock.pauseAt(frozenAt)
    t.after(() => page.clock.resume())
    await stage.tell('view', scene.signedIn(scene.offline(frozenAt + 5_000)))
    await expect(status()).toHaveText('Offline. Next try in 5 s.')
  })

  test('accepts messages while offline and shows them as waiting, then as sent', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await stage.tell('view', scene.signedIn(scene.offline(null)))
    await composer().fill('Over the hills')
    await page.keyboard.press('Enter')
    const messages = page.getByRole('log', { name: 'Messages' })
    const written = messages.getByText('Over the hills')
    await expect(written).toContainText('Waiting to be sent')
    await expect(composer()).toHaveValue('')
    await stage.tell('view', scene.signedIn())
    await expect(written).toContainText('Sending…')
    const [request] = (await stage.requests('sendMessage')) as { id: string }[]
    const value = scene.message(request?.id ?? '', { text: 'Over the hills', userId: 'alice' })
    await stage.release('sendMessage', { ok: true, value })
    await expect(written).not.toContainText('Sending…')
    await expect(written).toHaveCount(1)
  })

  test('explains an unloaded channel while offline, and keeps a read-only channel read-only', async () => {
    const held = { ...scene.readOnlyChat(), openChannel: 'held' } as const
    await stage.show(scene.signedIn(), held)
    await stage.tell('view', scene.signedIn(scene.offline(null)))
    await page.getByRole('button', { name: 'Launch day' }).click()
    await expect(page.getByText('Messages load when you are back online.')).toBeVisible()
    await expect(composer()).toBeDisabled()
  })

  test('explains why a channel is read-only', async () => {
    const open = async (account: typeof scene.guest) => {
      await stage.show(scene.signedIn(scene.connected(account)), scene.readOnlyChat())
      await expect(composer()).toBeDisabled()
      await composer().press('x')
      await composer().press('Enter')
      assert.deepEqual(await stage.requests('sendMessage'), [])
    }
    await open(scene.guest)
    await expect(page.getByText('Guests can read this channel but not write in it.')).toBeVisible()
    await open(scene.anonymous)
    await expect(page.getByText('Anonymous visitors can read but not write.')).toBeVisible()
    await open(scene.alice)
    await expect(page.getByText('You can read this channel but not write in it.')).toBeVisible()
  })

  test('asks to sign in again while the chat stays readable', async () => {
    await openChat(stage)
    await stage.tell('view', scene.signedIn(scene.needsSignIn()))
    await expect(status()).toHaveText(
      'Sign in again: the token service no longer accepts this sign-in.',
    )
    await expect(page.getByText('Here I am.')).toBeVisible()
    await expect(composer()).toBeDisabled()
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
    await expect(page.getByLabel('User ID')).toHaveAttribute('readonly')
    await expect(page.getByLabel('Password')).toBeFocused()

    await stage.answer({ signInWithService: 'held' })
    await page.keyboard.type('looking-glass')
    await signIn(page).click()
    await stage.tell('view', scene.signedIn({ state: 'signingIn', account: null }))
    await expect(page.getByLabel('Password')).toHaveValue('looking-glass')
    await expect(page.getByText('Here I am.')).toBeVisible()
    assert.deepEqual(await stage.requests('signInWithService'), [
      { userId: 'alice', password: 'looking-glass', keep: true },
    ])
    await stage.release('signInWithService', { ok: true, value: null })
    await stage.tell('view', scene.signedIn())
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await expect(composer()).toBeFocused()
  })

  test('asks for a new token when a pasted one has expired', async () => {
    const session = { ...scene.needsSignIn(), method: 'static', code: 'tokenExpired' } as const
    await stage.show(scene.signedIn(session))
    await expect(page.getByLabel('Token')).toBeFocused()
    await page.keyboard.type('a.b.c')
    await page.getByRole('button', { name: 'Sign in with token' }).click()
    assert.deepEqual(await stage.requests('signInWithToken'), [
      { token: 'a.b.c', userId: 'alice', keep: true },
    ])
  })

  test('keeps the password when a new sign-in fails', async () => {
    await openChat(stage)
    await stage.tell('view', scene.signedIn(scene.needsSignIn()))
    await stage.answer({
      signInWithService: { ok: false, code: 'credentialsRefused', message: '', field: 'password' },
    })
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/wrong/)
    await expect(page.getByLabel('Password')).toHaveValue('wrong')
  })

  test('offers an expired guest a new guest session or a sign-out', async () => {
    await stage.show(scene.signedIn(scene.needsSignIn(scene.guest)))
    await expect(page.getByLabel('Display name')).toHaveValue('Mallory')
    await page.getByRole('button', { name: 'Continue as guest' }).click()
    assert.deepEqual(await stage.requests('signInAsGuest'), [{ name: 'Mallory', keep: true }])
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    assert.equal((await stage.requests('signOut')).length, 1)
  })
})
