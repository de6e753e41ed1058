import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import * as views from '../../harness/views.ts'
import { openChat, write } from '../../harness/screens.ts'
import { messagesOf, timedOut } from '../../harness/messages.ts'
import { Harness } from '../../harness/harness.ts'

suite('a message', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const { messages, composer, shown, sent, confirmed } = messagesOf(() => harness)

  test('counts down slow mode, and quotes the server’s reason for a rejection', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await write(page, 'Too soon')
    const { id } = await confirmed('Too soon')
    await harness.emit('messageDelayed', { id, code: 'slowMode', retryAfterMs: 60_000 })
    await expect(shown(/slow mode\. Next try in (?:60|59|58) s\./)).toBeVisible()
    await harness.release('sendMessage', {
      ...timedOut,
      code: 'requestRefused',
      about: { text: 'Be kind.' },
    })
    await expect(messages().getByRole('alert')).toHaveText(
      'Not sent. The server rejected this request: “Be kind.”',
    )
    await expect(shown('Too soon')).toBeVisible()
  })

  test('counts down slow mode after a message, beside the composer', async () => {
    const slow = views.opened({ cooldownSeconds: 60 })
    const [first, ...others] = views.channels
    const list = [{ ...first, ...slow }, ...others] as typeof views.channels
    await harness.show(views.signedIn(), {
      listChannels: { ok: true, value: views.channelPage(list) },
      openChannel: { ok: true, value: slow },
      sendMessage: { ok: true, value: views.message('sent', { userId: 'alice' }) },
    })
    await page.getByRole('button', { name: 'Launch day' }).click()
    await expect(page.getByText('Slow mode: one message every 60 s.')).toBeVisible()
    await write(page, 'First')
    const note = page.getByText(/^Slow mode: your next message can go in (?:60|59|58) s\.$/)
    await expect(note).toBeVisible()
    await expect(composer()).toBeEnabled()
  })

  test('shows by how much a message is too long, and does not send it', async () => {
    await openChat(harness)
    await harness.answer({ sendMessage: 'held' })
    await composer().fill('x'.repeat(4_900))
    await expect(page.getByText('100 of 5,000 characters left.')).toBeVisible()
    await composer().fill('🚀'.repeat(5_001))
    await expect(page.getByText('1 over the limit of 5,000 characters.')).toBeVisible()
    await composer().press('Enter')
    assert.deepEqual(await harness.requests('sendMessage'), [])
    await composer().fill('🚀'.repeat(5_000))
    await composer().press('Enter')
    assert.equal((await sent()).length, 1)
  })

  test('marks a deleted message', async () => {
    await openChat(harness)
    const message = views.message('gone', { text: 'Oops' })
    await harness.emit('message', message)
    await expect(shown('Oops')).toBeVisible()
    await harness.emit('message', { ...message, text: '', isDeleted: true })
    await expect(shown('Oops')).toHaveCount(0)
    await expect(shown('This message was deleted.')).toBeVisible()
  })
})
