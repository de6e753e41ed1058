import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerQuestions, questions } from '../support/app/questions.ts'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage('mute')

test(
  'quitting asks while a locked keyring has not taken a renewed sign-in, and Stay saves it once the keyring is open',
  { skip: process.platform === 'linux' ? false : 'only on Linux a test may lock the keyring' },
  async () => {
    const { keyring } = stage.desktop()
    assert.ok(keyring)
    const app = await stage.launch()
    await signIn(app.page, 'alice')
    await waitForStatus(app.page, 'Connected')
    await app.page.getByText(/saved in the system keyring/).waitFor()
    await keyring.lock()
    stage.sandbox().faults.act({ action: 'expire', user_id: 'alice' })
    await app.page.getByText(/in memory until you quit/).waitFor()

    await answerQuestions(app.electron, 'Stay')
    const quit = () => app.electron.evaluate(({ app }) => void setImmediate(() => app.quit()))
    await quit()
    await untilTrue('the question', async () => (await questions(app.electron)).length === 1)
    const [question] = await questions(app.electron)
    assert.equal(question?.message, 'Your renewed sign-in is not saved.')
    await app.page.getByText(/in memory until you quit/).waitFor()

    await keyring.unlock()
    await quit()
    await app.page.getByText(/saved in the system keyring/).waitFor()
    assert.equal((await questions(app.electron)).length, 2)

    await app.quit()
    assert.equal(app.process.exitCode, 0)
    const next = await stage.launch({ userData: app.userData })
    await waitForStatus(next.page, 'Connected')
    await next.quit()
  },
)
