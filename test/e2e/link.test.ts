import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright'
import {
  chooseFromAccountMenu,
  openSettings,
  signIn,
  waitForAlert,
  waitForChannel,
  waitForStatus,
} from '../support/app/page.ts'
import { setStage, startAgain } from './harness.ts'

const stage = setStage()
const signInButton = { name: 'Sign in', exact: true }

test('a link opens its channel at a cold start', async () => {
  const first = await stage.launch()
  await signIn(first.page, 'alice')
  await waitForStatus(first.page, 'Connected')
  await first.quit()
  const app = await stage.launch({
    userData: first.userData,
    config: first.config,
    link: 'latchkey://open?workspace=Stage&channel=messaging:alice-and-bob',
  })
  await waitForChannel(app.page, 'Alice and Bob')
  assert.equal(await app.page.getByRole('dialog').count(), 0)
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('button', signInButton).waitFor()
  await app.quit()
})

test('a second start with a link opens its channel in the first; one that is made up makes none', async () => {
  const app = await stage.launch()
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  await app.page.getByRole('navigation', { name: 'Channels' }).getByText('Launch day').click()
  await waitForChannel(app.page, 'Launch day')
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await startAgain(stage, app.userData, 'latchkey://open?channel=messaging:alice-and-bob')
  await waitForChannel(app.page, 'Alice and Bob')
  const isMinimized = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isMinimized(),
  )
  assert.equal(isMinimized, false)

  const names = async () => app.page.locator('.channel').allTextContents()
  const before = (await names()).length
  await startAgain(stage, app.userData, 'latchkey://open?channel=messaging:made-up-by-a-link')
  assert.match(await waitForAlert(app.page), /channel in this link does not exist/)
  assert.equal((await names()).length, before)
  await waitForChannel(app.page, 'Alice and Bob')
  await app.quit()
})

test('a link asks first while signed out, and opens after the sign-in', async () => {
  const app = await stage.launch({ link: 'latchkey://open?channel=messaging:alice-and-bob' })
  const dialog = app.page.getByRole('dialog', { name: 'Open a channel?' })
  await dialog.getByRole('button', { name: 'Open' }).click()
  await dialog.waitFor({ state: 'detached' })
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  await waitForChannel(app.page, 'Alice and Bob')
  await app.quit()
})

test('a link to another workspace asks first and keeps the stored account', async () => {
  const app = await stage.launch()
  const { page } = app
  await openSettings(app)
  await addWorkspace(page, 'Elsewhere')
  const section = page.getByRole('region', { name: 'Workspaces' })
  await section.getByRole('button', { name: 'Stage' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')

  const link = 'latchkey://open?workspace=elsewhere&channel=messaging:alice-and-bob'
  await startAgain(stage, app.userData, link)
  const dialog = page.getByRole('dialog', { name: 'Open a channel?' })
  await dialog.getByText('Your sign-in to Stage as Alice Moreau stays saved').waitFor()
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await dialog.waitFor({ state: 'detached' })
  await waitForStatus(page, 'Connected')

  await startAgain(stage, app.userData, link)
  await dialog.getByRole('button', { name: 'Open' }).click()
  await page.getByRole('heading', { name: 'Sign in to Elsewhere' }).waitFor()
  await openSettings(app)
  await section.getByRole('button', { name: 'Stage' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Continue as Alice Moreau' }).click()
  await waitForStatus(page, 'Connected')
  await chooseFromAccountMenu(page, 'Sign out')
  await page.getByRole('button', signInButton).waitFor()
  await app.quit()
})

/** Adds a workspace that nobody signs in to. */
async function addWorkspace(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a workspace' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('API key').fill('another-app')
  await page.getByLabel('Server URL').fill(stage.sandbox().url)
  await page.getByRole('button', { name: 'Add workspace' }).click()
  // The stage's server does not know its key.
  await page.getByRole('button', { name: 'Add anyway' }).click()
  await page.getByRole('button', { name: 'Add a workspace' }).waitFor()
}

test('an unknown link brings the window, and leaves a line in the log without its content', async () => {
  const app = await stage.launch()
  await startAgain(
    stage,
    app.userData,
    'latchkey://open?channel=messaging:garden&token=plainly-no-secret',
  )
  const log = await readFile(join(app.userData, 'logs', 'latchkey.log'), 'utf8')
  assert.match(log, /info link\.followed kind=unknown$/m)
  assert.doesNotMatch(log, /plainly|garden/)
  assert.equal(await app.page.getByRole('dialog').count(), 0)
  await app.quit()
})
