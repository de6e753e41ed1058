import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { chat, openChat, signIn } from '../../harness/screens.ts'
import { Harness } from '../../harness/harness.ts'

const now = new Date('2030-05-06T12:00:00').getTime()

suite('the connection status', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
    await page.clock.install({ time: now })
  })
  after(() => harness.close())

  const status = () => page.getByRole('status')
  const composer = () => page.getByRole('textbox', { name: 'Message' })
  const timeOfDay = (at: number) =>
    page.evaluate((at) => new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(at), at)

  test('shows the token’s expiry, renewal and storage location', async () => {
    const [expiresAt, renewsAt] = [now + 50 * views.minute, now + 30 * views.minute]
    const token = views.tokenFacts({ expiresAt, renewsAt })
    await harness.show(views.signedIn(views.connected(views.alice, token)), chat)
    await expect(status()).toHaveText('Connected')
    const [expires, renews] = [await timeOfDay(expiresAt), await timeOfDay(renewsAt)]
    const facts = `Token expires ${expires} · renews ${renews} · saved in GNOME Keyring`
    await expect(page.getByText(facts)).toBeVisible()
  })

  test('shows the end of a sign-in that no renewal postpones', async () => {
    const [expiresAt, renewsAt] = [now + 50 * views.minute, now + 30 * views.minute]
    const signInEndsAt = now + 40 * views.minute
    const renewedBy = 'identityProvider'
    const token = views.tokenFacts({ expiresAt, renewsAt, renewedBy, signInEndsAt })
    await harness.show(views.signedIn(views.connected(views.alice, token)), chat)
    const [renews, ends] = [await timeOfDay(renewsAt), await timeOfDay(signInEndsAt)]
    await expect(page.getByText(`renews ${renews} · sign-in ends ${ends} · saved`)).toBeVisible()
  })

  test('shows a token that never expires, is not renewed, or is not needed', async () => {
    const show = (session: Parameters<typeof views.signedIn>[0]) =>
      harness.show(views.signedIn(session), chat)
    await show(
      views.connected(views.alice, views.tokenFacts({ expiresAt: null, storedIn: 'memory' })),
    )
    await expect(page.getByText('Token never expires · in memory until you quit')).toBeVisible()
    const expiresAt = now - views.minute
    const token = views.tokenFacts({ expiresAt, renewsAt: null, renewedBy: 'none' })
    await show(views.connected(views.guest, token))
    const expired = `Token expired ${await timeOfDay(expiresAt)} · not renewed`
    await expect(page.getByText(expired)).toBeVisible()
    await expect(page.getByText('Guest', { exact: true })).toBeVisible()
    await show(views.connected(views.anonymous, views.noToken))
    await expect(page.getByText('No token needed · not saved')).toBeVisible()
    await expect(page.getByText('Anonymous', { exact: true })).toBeVisible()
  })

  test('shows a banner when the token service no longer renews, with the end and the remedy', async () => {
    const expiresAt = now + 20 * views.minute
    const token = views.tokenFacts({
      expiresAt,
      renewsAt: null,
      renewedBy: 'refusedByTokenService',
    })
    await harness.show(views.signedIn(views.connected(views.alice, token)), chat)
    const end = await timeOfDay(expiresAt)
    await expect(page.getByRole('alert')).toHaveText(
      `The token service no longer renews your sign-in. This session ends at ${end}. To stay signed in, sign out and sign in again.`,
    )
    await expect(page.getByText(`Token expires ${end} · not renewed`)).toBeVisible()
    await expect(status()).toHaveText('Connected')
    await harness.emit('view', views.signedIn())
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('names the identity provider in the banner when it no longer renews', async () => {
    const token = views.tokenFacts({ renewsAt: null, renewedBy: 'refusedByIdentityProvider' })
    await harness.show(views.signedIn(views.connected(views.alice, token)), chat)
    await expect(page.getByRole('alert')).toHaveText(
      /^The identity provider no longer renews your sign-in\. This session ends at /,
    )
  })

  test('restores into the chat', async () => {
    await harness.show(views.signedIn({ state: 'signingIn', account: views.alice }))
    await expect(status()).toHaveText(/^Connecting/)
    await expect(page.getByText('Alice Liddell')).toBeVisible()
    await harness.answer(chat)
    await harness.emit('view', views.signedIn())
    await expect(composer()).toBeFocused()
  })

  test('keeps working during a renewal', async () => {
    await openChat(harness)
    const token = views.tokenFacts()
    await harness.emit('view', views.signedIn({ state: 'refreshing', account: views.alice, token }))
    await expect(status()).toHaveText(/^Refreshing/)
    await expect(composer()).toBeEnabled()
  })

  test('counts down to the next attempt while offline, and retries on a click', async () => {
    await openChat(harness)
    await composer().fill('half a thought')
    // The window's clock keeps running, so each figure has a tolerance of ten seconds.
    const nextTryAt = (await page.evaluate(() => Date.now())) + views.minute
    await harness.emit('view', views.signedIn(views.offline(nextTryAt)))
    await expect(status()).toHaveText(/^Offline\. Next try in (60|5\d) s\.$/)
    await expect(composer()).toBeFocused()
    await page.clock.fastForward(30_000)
    await expect(status()).toHaveText(/^Offline\. Next try in (30|2\d) s\.$/)
    await page.clock.fastForward(views.minute)
    await expect(status()).toHaveText('Offline. Next try in 0 s.')
    await page.getByRole('button', { name: 'Try now' }).click()
    assert.equal((await harness.requests('retryConnection')).length, 1)
    await harness.emit('view', views.signedIn(views.offline(null)))
    await expect(status()).toHaveText('Offline. Trying now…')
    await expect(composer()).toBeEnabled()
    await expect(composer()).toHaveAccessibleDescription(
      'Messages are sent when you are back online.',
    )
    await harness.emit('view', views.signedIn())
    await expect(composer()).toBeEnabled()
    await expect(composer()).toHaveValue('half a thought')
  })

  test('counts down correctly from the first frame', async (t) => {
    await openChat(harness)
    const frozenAt = (await page.evaluate(() => Date.now())) + 20_000
    // No more paints and timers, so the window shows its first frame.
    await page.clock.pauseAt(frozenAt)
    t.after(() => page.clock.resume())
    await harness.emit('view', views.signedIn(views.offline(frozenAt + 5_000)))
    await expect(status()).toHaveText('Offline. Next try in 5 s.')
  })

  test('accepts messages while offline and shows them as waiting, then as sent', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await harness.emit('view', views.signedIn(views.offline(null)))
    await composer().fill('Over the hills')
    await page.keyboard.press('Enter')
    const messages = page.getByRole('log', { name: 'Messages' })
    const written = messages.getByText('Over the hills')
    await expect(written).toContainText('Waiting to be sent')
    await expect(composer()).toHaveValue('')
    await harness.emit('view', views.signedIn())
    await expect(written).toContainText('Sending…')
    const [request] = (await harness.requests('sendMessage')) as { id: string }[]
    const value = views.message(request?.id ?? '', { text: 'Over the hills', userId: 'alice' })
    await harness.release('sendMessage', { ok: true, value })
    await expect(written).not.toContainText('Sending…')
    await expect(written).toHaveCount(1)
  })

  test('explains an unloaded channel while offline, and keeps a read-only channel read-only', async () => {
    const held = { ...views.readOnlyChat(), openChannel: 'held' } as const
    await harness.show(views.signedIn(), held)
    await harness.emit('view', views.signedIn(views.offline(null)))
    await page.getByRole('button', { name: 'Launch day' }).click()
    await expect(page.getByText('Messages load when you are back online.')).toBeVisible()
    await expect(composer()).toBeDisabled()
  })

  test('explains why a channel is read-only', async () => {
    const open = async (account: typeof views.guest) => {
      await harness.show(views.signedIn(views.connected(account)), views.readOnlyChat())
      await expect(composer()).toBeDisabled()
      await composer().press('x')
      await composer().press('Enter')
      assert.deepEqual(await harness.requests('sendMessage'), [])
    }
    await open(views.alice)
    await expect(page.getByText('You can read this channel but not write in it.')).toBeVisible()
  })

  for (const [kind, account, sentence] of [
    ['a guest', views.guest, /^Guests cannot write in this channel\. Sign in as a user to write\./],
    ['an anonymous visitor', views.anonymous, /^You are reading without an account\./],
  ] as const) {
    test(`invites ${kind} to sign in, in place of the composer`, async () => {
      const view = { ...views.signedIn(views.connected(account)), remembered: [] }
      await harness.show(view, views.readOnlyChat())
      const invitation = page.getByRole('region', { name: 'Writing' })
      await expect(invitation).toContainText(sentence)
      await expect(composer()).toHaveCount(0)
      await invitation.getByRole('button', { name: 'Sign in to write' }).click()
      assert.equal((await harness.requests('signOut')).length, 1)
      await harness.show(
        { ...view, remembered: [views.remembered(account, { state: 'active' })] },
        views.readOnlyChat(),
      )
      await invitation.getByRole('button', { name: 'Sign in to write' }).click()
      assert.equal((await harness.requests('switchAccount')).length, 1)
    })
  }

  test('asks to sign in again while the chat stays readable', async () => {
    await openChat(harness)
    await harness.emit('view', views.signedIn(views.needsSignIn()))
    await expect(status()).toHaveText(
      'Sign in again: the token service no longer accepts this sign-in.',
    )
    await expect(page.getByText('Here I am.')).toBeVisible()
    await expect(composer()).toBeDisabled()
    await expect(page.getByLabel('User ID')).toHaveValue('alice')
    await expect(page.getByLabel('User ID')).toHaveAttribute('readonly')
    await expect(page.getByLabel('Password')).toBeFocused()

    await harness.answer({ signInWithService: 'held' })
    await page.keyboard.type('looking-glass')
    await signIn(page).click()
    await harness.emit('view', views.signedIn({ state: 'signingIn', account: null }))
    await expect(page.getByLabel('Password')).toHaveValue('looking-glass')
    await expect(page.getByText('Here I am.')).toBeVisible()
    assert.deepEqual(await harness.requests('signInWithService'), [
      { userId: 'alice', password: 'looking-glass', keep: true },
    ])
    await harness.release('signInWithService', { ok: true, value: null })
    await harness.emit('view', views.signedIn())
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await expect(composer()).toBeFocused()
  })

  test('asks for a new token when a pasted one has expired', async () => {
    const session = { ...views.needsSignIn(), method: 'static', code: 'tokenExpired' } as const
    await harness.show(views.signedIn(session))
    await expect(page.getByLabel('Token')).toBeFocused()
    await page.keyboard.type('a.b.c')
    await page.getByRole('button', { name: 'Sign in with token' }).click()
    assert.deepEqual(await harness.requests('signInWithToken'), [
      { token: 'a.b.c', userId: 'alice', keep: true },
    ])
  })

  test('keeps the password when a new sign-in fails', async () => {
    await openChat(harness)
    await harness.emit('view', views.signedIn(views.needsSignIn()))
    await harness.answer({
      signInWithService: { ok: false, code: 'credentialsRefused', message: '', field: 'password' },
    })
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/wrong/)
    await expect(page.getByLabel('Password')).toHaveValue('wrong')
  })

  test('offers an expired guest a new guest session or a sign-out', async () => {
    await harness.show(views.signedIn(views.needsSignIn(views.guest)))
    await expect(page.getByLabel('Display name')).toHaveValue('Mallory')
    await page.getByRole('button', { name: 'Continue as guest' }).click()
    assert.deepEqual(await harness.requests('signInAsGuest'), [{ name: 'Mallory', keep: true }])
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    assert.equal((await harness.requests('signOut')).length, 1)
  })
})
