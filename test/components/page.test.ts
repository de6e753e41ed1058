import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import type { Page } from 'playwright'
import { contentSecurityPolicy } from '../../main/window/appProtocol.ts'
import * as scene from './harness/views.ts'
import { Stage } from './harness/harness.ts'

suite('the page', () => {
  let stage: Stage
  let page: Page
  before(async () => {
    stage = await Stage.open()
    page = stage.page
  })
  after(() => stage.close())

  test('has a policy that allows its own scripts and styles only', async () => {
    const html = await readFile('out/renderer/index.html', 'utf8')
    const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1]
    assert.ok(policy)
    assert.equal(policy, contentSecurityPolicy.replace("frame-ancestors 'none'; ", ''))
    assert.doesNotMatch(html, /<style|\sstyle=|<script(?![^>]*\ssrc=)/)
  })

  test('shows a static frame until the first view, without a layout shift', async () => {
    await stage.answer({ readView: 'held' })
    await page.goto('app://latchkey/index.html')
    const side = page.locator('.side-pane').first()
    await expect(side).toBeVisible()
    const still = await side.boundingBox()
    assert.equal(await page.locator('body').innerText(), '')
    await stage.release('readView', { ok: true, value: scene.view() })
    await expect(page.getByLabel('User ID')).toBeFocused()
    assert.equal((await side.boundingBox())?.width, still?.width)
  })

  test('has no access to the outside except the bridge', async () => {
    await stage.show(scene.view())
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    )
    assert.deepEqual(found, [])
    assert.equal(await page.evaluate(() => 'latchkey' in globalThis), true)
  })

  // The last one: what it does to the page stays.
  test('reports its first rendering once, with or without frames', async () => {
    for (const hasFrames of [true, false]) {
      await stage.show(scene.view())
      await stage.answer({ readView: 'held' })
      // As in a hidden window on Wayland.
      if (!hasFrames) await page.addInitScript('requestAnimationFrame = () => 0')
      await page.goto('app://latchkey/index.html')
      await expect(page.locator('.side-pane').first()).toBeVisible()
      const before = await stage.requests('pageRendered')
      await stage.release('readView', { ok: true, value: scene.view() })
      await expect(page.getByLabel('User ID')).toBeFocused()
      await expect.poll(() => stage.requests('pageRendered')).toHaveLength(before.length + 1)
    }
  })
})
