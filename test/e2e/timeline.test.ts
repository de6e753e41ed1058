import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright'
import type { MainProcess } from '../support/app/mainProcess.ts'
import { expect } from 'playwright/test'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { storedSecrets } from '../support/app/secretTool.ts'
import { filesWith, setStage } from './harness.ts'

const stage = setStage()

const rows = (page: Page) => page.getByRole('log', { name: 'Events' }).getByRole('listitem')

async function openTimeline(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Developer tools' }).click()
  await page.getByRole('tab', { name: 'Timeline' }).click()
}

test('the timeline shows a sign-in, a renewal and the requests that waited for it, live, and is exported without a secret', async () => {
  const { faults } = stage.sandbox()
  const app = await stage.launch()
  const { page } = app
  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')
  const before = await storedSecrets(stage.desktop())
  await page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
  const messages = page.getByRole('log', { name: 'Messages' })
  await messages.waitFor()

  faults.change({ tokenServiceDelayMs: 1_500 })
  faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(page, 'Refreshing')
  for (const text of ['One that waits', 'Two that wait']) {
    await page.getByRole('textbox', { name: 'Message' }).fill(text)
    await page.keyboard.press('Enter')
  }
  await waitForStatus(page, 'Connected')
  faults.change({ tokenServiceDelayMs: 0 })
  await messages.getByText('Two that wait').waitFor()

  await openTimeline(page)
  const told = (text: string | RegExp) => rows(page).filter({ hasText: text })
  await expect(told(/Signed in method service stored in keychain/)).toHaveCount(1)
  await expect(told(/Keychain call call set\d+ ms/)).not.toHaveCount(0)
  await expect(told('Problem: Token rejected by the server tokenExpired')).toHaveCount(1)
  await expect(told('Requests are held waiting 1')).toHaveCount(1)
  await expect(told(/Token renewed expires .*1\.\d s$/)).toHaveCount(1)
  await expect(told(/Held requests resumed count [2-9]/)).toHaveCount(1)
  const picture = page.getByRole('group', { name: 'The last five minutes' })
  await expect(picture.getByRole('button', { name: /Held requests resumed/ })).toBeVisible()

  faults.act({ action: 'expire', user_id: 'alice' })
  await expect(told('Token renewed')).toHaveCount(2)
  const after = await storedSecrets(stage.desktop())
  assert.notEqual(after[0], before[0])

  const path = join(app.userData, 'exported.json')
  await answerSaveDialog(app.electron, path)
  await page.getByRole('button', { name: 'Export…' }).click()
  await page.getByText(`Saved as ${path}`).waitFor()
  const { version, entries } = JSON.parse(await readFile(path, 'utf8')) as {
    version: number
    entries: { event: string }[]
  }
  assert.equal(version, 2)
  const count = (event: string) => entries.filter((entry) => entry.event === event).length
  assert.deepEqual(
    ['app.started', 'signIn.done', 'renewal.done', 'requests.resumed'].map(count).map(Math.sign),
    [1, 1, 1, 1],
  )
  if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600)
  for (const secret of [
    'alice-sandbox',
    ...[...before, ...after].flatMap((text) => text.split('.')),
  ])
    assert.ok(!(await filesWith(app.userData, secret)).includes(path), 'a secret in the export')
  await app.quit()
})

test('a later or reloaded window gets all entries from the start of the run', async () => {
  const app = await stage.launch()
  await openTimeline(app.page)
  await expect(rows(app.page).first()).toContainText('Latchkey started')
  await app.page.reload()
  await openTimeline(app.page)
  await expect(rows(app.page).first()).toContainText('Latchkey started')
  await app.quit()
})

/** Answers each save dialog with this path. */
function answerSaveDialog(electron: MainProcess, path: string): Promise<void> {
  return electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}
