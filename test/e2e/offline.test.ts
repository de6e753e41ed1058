import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import type { Page } from 'playwright'
import type { RunningApp } from '../support/app/driver.ts'
import { answerQuestions, questions } from '../support/app/questions.ts'
import { chooseFromAccountMenu, signIn, waitForStatus } from '../support/app/page.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage()

const messages = (page: Page) => page.getByRole('log', { name: 'Messages' })

/** Alice in a conversation, with the network on. */
async function openChat() {
  const { faults } = stage.sandbox()
  faults.change({ network: 'on' })
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.page.getByRole('navigation', { name: 'Channels' }).getByText('Alice and Bob').click()
  await messages(app.page).waitFor()
  faults.act({ action: 'resetCounters' })
  return app
}

/** Takes the network away, or gives it back: from the servers, and as the system tells the window. */
async function setNetwork(app: RunningApp, network: 'on' | 'off'): Promise<void> {
  stage.sandbox().faults.change({ network })
  await app.page.context().setOffline(network === 'off')
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}

test('messages written offline wait, and arrive in order and once within a second of the return', async () => {
  const { faults } = stage.sandbox()
  const app = await openChat()
  await setNetwork(app, 'off')
  await waitForStatus(app.page, 'Offline')
  const texts = ['One, from the tunnel', 'Two, from the tunnel', 'Three, from the tunnel']
  for (const text of texts) await write(app.page, text)
  await app.page.getByText('Waiting to be sent').nth(2).waitFor()
  // Long enough for the pauses between tries to be longer than a second by themselves.
  await app.page.waitForTimeout(6_000)
  assert.equal(faults.counters().messagesStored, 0)

  const backAt = performance.now()
  await setNetwork(app, 'on')
  while (faults.counters().messagesStored < 3) await app.page.waitForTimeout(20)
  const tookMs = performance.now() - backAt
  assert.ok(tookMs < 1_000, `${Math.round(tookMs)} ms`)
  await waitForStatus(app.page, 'Connected')
  await app.page.getByText('Waiting to be sent').first().waitFor({ state: 'detached' })
  const shown = await messages(app.page).getByText(', from the tunnel').allTextContents()
  assert.deepEqual(shown, texts)
  assert.equal(faults.counters().messagesStored, 3)
  await app.quit()
})

test('signing out with unsent messages asks first, and Stay loses nothing', async () => {
  const app = await openChat()
  await setNetwork(app, 'off')
  await waitForStatus(app.page, 'Offline')
  await write(app.page, 'Still here')
  await app.page.getByText('Waiting to be sent').waitFor()
  await answerQuestions(app.electron, 'Stay')
  await chooseFromAccountMenu(app.page, 'Sign out')
  await untilTrue('the question', async () => (await questions(app.electron)).length === 1)
  const [question] = await questions(app.electron)
  assert.match(question?.detail ?? '', /^If you sign out now, it is lost/)
  await app.page.getByText('Still here').waitFor()
  await answerQuestions(app.electron, 'Sign out anyway')
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByLabel('User ID').waitFor()
  await setNetwork(app, 'on')
  await app.quit()
})

test('quitting with unsent messages asks first; Stay keeps the window and the messages', async () => {
  const { faults } = stage.sandbox()
  const app = await openChat()
  await setNetwork(app, 'off')
  await waitForStatus(app.page, 'Offline')
  await write(app.page, 'Not lost')
  await app.page.getByText('Waiting to be sent').waitFor()
  await answerQuestions(app.electron, 'Stay')

  // In turns of their own, as when a person does it.
  await app.electron.evaluate(({ app }) => void setImmediate(() => app.quit()))
  await untilTrue('the question', async () => (await questions(app.electron)).length === 1)
  await app.electron.evaluate(
    ({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()),
  )
  await app.page.waitForTimeout(500)
  const isMac = process.platform === 'darwin'
  const asked = (await questions(app.electron)).map(({ message }) => message)
  assert.deepEqual(asked, Array(isMac ? 1 : 2).fill('A message has not been sent yet.'))
  await app.page.getByText('Waiting to be sent').waitFor()

  await setNetwork(app, 'on')
  while (faults.counters().messagesStored < 1) await app.page.waitForTimeout(20)
  await waitForStatus(app.page, 'Connected')
  await app.page.getByText('Waiting to be sent').waitFor({ state: 'detached' })
  await app.quit()
  assert.equal(app.process.exitCode, 0)
})

test('Quit anyway quits', async () => {
  const app = await openChat()
  await setNetwork(app, 'off')
  await waitForStatus(app.page, 'Offline')
  await write(app.page, 'Given up')
  await app.page.getByText('Waiting to be sent').waitFor()
  await answerQuestions(app.electron, 'Quit anyway')
  await app.quit()
  assert.equal(app.process.exitCode, 0)
})

test(
  'SIGTERM is not answered with a question, nor held up by one on the screen',
  { skip: process.platform === 'win32' ? 'Windows ends a process without asking it' : false },
  async () => {
    for (const isAsking of [false, true]) {
      const app = await openChat()
      await setNetwork(app, 'off')
      await waitForStatus(app.page, 'Offline')
      await write(app.page, 'Nobody is there')
      await app.page.getByText('Waiting to be sent').waitFor()
      if (isAsking) {
        await app.electron.evaluate(({ app }) => app.quit())
        await app.page.waitForTimeout(500)
        assert.equal(app.process.exitCode, null)
      }
      const gone = once(app.process, 'exit')
      app.process.kill('SIGTERM')
      await Promise.race([gone, app.page.waitForTimeout(5_000).catch(() => gone)])
      assert.equal(app.process.exitCode, 0)
    }
  },
)
