import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import { contentSecurityPolicy } from '../../main/window/appProtocol.ts'
import * as views from './harness/views.ts'
import { Harness } from './harness/harness.ts'

suite('the page', () => {
  let harness: Harness
  let page: Page
  before(async () => {
    harness = await Harness.open()
    page = harness.page
  })
  after(() => harness.close())

  test('has a policy that allows its own scripts and styles only', async () => {
    const html = await readFile('out/renderer/index.html', 'utf8')
    const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1]
    assert.ok(policy)
    assert.equal(policy, contentSecurityPolicy.replace("frame-ancestors 'none'; ", ''))
    assert.doesNotMatch(html, /<style|\sstyle=|<script(?![^>]*\ssrc=)/)
  })

  test('shows a static frame until the first view, without a layout shift', async () => {
    await harness.answer({ readView: 'held' })
    await page.goto('app://latchkey/index.html')
    const side = page.locator('.side-pane').first()
    await expect(side).toBeVisible()
    const still = await side.boundingBox()
    assert.equal(await page.locator('body').innerText(), '')
    await harness.release('readView', { ok: true, value: views.view() })
    await expect(page.getByLabel('User ID')).toBeFocused()
    assert.equal((await side.boundingBox())?.width, still?.width)
  })

  test('has no access to the outside except the bridge', async () => {
    await harness.show(views.view())
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    )
    assert.deepEqual(found, [])
    assert.equal(await page.evaluate(() => 'latchkey' in globalThis), true)
  })

  // Last, because its changes to the page stay.
  test('reports its first rendering once, with or without frames', async () => {
    for (const hasFrames of [true, false]) {
      await harness.show(views.view())
      await harness.answer({ readView: 'held' })
      // Like a hidden window on Wayland.
      if (!hasFrames) await page.addInitScript('requestAnimationFrame = () => 0')
      await page.goto('app://latchkey/index.html')
      await expect(page.locator('.side-pane').first()).toBeVisible()
      const before = await harness.requests('pageRendered')
      await harness.release('readView', { ok: true, value: views.view() })
      await expect(page.getByLabel('User ID')).toBeFocused()
      await expect.poll(() => harness.requests('pageRendered')).toHaveLength(before.length + 1)
    }
  })
})
