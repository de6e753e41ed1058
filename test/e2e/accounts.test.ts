import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import {
  chooseFromAccountMenu,
  openChannel,
  sendMessage,
  signIn,
  waitForAlert,
  waitForSignIn,
  waitForStatus,
} from '../support/app/page.ts'
import { answerQuestions, questions } from '../support/app/questions.ts'
import { signInAtAcme } from '../support/app/secondWorkspace.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { isSandboxOdd, setStage, type LaunchedApp } from './harness.ts'

const stage = setStage()
/** The backend of the other workspace. */
let acme: Sandbox

before(async () => {
  const secret = randomBytes(32).toString('hex')
  acme = await startSandbox({ secret, bot: 'off', faults: { odd: isSandboxOdd } })
})
after(() => acme.stop())

const menuAccount = (page: Page, name: string) => page.getByRole('menuitemradio', { name })

async function switchTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click()
  await menuAccount(page, name).click()
}

/** Presses Ctrl or Cmd with a number, as the window system brings it. */
function press({ electron }: LaunchedApp, number: string): Promise<void> {
  return electron.evaluate(({ BrowserWindow }, keyCode) => {
    const modifiers = [process.platform === 'darwin' ? ('meta' as const) : ('control' as const)]
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
    window?.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
  }, number)
}

/** Waits until an account is connected in its workspace. */
async function waitForAccount(page: Page, name: string, workspace: string): Promise<void> {
  await page.getByRole('heading', { name: `Chat in ${workspace}`, level: 1 }).waitFor()
  await page.locator('.account-bar').getByText(name, { exact: true }).first().waitFor()
  await waitForStatus(page, 'Connected')
}

/** Alice is signed in at Stage, and Bob, who is active, at Acme. */
async function openTwo(): Promise<LaunchedApp> {
  const app = await stage.launch()
  const { page } = app
  await signIn(page, 'alice')
  await waitForStatus(page, 'Connected')
  await signInAtAcme(app, acme)
  await waitForAccount(page, 'Bob Okafor', 'Acme')
  return app
}

const socketsOpen = () => [
  stage.sandbox().faults.counters().socketsOpen,
  acme.faults.counters().socketsOpen,
]

test('accounts of two workspaces: a switch leaves one and continues the other, by menu and by shortcut', async () => {
  const app = await openTwo()
  const { page } = app
  assert.deepEqual(socketsOpen(), [0, 1])
  await switchTo(page, 'Alice Moreau, Stage')
  await waitForAccount(page, 'Alice Moreau', 'Stage')
  await untilTrue('the end of Bob’s socket', async () => socketsOpen().join() === '1,0')
  await openChannel(page)
  const { faults } = stage.sandbox()
  faults.act({ action: 'resetCounters' })
  acme.faults.act({ action: 'resetCounters' })
  await sendMessage(page, 'Only for Stage')
  await untilTrue('the message', async () => faults.counters().messagesStored === 1)

  await press(app, '2')
  await waitForAccount(page, 'Bob Okafor', 'Acme')
  await openChannel(page)
  assert.equal(await page.getByText('Only for Stage').count(), 0)
  assert.equal(acme.faults.counters().messagesStored, 0)
  await press(app, '1')
  await waitForAccount(page, 'Alice Moreau', 'Stage')
  await page.getByText('Only for Stage').first().waitFor()

  await app.quit()
  const next = await stage.launch({ userData: app.userData, config: app.config })
  await waitForAccount(next.page, 'Alice Moreau', 'Stage')
  await next.quit()
})

test('adding an account has a way back, which continues the account that was left', async () => {
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await chooseFromAccountMenu(app.page, 'Add account')
  await waitForSignIn(app.page)
  await app.page.getByRole('button', { name: 'Back to Alice Moreau' }).click()
  await waitForAccount(app.page, 'Alice Moreau', 'Stage')
  await app.quit()
})

test('unsent messages wait for their account, and go out once when it is back', async () => {
  const app = await openTwo()
  const { page } = app
  const { faults } = stage.sandbox()
  await switchTo(page, 'Alice Moreau, Stage')
  await waitForAccount(page, 'Alice Moreau', 'Stage')
  await openChannel(page)
  faults.act({ action: 'resetCounters' })
  faults.change({ network: 'off' })
  await waitForStatus(page, 'Offline')
  await sendMessage(page, 'From the tunnel')
  await switchTo(page, 'Bob Okafor, Acme')
  await waitForAccount(page, 'Bob Okafor', 'Acme')
  assert.match(await waitForAlert(page, /unsent message/), /Alice Moreau waits/)
  faults.change({ network: 'on' })

  // Quitting would lose it, whoever is active.
  await answerQuestions(app.electron, 'Stay')
  await app.electron.evaluate(({ app }) => void setImmediate(() => app.quit()))
  await untilTrue('the question', async () => (await questions(app.electron)).length === 1)
  const [question] = await questions(app.electron)
  assert.equal(question?.message, 'A message has not been sent yet.')

  assert.equal(faults.counters().messagesStored, 0)
  await switchTo(page, 'Alice Moreau, Stage')
  await untilTrue('the message', async () => faults.counters().messagesStored === 1)
  await waitForAccount(page, 'Alice Moreau', 'Stage')
  for (const state of ['Waiting to be sent', 'Sending…']) {
    await page.getByText(state).waitFor({ state: 'detached' })
  }
  assert.equal(faults.counters().messagesStored, 1)
  await app.quit()
})

test('an account whose session has ended stays listed, with the reason', async () => {
  const app = await openTwo()
  const { page } = app
  acme.faults.change({ tokenService: 'refused' })
  acme.faults.act({ action: 'expire', user_id: 'bob' })
  await waitForStatus(page, 'Sign in again')
  await switchTo(page, 'Alice Moreau, Stage')
  await waitForAccount(page, 'Alice Moreau', 'Stage')
  await page.getByRole('button', { name: 'Account' }).click()
  await menuAccount(page, 'Bob Okafor, Acme. Sign in again: ').waitFor()

  await answerQuestions(app.electron, 'Forget')
  await page.getByRole('menuitem', { name: 'Forget Bob Okafor' }).click()
  await untilTrue('the question', async () => (await questions(app.electron)).length === 1)
  await page.getByRole('button', { name: 'Account' }).click()
  await menuAccount(page, 'Bob Okafor').waitFor({ state: 'detached' })
  acme.faults.change({ tokenService: 'ok' })
  await app.quit()
})
