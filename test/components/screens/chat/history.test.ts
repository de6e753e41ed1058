import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import type { Channel, Message } from '../../../../preload/contract.ts'
import { chat } from '../../harness/screens.ts'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

const cid = 'livestream:launch'
const minute = 60_000
const startedAt = Date.UTC(2026, 9, 1, 9)

/** Messages of two people in turns, a minute after one another. */
function said(from: number, count: number): Message[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    const author = number % 3 === 0 ? 'Bob' : 'Carol'
    return views.message(`m${number}`, {
      userId: author.toLowerCase(),
      userName: author,
      text: `Message number ${number}`,
      createdAt: startedAt + number * minute,
    })
  })
}

const opened = (from: number, count: number, change: Partial<Channel> = {}) => ({
  ok: true as const,
  value: views.opened({ ...change, messages: said(from, count), olderBefore: `m${from}` }),
})

suite('a long history', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  const log = () => page.getByRole('log', { name: 'Messages' })
  const message = (number: number) => log().getByText(`Message number ${number}`, { exact: true })
  const topOf = async (number: number) => (await message(number).boundingBox())?.y ?? Number.NaN

  async function openLong(channel: Partial<Channel> = {}) {
    const [first, ...others] = views.channels
    assert.ok(first)
    const listed = views.channelPage([{ ...first, ...channel }, ...others])
    await harness.show(views.signedIn(), {
      ...chat,
      listChannels: { ok: true, value: listed },
      openChannel: opened(1_000, 50, channel),
      readOlderMessages: 'held',
    })
    await expect(message(1_049)).toBeVisible()
  }

  test('keeps its place while older messages load above it', async () => {
    await openLong()
    await log().evaluate((area) => area.scrollTo({ top: 100 }))
    await expect(message(1_003)).toBeInViewport()
    const top = await topOf(1_003)
    assert.deepEqual(await harness.requests('readOlderMessages'), [{ cid, before: 'm1000' }])
    const value = { messages: said(950, 50), olderBefore: 'm950' }
    await harness.release('readOlderMessages', { ok: true, value })
    await expect(message(990)).toBeAttached()
    await expect.poll(async () => Math.abs((await topOf(1_003)) - top)).toBeLessThan(2)
  })

  test('keeps its place at the very top as well, and says when older messages fail', async () => {
    await openLong()
    await log().evaluate((area) => area.scrollTo({ top: 0 }))
    await expect(message(1_001)).toBeInViewport()
    const top = await topOf(1_001)
    const failed = { ok: false, code: 'serverError', message: '', field: null } as const
    await harness.release('readOlderMessages', failed)
    await expect(log().getByRole('alert')).toHaveText('The server has a problem. Try again later.')
    await log().getByRole('button', { name: 'Try again' }).click()
    await harness.release('readOlderMessages', {
      ok: true,
      value: { messages: said(950, 50), olderBefore: 'm950' },
    })
    await expect(message(990)).toBeAttached()
    await expect.poll(async () => Math.abs((await topOf(1_001)) - top)).toBeLessThan(60)
  })

  test('offers the way back to the latest messages', async () => {
    await openLong()
    await log().evaluate((area) => area.scrollTo({ top: 100 }))
    await page.getByRole('button', { name: 'Jump to latest' }).click()
    await expect(message(1_049)).toBeInViewport()
    await log().evaluate((area) => area.scrollTo({ top: 100 }))
    await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeVisible()
    await harness.emit('message', said(1_050, 1)[0] as Message)
    await page.getByRole('button', { name: 'New messages' }).click()
    await expect(message(1_050)).toBeInViewport()
  })

  test('stays at its end while messages arrive', async () => {
    await openLong()
    for (const next of said(1_050, 80)) await harness.emit('message', next)
    await expect(message(1_129)).toBeInViewport()
  })

  test('marks the first unread message, loads it and jumps to it', async () => {
    await openLong({ unreadCount: 60, lastReadAt: startedAt + 989.5 * minute })
    const jump = page.getByRole('button', { name: 'Jump to first unread' })
    await expect(jump).toBeVisible()
    await harness.answer({
      readOlderMessages: { ok: true, value: { messages: said(950, 50), olderBefore: 'm950' } },
    })
    await jump.click()
    await expect(message(990)).toBeInViewport()
    await expect(log().locator('.unread-line')).toBeInViewport()
    await expect(jump).toBeHidden()
  })

  test('shows no way to an unread message that is on the screen', async () => {
    await openLong({ unreadCount: 2, lastReadAt: startedAt + 1_047.5 * minute })
    await expect(log().locator('.unread-line')).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Jump to first unread' })).toBeHidden()
  })

  test('opens web addresses through main, and takes nothing for markup', async () => {
    await openLong()
    const text =
      'See <b>https://exämple.org/a?b=1</b> and (http://example.org/x_(y)). Not javascript:alert(1), ftp://example.org'
    await harness.emit('message', views.message('links', { text, createdAt: Date.now() }))
    const links = log().getByRole('link')
    await expect(links).toHaveText(['https://exämple.org/a?b=1', 'http://example.org/x_(y)'])
    await expect(links.first()).toHaveAttribute('title', 'https://xn--exmple-cua.org/a?b=1')
    await expect(log().locator('b')).toHaveCount(0)
    await expect(log().getByText('<b>')).toBeVisible()
    await links.first().click()
    assert.deepEqual(await harness.requests('openWebLink'), [
      { url: 'https://xn--exmple-cua.org/a?b=1' },
    ])
  })
})

suite('a channel list of several pages', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
  })
  after(() => harness.close())

  test('loads the next page at its end', async () => {
    const { page } = harness
    const numbered = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        views.channel(`messaging:c${from + index}`, `Channel ${from + index}`),
      )
    await harness.show(views.signedIn(), {
      ...chat,
      listChannels: { ok: true, value: views.channelPage(numbered(0, 30), true) },
    })
    const list = page.getByRole('navigation', { name: 'Channels' })
    await expect(list.getByRole('button', { name: 'Channel 29' })).toBeAttached()
    assert.equal((await harness.requests('listChannels')).length, 1)
    await harness.answer({ listChannels: { ok: true, value: views.channelPage(numbered(30, 5)) } })
    await list.evaluate((area) => area.scrollTo({ top: area.scrollHeight }))
    await expect(list.getByRole('button', { name: 'Channel 34' })).toBeVisible()
    assert.deepEqual((await harness.requests('listChannels')).at(-1), { page: 1 })
  })
})
