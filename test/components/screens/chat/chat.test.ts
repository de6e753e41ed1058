import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import { en } from '../../../../renderer/text/en.ts'
import * as views from '../../harness/views.ts'
import { chat, openChat, write } from '../../harness/screens.ts'
import { messagesOf, timedOut } from '../../harness/messages.ts'
import { Harness } from '../../harness/harness.ts'

suite('the chat', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const { messages, composer, shown, sent, confirmed } = messagesOf(() => harness)

  test('shows an own message at once, and only once after confirmation', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(page, 'On my way')
    await expect(shown('On my way')).toContainText('Sending…')
    await expect(composer()).toHaveValue('')
    const message = await confirmed('On my way')
    await harness.emit('message', message)
    await expect(shown('Sending…')).toHaveCount(0)
    await harness.release('sendMessage', { ok: true, value: message })
    await harness.emit('message', message)
    await harness.emit('message', views.message('last', { text: 'The last one' }))
    await expect(shown('The last one')).toBeVisible()
    await expect(shown('On my way')).toHaveCount(1)
  })

  test('keeps a failed message and sends it again with the same ID', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: timedOut })
    await write(page, 'Can you hear me?')
    await expect(messages().getByRole('alert')).toHaveText(/^Not sent\./)
    await expect(shown('Can you hear me?')).toBeVisible()
    await harness.answer({ sendMessage: 'held' })
    await page.getByRole('button', { name: 'Retry' }).click()
    const [first, second] = await sent()
    assert.deepEqual(first, second)
    const message = await confirmed('Can you hear me?')
    await harness.release('sendMessage', { ok: true, value: message })
    await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
    await expect(shown('Can you hear me?')).toHaveCount(1)
  })

  test('says why a message is delayed, and sends it without a click', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(page, 'First')
    await write(page, 'Second')
    const { id } = await confirmed('First')
    await harness.emit('messageDelayed', { id, code: 'serverError' })
    await harness.emit('messageDelayed', { id: 'nobody knows this one', code: 'badAnswer' })
    await expect(shown('Waiting to be sent. The server has a problem.')).toBeVisible()
    await expect(shown('Second')).toContainText('Waiting to be sent')
    await expect(shown('Second')).toBeInViewport({ ratio: 1 })
    await expect(messages().getByRole('alert')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0)
    await harness.emit('messageDelayed', { id, code: 'rateLimited' })
    await expect(shown('Waiting to be sent. Too many requests.')).toBeVisible()
    await harness.emit('view', views.signedIn(views.offline(null)))
    await expect(shown(/^Waiting to be sent$/)).toHaveCount(2)
    await harness.emit('view', views.signedIn())
    await harness.emit('message', await confirmed('First'))
    await expect(shown(/Waiting/)).toHaveCount(0)
    await expect(shown('Second')).toContainText('Sending…')
  })

  test('discards a waiting message in the window and in main', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(page, 'Never mind')
    const { id } = await confirmed('Never mind')
    await harness.emit('messageDelayed', { id, code: 'badAnswer' })
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(shown('Never mind')).toHaveCount(0)
    assert.deepEqual(await harness.requests('discardMessage'), [{ id }])
    await harness.release('sendMessage', { ...timedOut, code: 'aborted' })
    await harness.emit('message', views.message('last', { text: 'The last one' }))
    await expect(shown('The last one')).toBeVisible()
    await expect(shown('Never mind')).toHaveCount(0)
  })

  test('does not mark a message as failed that arrived as an event', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(page, 'Twice?')
    await harness.emit('message', await confirmed('Twice?'))
    await harness.release('sendMessage', timedOut)
    await expect(shown('Twice?')).toHaveCount(1)
    await expect(messages().getByRole('alert')).toHaveCount(0)
  })

  test('sends with Enter and starts a new line with Shift+Enter', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await expect(composer()).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.type('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await expect(composer()).toHaveValue('')
    assert.deepEqual(
      (await sent()).map(({ text }) => text),
      ['one\ntwo'],
    )
  })

  test('shows another user’s message once, and marks a channel that is not open', async () => {
    await openChat(harness)
    const message = views.message('new', { text: 'Is this on?' })
    await harness.emit('message', message)
    await harness.emit('message', message)
    const elsewhere = views.message('else', { cid: 'team:engine', text: 'Steam is up' })
    await harness.emit('message', elsewhere)
    const row = page.getByRole('navigation', { name: 'Channels' }).getByText('Steam is up')
    await expect(row).toBeVisible()
    await expect(page.getByRole('button', { name: 'Engine room' })).toContainText('1 new')
    await expect(shown('Is this on?')).toHaveCount(1)
  })

  test('shows all loaded messages', async () => {
    const many = Array.from({ length: 230 }, (_, index) =>
      views.message(`m${index}`, { createdAt: Date.now() - (230 - index) * 1000 }),
    )
    const value = views.opened({ messages: many })
    await harness.show(views.signedIn(), { ...chat, openChannel: { ok: true, value } })
    await expect(messages().getByRole('article')).toHaveCount(230)
    await expect(shown('This is message m229')).toBeInViewport()
  })

  test('keeps a draft for each channel', async () => {
    await openChat(harness)
    await composer().fill('half a thought')
    const garden = views.opened({ ...views.channel('messaging:garden', 'Garden club') })
    await harness.answer({ openChannel: { ok: true, value: garden } })
    await page.getByRole('button', { name: 'Garden club' }).click()
    await expect(composer()).toHaveValue('')
    await harness.answer(chat)
    await page.getByRole('button', { name: 'Launch day' }).click()
    await expect(composer()).toHaveValue('half a thought')
  })

  test('reloads the shown data when the connection is back', async () => {
    await openChat(harness)
    const missed = views.message('missed', { text: 'You missed this', createdAt: Date.now() })
    const value = views.opened({ messages: [...views.conversation(), missed] })
    await harness.answer({ openChannel: { ok: true, value } })
    await harness.emit('reconnected', null)
    await expect(shown('You missed this')).toBeVisible()
    await expect(shown('Here I am.')).toHaveCount(1)
    assert.equal((await harness.requests('listChannels')).length, 2)
  })

  test('keeps the scroll position and announces messages below', async () => {
    await openChat(harness)
    await harness.resize(900, 400)
    await messages().hover()
    await page.mouse.wheel(0, -2000)
    await expect(shown('Tomorrow at nine')).toBeInViewport()
    await harness.emit(
      'message',
      views.message('below', { text: 'Down here', createdAt: Date.now() }),
    )
    await expect(shown('Down here')).not.toBeInViewport()
    await page.getByRole('button', { name: 'New messages' }).click()
    await expect(shown('Down here')).toBeInViewport()
    await expect(page.getByRole('button', { name: 'New messages' })).toHaveCount(0)
    await harness.resize(900, 640)
  })

  test('never shows one account the data of another', async () => {
    await harness.show(views.signedIn(), { ...chat, listChannels: 'held' })
    await harness.emit('view', views.view())
    await harness.answer({ listChannels: { ok: true, value: views.channelPage([]) } })
    await harness.emit('view', views.signedIn(views.connected(views.bob)))
    await expect(page.getByText('No channels available.')).toBeVisible()
    await harness.release('listChannels', { ok: true, value: views.channelPage() })
    await harness.emit('view', views.signedIn(views.connected(views.bob)))
    await expect(page.getByRole('button', { name: 'Launch day' })).toHaveCount(0)
  })

  test('opens the account menu by keyboard', async () => {
    await openChat(harness)
    const button = page.getByRole('button', { name: 'Account', exact: true })
    await button.focus()
    await page.keyboard.press('ArrowDown')
    const account = page.getByRole('menuitemradio', { name: /^Alice Liddell/ })
    const item = (name: string) => page.getByRole('menuitem', { name })
    await expect(account).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(item('Sign out')).toBeFocused()
    await page.keyboard.press('Home')
    await expect(account).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect.poll(() => harness.requests('signOut')).toHaveLength(1)
  })

  test('says of an account that is not saved that it ends with a switch', async () => {
    await harness.show(views.view({ session: views.connected() }), chat)
    await page.getByRole('button', { name: 'Account' }).click()
    await expect(page.getByRole('menuitem')).toHaveText(['Add account', 'Settings', 'Sign out'])
    await expect(page.locator('.popover-head')).toContainText(en.accounts.signInEnds)
  })

  test('shows the error of a failed sign-out', async () => {
    await openChat(harness)
    await harness.answer({
      signOut: { ok: false, code: 'keychainLocked', message: '', field: null },
    })
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('alert')).toHaveText(/^The keychain is locked/)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('trusts an opened channel over the list about the right to send', async () => {
    const value = views.opened({ canSend: false })
    await harness.show(views.signedIn(), { ...chat, openChannel: { ok: true, value } })
    await expect(composer()).toBeDisabled()
  })

  test('shows one pane at a time in a narrow window', async () => {
    await harness.resize(420, 640)
    await harness.show(views.signedIn(), chat)
    const list = page.getByRole('navigation', { name: 'Channels' })
    await expect(list.getByRole('button').first()).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(composer()).toBeFocused()
    await expect(list).toBeHidden()
    await page.getByRole('button', { name: 'All channels' }).click()
    await expect(composer()).toBeHidden()
    await expect(list.getByRole('button', { name: 'Launch day' })).toBeFocused()
    await harness.resize(900, 640)
  })
})
