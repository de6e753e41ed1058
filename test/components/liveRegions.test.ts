import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import { Harness } from './harness/harness.ts'
import { fillIn, openChat, signIn } from './harness/screens.ts'
import * as views from './harness/views.ts'

const refused = { ok: false, code: 'network', message: '', field: null } as const

suite('a screen reader hears each change once', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  test('a sign-in that fails, at each attempt', async () => {
    await harness.show(views.view(), { signInWithService: refused })
    const heard = await listen(page)
    await fillIn(page)
    await expect.poll(heard).toEqual([expect.stringMatching(/^alert: .*server/)])
    await signIn(page).click()
    await expect.poll(async () => (await heard()).length).toBe(2)
  })

  test('a lost connection, without the seconds that count down', async () => {
    await openChat(harness)
    const heard = await listen(page)
    await harness.emit('view', views.signedIn(views.offline(Date.now() + 60_000)))
    const seconds = page.getByRole('status').getByRole('timer')
    await expect(seconds).toHaveText(/58/)
    const spoken = (await heard()).filter((line) => line.startsWith('status'))
    assert.equal(spoken.length, 1)
    assert.match(spoken[0] ?? '', /^status: Offline/)
  })

  test('a message that arrives', async () => {
    await openChat(harness)
    const heard = await listen(page)
    const message = views.message('8', { text: 'The gate is open.', createdAt: Date.now() })
    await harness.emit('message', message)
    await page.getByText('The gate is open.').first().waitFor()
    const spoken = (await heard()).filter((line) => line.startsWith('log'))
    assert.equal(spoken.length, 1)
    assert.match(spoken[0] ?? '', /The gate is open\./)
  })

  test('where a sign-in is stored, when that changes', async () => {
    await harness.show(views.view())
    const heard = await listen(page)
    await page.getByLabel('Keep me signed in').uncheck()
    await expect.poll(heard).toEqual([expect.stringMatching(/^polite: .*memory/)])
  })
})

/**
 * Listens as a screen reader does: to text that comes into a live region which was there before. A timer is not spoken
 * (WAI-ARIA 1.2, section 5.3.4), and a log is spoken by what is added.
 */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const spoken: string[] = []
    Object.assign(globalThis, { spoken })
    const live = '[role=alert], [role=status], [role=log], [role=timer], [aria-live]'
    const known = new WeakSet(document.querySelectorAll(live))
    new MutationObserver((changes) => {
      const lines = new Set<string>()
      for (const { target, addedNodes, type } of changes) {
        if (type === 'childList' && addedNodes.length === 0) continue
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(live)
        const role = region?.getAttribute('role') ?? region?.getAttribute('aria-live')
        if (!region || role === 'timer' || role === 'off' || !known.has(region)) continue
        const added = [...addedNodes].map(({ textContent }) => textContent).join(' ')
        const text = (role === 'log' ? added : region.textContent).trim()
        if (text !== '') lines.add(`${role}: ${text}`)
      }
      spoken.push(...lines)
      for (const region of document.querySelectorAll(live)) known.add(region)
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken)
}
