import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { Message } from '../../../../preload/contract.ts'
import * as scene from '../../harness/views.ts'
import { chat, openChat, write } from '../../harness/screens.ts'
import { Stage } from '../../harness/harness.ts'

const failed = { ok: false, code: 'timeout', message: '', field: null } as const

suite('the chat', () => {
  let stage: Stage
  let page: Page
  before(async () => {
    stage = await Stage.open()
    page = stage.page
  })
  after(() => stage.close())

  const messages = () => page.getByRole('log', { name: 'Messages' })
  const composer = () => page.getByRole('textbox', { name: 'Message' })
  const shown = (text: string | RegExp) => messages().getByText(text)
  const sent = async () =>
    (await stage.requests('sendMessage')) as { cid: string; id: string; text: string }[]
  const confirmed = async (text: string): Promise<Message> => {
    const request = (await sent()).findLast((request) => request.text === text)
    assert.ok(request)
    return scene.message(request.id, {
      ...request,
      userId: 'alice',
      userName: 'Alice Liddell',
      createdAt: Date.now(),
    })
  }

  test('shows an own message at once, and only once after confirmation', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await write(page, 'On my way')
    await expect(shown('On my way')).toContainText('Sending…')
    await expect(composer()).toHaveValue('')
    const message = await confirmed('On my way')
    await stage.tell('message', message)
    await expect(shown('Sending…')).toHaveCount(0)
    await stage.release('sendMessage', { ok: true, value: message })
    await stage.tell('message', message)
    await stage.tell('message', scene.message('last', { text: 'The last one' }))
    await expect(shown('The last one')).toBeVisible()
    await expect(shown('On my way')).toHaveCount(1)
  })

  test('keeps a failed message and sends it again with the same ID', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: failed })
    await write(page, 'Can you hear me?')
    await expect(messages().getByRole('alert')).toHaveText(/^Not sent\./)
    await expect(shown('Can you hear me?')).toBeVisible()
    await stage.answer({ sendMessage: 'held' })
    await page.getByRole('button', { name: 'Send again' }).click()
    const [first, second] = await sent()
    assert.deepEqual(first, second)
    const message = await confirmed('Can you hear me?')
    await stage.release('sendMessage', { ok: true, value: message })
    await expect(page.getByRole('button', { name: 'Send again' })).toHaveCount(0)
    await expect(shown('Can you hear me?')).toHaveCount(1)
  })

  test('says why a message is delayed, and sends it without a click', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await write(page, 'First')
    await write(page, 'Second')
    const { id } = await confirmed('First')
    await stage.tell('messageDelayed', { id, code: 'serverError' })
    await stage.tell('messageDelayed', { id: 'nobody knows this one', code: 'badAnswer' })
    await expect(shown('Waiting to be sent. The server has a problem.')).toBeVisible()
    await expect(shown('Second')).toContainText('Waiting to be sent')
    await expect(shown('Second')).toBeInViewport({ ratio: 1 })
    await expect(messages().getByRole('alert')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Send again' })).toHaveCount(0)
    await stage.tell('messageDelayed', { id, code: 'rateLimited' })
    await expect(shown('Waiting to be sent. Too many requests.')).toBeVisible()
    await stage.tell('view', scene.signedIn(scene.offline(null)))
    await expect(shown(/^Waiting to be sent$/)).toHaveCount(2)
    await stage.tell('view', scene.signedIn())
    await stage.tell('message', await confirmed('First'))
    await expect(shown(/Waiting/)).toHaveCount(0)
    await expect(shown('Second')).toContainText('Sending…')
  })

  test('discards a waiting message in the window and in main', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await write(page, 'Never mind')
    const { id } = await confirmed('Never mind')
    await stage.tell('messageDelayed', { id, code: 'badAnswer' })
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(shown('Never mind')).toHaveCount(0)
    assert.deepEqual(await stage.requests('discardMessage'), [{ id }])
    await stage.release('sendMessage', { ...failed, code: 'aborted' })
    await stage.tell('message', scene.message('last', { text: 'The last one' }))
    await expect(shown('The last one')).toBeVisible()
    await expect(shown('Never mind')).toHaveCount(0)
  })

  test('does not mark a message as failed that arrived as an event', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
    await write(page, 'Twice?')
    await stage.tell('message', await confirmed('Twice?'))
    await stage.release('sendMessage', failed)
    await expect(shown('Twice?')).toHaveCount(1)
    await expect(messages().getByRole('alert')).toHaveCount(0)
  })

  test('sends with Enter and starts a new line with Shift+Enter', async () => {
    await openChat(stage)
    await stage.answer({ sendMessage: 'held' })
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
    await openChat(stage)
    const message = scene.message('new', { text: 'Is this on?' })
    await stage.tell('message', message)
    await stage.tell('message', message)
    const elsewhere = scene.message('else', { cid: 'team:engine', text: 'Steam is up' })
    await stage.tell('message', elsewhere)
    const row = page.getByRole('navigation', { name: 'Channels' }).getByText('Steam is up')
    await expect(row).toBeVisible()
    await expect(page.getByRole('button', { name: 'Engine room' })).toContainText('New')
    await expect(shown('Is this on?')).toHaveCount(1)
  })

  test('shows the last 200 messages', async () => {
    const many = Array.from({ length: 230 }, (_, index) =>
      scene.message(`m${index}`, { createdAt: Date.now() - (230 - index) * 1000 }),
    )
    const value = scene.opened({ messages: many })
    await stage.show(scene.signedIn(), { ...chat, openChannel: { ok: true, value } })
    await expect(messages().getByRole('article')).toHaveCount(200)
    await expect(shown('This is message m229')).toBeInViewport()
  })

  test('keeps a draft for each channel', async () => {
    await openChat(stage)
    await composer().fill('half a thought')
    const garden = scene.opened({ ...scene.channel('messaging:garden', 'Garden club') })
    await stage.answer({ openChannel: { ok: true, value: garden } })
    await page.getByRole('button', { name: 'Garden club' }).click()
    await expect(composer()).toHaveValue('')
    await stage.answer(chat)
    await page.getByRole('button', { name: 'Launch day' }).click()
    await expect(composer()).toHaveValue('half a thought')
  })

  test('reloads the shown data when the connection is back', async () => {
    await openChat(stage)
    const missed = scene.message('missed', { text: 'You missed this', createdAt: Date.now() })
    const value = scene.opened({ messages: [...scene.conversation(), missed] })
    await stage.answer({ openChannel: { ok: true, value } })
    await stage.tell('reconnected', null)
    await expect(shown('You missed this')).toBeVisible()
    await expect(shown('Here I am.')).toHaveCount(1)
    assert.equal((await stage.requests('listChannels')).length, 2)
  })

  test('keeps the scroll position and announces messages below', async () => {
    await openChat(stage)
    await stage.resize(900, 400)
    await messages().hover()
    await page.mouse.wheel(0, -2000)
    await expect(shown('Tomorrow at nine')).toBeInViewport()
    await stage.tell(
      'message',
      scene.message('below', { text: 'Down here', createdAt: Date.now() }),
    )
    await expect(shown('Down here')).not.toBeInViewport()
    await page.getByRole('button', { name: 'New messages' }).click()
    await expect(shown('Down here')).toBeInViewport()
    await expect(page.getByRole('button', { name: 'New messages' })).toHaveCount(0)
    await stage.resize(900, 640)
  })

  test('never shows one account the data of another', async () => {
    await stage.show(scene.signedIn(), { ...chat, listChannels: 'held' })
    await stage.tell('view', scene.view())
    await stage.answer({ listChannels: { ok: true, value: [] } })
    await stage.tell('view', scene.signedIn(scene.connected(scene.bob)))
    await expect(page.getByText('No channels available.')).toBeVisible()
    await stage.release('listChannels', { ok: true, value: scene.channels })
    await stage.tell('view', scene.signedIn(scene.connected(scene.bob)))
    await expect(page.getByRole('button', { name: 'Launch day' })).toHaveCount(0)
  })

  test('opens the account menu by keyboard', async () => {
    await openChat(stage)
    const button = page.getByRole('button', { name: 'Account', exact: true })
    await button.focus()
    await page.keyboard.press('ArrowDown')
    const item = (name: string) => page.getByRole('menuitem', { name })
    await expect(item('Settings')).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(item('Sign out')).toBeFocused()
    await page.keyboard.press('Home')
    await expect(item('Settings')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect.poll(() => stage.requests('signOut')).toHaveLength(1)
  })

  test('does not offer to switch away from an account that is not saved', async () => {
    await stage.show(scene.view({ session: scene.connected() }), chat)
    await page.getByRole('button', { name: 'Account' }).click()
    await expect(page.getByRole('menuitem')).toHaveText(['Settings', 'Sign out'])
  })

  test('shows the error of a failed sign-out', async () => {
    await openChat(stage)
    await stage.answer({ signOut: { ok: false, code: 'keychainLocked', message: '', field: null } })
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('alert')).toHaveText(/^The keychain is locked/)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('trusts an opened channel over the list about the right to send', async () => {
    const value = scene.opened({ canSend: false })
    await stage.show(scene.signedIn(), { ...chat, openChannel: { ok: true, value } })
    await expect(composer()).toBeDisabled()
  })

  test('shows one pane at a time in a narrow window', async () => {
    await stage.resize(420, 640)
    await stage.show(scene.signedIn(), chat)
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
    await stage.resize(900, 640)
  })
})
