import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import type { TimelineEntry } from '../../../../preload/contract.ts'
import { entriesAt, timelineFixtures, openTimeline } from '../../harness/timelineFixtures.ts'
import * as views from '../../harness/views.ts'
import { Harness } from '../../harness/harness.ts'

const now = new Date('2030-05-06T12:00:00').getTime()

suite('the timeline', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
    await page.clock.install({ time: now })
  })
  after(() => harness.close())

  const list = () => page.getByRole('log', { name: 'Events' })
  const rows = () => list().getByRole('listitem')
  const picture = () => page.getByRole('group', { name: 'The last five minutes' })
  const marks = () => picture().getByRole('button')
  const category = (name: string) => page.getByRole('button', { name, exact: true })
  const filter = () => page.getByLabel('Filter events')
  /** By the window's clock, which is running. */
  const open = async (make: (now: number) => TimelineEntry[] = timelineFixtures) =>
    openTimeline(harness, make(await page.evaluate(() => Date.now())))
  const many = (count: number) => (at: number) =>
    entriesAt(
      at,
      Array.from({ length: count }, () => [1, { category: 'system', event: 'app.started' }]),
    )
  const told = (number: number, change: Partial<TimelineEntry>): TimelineEntry => {
    const [entry] = entriesAt(Date.now(), [[0, { category: 'system', event: 'app.started' }]])
    assert.ok(entry)
    return { ...entry, number, ...change }
  }

  test('lists each event with time, category, label, facts and duration, newest last', async () => {
    await open(() => timelineFixtures(now))
    await expect(rows()).toHaveCount(27)
    await expect(rows().nth(4)).toHaveText('11:55:49.000Session: Sign-in started method service')
    await expect(rows().nth(8)).toHaveText('11:55:50.500Connection: Connected role user400 ms')
    await expect(rows().nth(6)).toHaveText(
      '11:55:50.000Renewal: Renewal scheduled in 38 min, at 12:33:50',
    )
    await expect(rows().nth(21)).toHaveText(
      '11:58:24.400Requests: Held requests resumed count 1034.4 s',
    )
    await expect(rows().last()).toHaveText('11:59:57.000System: something.new size 3')
    await expect(rows().last()).toBeInViewport()
  })

  test('marks only problems, with a word and an icon', async () => {
    await open()
    const failed = rows().filter({ hasText: 'Renewal failed' })
    await expect(failed).toContainText('Problem: Renewal failed timeout next try in 820 ms')
    await expect(failed.locator('p svg')).toBeVisible()
    const done = rows().filter({ hasText: 'Token renewed' })
    await expect(done).not.toContainText('Problem')
    await expect(done.locator('p svg')).toHaveCount(0)
    await expect(picture().getByRole('button', { name: /Problem/ })).toHaveCount(6)
    await expect(picture().locator('.end')).toHaveCount(6)
  })

  test('follows new events unless the person has scrolled up', async () => {
    await open(many(60))
    await harness.emit('timeline', told(61, { event: 'first.new' }))
    await expect(rows().last()).toContainText('first.new')
    await expect(rows().last()).toBeInViewport()

    await list().evaluate((area) => area.scrollTo({ top: 0 }))
    await harness.emit('timeline', told(62, { event: 'second.new' }))
    await expect(rows()).toHaveCount(62)
    await expect(rows().first()).toBeInViewport()
    await expect(rows().last()).not.toBeInViewport()
    await page.getByRole('button', { name: 'New events' }).click()
    await expect(rows().last()).toBeInViewport()
    await expect(page.getByRole('button', { name: 'New events' })).toHaveCount(0)
  })

  test('lists an event that happens during the load once', async () => {
    await openTimeline(harness, [])
    await page.getByRole('tab', { name: 'Token', exact: true }).click()
    await harness.answer({ readTimeline: 'held' })
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await expect.poll(async () => (await harness.requests('readTimeline')).length).toBe(2)
    await harness.emit('timeline', told(2, { event: 'both.ways' }))
    await harness.emit('timeline', told(3, { event: 'later.on' }))
    await page.clock.runFor(1_000)
    const value = [told(1, {}), told(2, { event: 'both.ways' })]
    await harness.release('readTimeline', { ok: true, value })
    await expect(rows()).toHaveCount(3)
    await expect(rows().filter({ hasText: 'both.ways' })).toHaveCount(1)
    await expect(rows().last()).toContainText('later.on')
  })

  test('shows at most 500 rows, counts the omitted ones, and finds those by filter', async () => {
    const all = (at: number) => {
      const entries = many(1_999)(at)
      return [told(0, { event: 'very.first' }), ...entries]
    }
    await open(all)
    await expect(rows()).toHaveCount(500)
    await expect(rows().filter({ hasText: 'very.first' })).toHaveCount(0)
    await expect(list()).toContainText('1,500 earlier events are not shown.')
    await filter().fill('very')
    await expect(rows()).toHaveText([/very\.first/])
    await expect(list()).not.toContainText('not shown')
    await filter().fill('')
  })

  test('filters list and chart by category, and keeps the filter', async () => {
    await open()
    await expect(category('Keychain')).toHaveAttribute('aria-pressed', 'true')
    for (const name of ['Session', 'Keychain', 'Requests', 'Renewal', 'System']) {
      await category(name).click()
    }
    await expect(category('Keychain')).toHaveAttribute('aria-pressed', 'false')
    await expect(rows()).toHaveCount(5)
    for (const text of await rows().allTextContents()) assert.match(text, /Connection: /)
    await expect(marks()).toHaveCount(4)
    await page.getByRole('tab', { name: 'Sandbox' }).click()
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await expect(rows()).toHaveCount(5)
  })

  test('filters by label, fact and event name', async () => {
    await open()
    for (const [text, count] of [
      ['TOKENEXPIRED', 3],
      ['renewal.planned', 2],
      ['renewal started', 2],
      ['34.4 s', 1],
    ] as const) {
      await filter().fill(text)
      await expect(rows()).toHaveCount(count)
    }
    await filter().fill('nothing of the kind')
    await expect(rows()).toHaveCount(0)
    await expect(list()).toHaveText('No event matches the filter.')
    await expect(marks()).toHaveCount(0)
    await filter().fill('')
  })

  test('draws a span from its start to its end, and held requests as a band', async () => {
    await open()
    const band = picture().getByRole('button', {
      name: /Held requests resumed, count 10, took 34\.4 s/,
    })
    const renewal = picture().getByRole('button', { name: /Token renewed/ })
    const width = async (box: Promise<{ width: number } | null>) => (await box)?.width ?? 0
    const whole = await width(picture().boundingBox())
    const part = (await width(band.locator('.hold').boundingBox())) / whole
    assert.ok(Math.abs(part - 34.4 / 300) < 0.01, `${part}`)
    assert.ok((await width(renewal.locator('.span').boundingBox())) / whole > 0.07)
    const goingOn = [/Signed in, method service, stored in keychain/, /Connected, role user/]
    for (const words of goingOn) {
      const name = new RegExp(`${words.source}, in progress$`)
      await expect(picture().getByRole('button', { name })).toHaveCount(1)
    }
  })

  test('moves with time and drops marks older than five minutes', async () => {
    await open((at) => entriesAt(at, [[0, { category: 'system', event: 'app.started' }]]))
    const place = async () =>
      Number.parseFloat((await marks().locator('.span').getAttribute('x1')) ?? '')
    const before = await place()
    await page.clock.fastForward(60_000)
    await expect.poll(place).toBeLessThan(before - 19)
    await page.clock.fastForward(250_000)
    await expect(marks()).toHaveCount(0)
    await expect(page.getByText('No events in the last five minutes.').first()).toBeVisible()
    await expect(rows()).toHaveCount(1)
  })

  test('names a hovered mark, and a click goes to its row', async () => {
    await open()
    const mark = picture().getByRole('button', { name: /Token rejected/ })
    await mark.locator('.end').hover()
    await expect(page.locator('.mark-label')).toContainText(
      'Problem: Token rejected by the server, tokenExpired',
    )
    await mark.locator('.end').click()
    const row = rows().filter({ hasText: 'Token rejected' })
    await expect(row).toBeFocused()
    await expect(row).toBeInViewport()
    assert.equal(await page.evaluate(() => document.scrollingElement?.scrollTop), 0)
  })

  test('is one tab stop: arrows, Home and End move between marks, Enter goes to the row', async () => {
    await open()
    await category('System').press('Tab')
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    const at: string[] = []
    for (const key of [
      'Home',
      'ArrowLeft',
      'ArrowRight',
      'ArrowRight',
      'ArrowLeft',
      'End',
      'ArrowRight',
    ]) {
      await page.keyboard.press(key)
      at.push((await focused()).replace(/^.{14}/, ''))
    }
    const [first, second] = [
      'Latchkey started, version 0.2.0, electron 45.4.1',
      'Keychain call, call set, took 412 ms',
    ]
    assert.deepEqual(at.slice(0, 5), [first, first, second, at[3], second])
    assert.equal(at[5], at[6])
    await page.keyboard.press('Home')
    await expect(page.locator('.mark-label')).toContainText('Latchkey started')
    await page.keyboard.press('Enter')
    await expect(rows().first()).toBeFocused()
    await category('System').press('Tab')
    await page.keyboard.press('Tab')
    await expect(filter()).toBeFocused()
  })

  test('describes the chart for screen readers, by category', async () => {
    await open()
    await expect(picture()).toHaveAccessibleDescription(
      'Session: 3 events. Keychain: 3 events. Connection: 5 events, 1 with problems. Renewal: 7 events, 2 with problems. Requests: 4 events, 2 with problems. System: 5 events, 1 with problems.',
    )
  })

  test('exports and shows the path or the error, and nothing after a cancel', async () => {
    await open()
    const press = () => page.getByRole('button', { name: 'Export…' }).click()
    await harness.answer({ exportTimeline: { ok: true, value: '/tmp/timeline.json' } })
    await press()
    await expect(page.getByText('Saved as /tmp/timeline.json')).toBeVisible()
    await harness.answer({ exportTimeline: { ok: true, value: null } })
    await press()
    await expect(page.getByText('Saved as')).toHaveCount(0)
    const failure = { ok: false, code: 'fileUnwritable', message: '', field: null } as const
    await harness.answer({ exportTimeline: failure })
    await press()
    await expect(page.getByRole('alert')).toContainText('The file could not be saved.')
    await harness.answer({ exportTimeline: 'held' })
    await press()
    await press()
    assert.equal((await harness.requests('exportTimeline')).length, 4)
  })

  test('shows the error when the timeline cannot be loaded', async () => {
    await openTimeline(harness, [])
    await expect(list()).toHaveText('No events yet.')
    await page.getByRole('tab', { name: 'Sandbox' }).click()
    const failure = { ok: false, code: 'notAllowed', message: '', field: null } as const
    await harness.answer({ readTimeline: failure })
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await expect(page.getByRole('alert')).toHaveText('You do not have permission to do this.')
  })

  test('stops its timers and listeners when it closes', async () => {
    await page.addInitScript(() => {
      const counted = globalThis as typeof globalThis & { ticking: number; timeouts: number }
      Object.assign(counted, { ticking: 0, timeouts: 0 })
      const { setInterval: start, clearInterval: stop, setTimeout: wait } = globalThis
      const counting = {
        setInterval(...args: Parameters<typeof start>) {
          counted.ticking += 1
          return start(...args)
        },
        clearInterval(timer: number) {
          counted.ticking -= 1
          stop(timer)
        },
        setTimeout(...args: Parameters<typeof wait>) {
          counted.timeouts += 1
          return wait(...args)
        },
      }
      Object.assign(globalThis, counting)
    })
    const count = (name: 'ticking' | 'timeouts') =>
      page.evaluate((name) => (globalThis as unknown as Record<string, number>)[name], name)
    await open()
    await expect.poll(() => count('ticking')).toBe(1)
    await page.getByRole('button', { name: 'Close developer tools' }).click()
    await expect(list()).toHaveCount(0)
    await expect.poll(() => count('ticking')).toBe(0)
    const after = await count('timeouts')
    await harness.emit('timeline', told(29, {}))
    const workspace = { ...views.view().workspace, name: 'Told After It' }
    await harness.emit('view', views.view({ workspace, developerMode: true }))
    await expect(page.getByText('Sign in to Told After It')).toBeVisible()
    assert.equal(await count('timeouts'), after)
  })
})
