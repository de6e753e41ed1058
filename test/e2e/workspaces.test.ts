import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import type { RunningApp } from '../support/app/driver.ts'
import {
  chooseFromAccountMenu,
  openSettings,
  signIn,
  waitForAlert,
  waitForStatus,
} from '../support/app/page.ts'
import { answerQuestions, questions } from '../support/app/questions.ts'
import { readKeyring } from '../support/app/secretTool.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { isSandboxOdd, setStage } from './harness.ts'

const stage = setStage()
let other: Sandbox
before(async () => {
  const secret = randomBytes(32).toString('hex')
  other = await startSandbox({ secret, bot: 'off', faults: { odd: isSandboxOdd } })
})
after(() => other.stop())

const section = (page: Page) => page.getByRole('region', { name: 'Workspaces' })
const button = (page: Page, name: string) =>
  section(page).getByRole('button', { name, exact: true })

/** Answers the system's file dialog with a file of this content. */
async function chooseFile({ electron, userData }: RunningApp & { userData: string }, text: string) {
  const path = join(userData, 'workspace.json')
  await writeFile(path, text)
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)
}

function fileOf({ url, apiKey, tokenServiceUrl }: Sandbox) {
  const tokenService = { url: tokenServiceUrl, signOut: 'delete' }
  return { name: 'Other', apiKey, serverUrl: url, tokenService }
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await section(page).getByLabel(label, { exact: true }).fill(text)
  }
}

test('a workspace is filled in from a file, tested, edited, ordered and removed with its sign-ins', async () => {
  const app = await stage.launch()
  const { page, electron } = app
  await answerQuestions(electron, 'Connect')
  await openSettings(app)
  await button(page, 'Add a workspace').click()

  await chooseFile(app, JSON.stringify({ ...fileOf(other), apiKey: undefined }))
  await button(page, 'Fill in from a file…').click()
  assert.match(await waitForAlert(page), /the field “apiKey” is missing/)
  await chooseFile(app, JSON.stringify(fileOf(other)))
  await button(page, 'Fill in from a file…').click()
  await untilTrue('the file is read', async () =>
    Boolean(await section(page).getByLabel('API key').inputValue()),
  )
  await button(page, 'Add workspace').click()
  await button(page, 'Edit Other').waitFor()
  // A second one, of a server that is not there, by hand.
  await button(page, 'Add a workspace').click()
  await fill(page, { Name: 'Nowhere', 'API key': 'k', 'Server URL': 'http://127.0.0.1:1' })
  await button(page, 'Add workspace').click()
  assert.match(await waitForAlert(page), /127\.0\.0\.1|cannot be reached/)
  await button(page, 'Add anyway').click()
  await button(page, 'Edit Nowhere').waitFor()

  await button(page, 'Move Nowhere up').click()
  await untilTrue('the order is another', async () => {
    const names = await section(page).locator('.changeable .stack > :first-child').allTextContents()
    return names.join() === 'Nowhere,Other'
  })

  // Sign in to the first, then give it another address.
  await section(page)
    .getByRole('button', { name: /^Other/ })
    .click()
  await page.getByRole('button', { name: 'Done' }).click()
  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')
  await chooseFromAccountMenu(page, 'Add account')
  await openSettings(app)
  await button(page, 'Edit Other').click()
  await fill(page, { 'Server URL': other.url.replace('127.0.0.1', 'localhost') })
  await section(page).getByText('This makes it another workspace.').waitFor()
  await button(page, 'Save changes').click()
  await button(page, 'Edit Other').waitFor()
  const stored = page.getByRole('region', { name: 'Other saved sign-ins' })
  await stored.getByRole('button', { name: 'Forget Alice Moreau' }).waitFor()

  // Back to its address: the sign-in is offered again, and goes with the workspace.
  await button(page, 'Edit Other').click()
  await fill(page, { 'Server URL': other.url })
  await button(page, 'Save changes').click()
  await stored.waitFor({ state: 'detached' })
  assert.ok((await readKeyring(stage.desktop())).includes('alice'))
  await answerQuestions(electron, 'Remove')
  await button(page, 'Remove Other').click()
  await button(page, 'Edit Other').waitFor({ state: 'detached' })
  const [question] = await questions(electron)
  assert.equal(question?.message, 'Remove the workspace “Other”?')
  assert.match(question?.detail ?? '', /^Its saved sign-in is deleted/)
  await untilTrue(
    'the keychain has nothing of it',
    async () => !(await readKeyring(stage.desktop())).includes('alice'),
  )
  assert.equal(other.faults.counters().signOuts, 1)
  await app.quit()
})

test('the test of a workspace says of each server what is wrong with it', async () => {
  const app = await stage.launch()
  const { page, electron } = app
  await answerQuestions(electron, 'Connect')
  await openSettings(app)
  await button(page, 'Add a workspace').click()
  await fill(page, { Name: 'Trial', 'API key': 'wrong', 'Server URL': other.url })
  await button(page, 'Test').click()
  assert.match(await waitForAlert(page), /does not know this workspace/)
  await fill(page, { 'API key': other.apiKey, 'Token service URL': `${other.url}/nowhere` })
  await button(page, 'Test').click()
  assert.match(await waitForAlert(page), /No token service answers/)
  await fill(page, { 'Token service URL': other.tokenServiceUrl })
  await button(page, 'Test').click()
  await section(page).getByText('The token service answers.').waitFor()
  await section(page).getByText('The connection is not encrypted.').waitFor()
  other.faults.change({ network: 'off' })
  await fill(page, { 'Server URL': `${other.url}/` })
  await button(page, 'Test').click()
  assert.match(await waitForAlert(page), /cannot be reached/)
  other.faults.change({ network: 'on' })
  await app.quit()
})
