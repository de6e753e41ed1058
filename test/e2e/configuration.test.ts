import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeConfig } from '../support/app/driver.ts'
import { answerQuestions, questions } from '../support/app/questions.ts'
import { signIn, waitForAlert, waitForStatus } from '../support/app/page.ts'
import { setStage } from './harness.ts'

const stage = setStage()

test('a wrong configuration is told with the field, and the app starts all the same', async () => {
  const config = await writeConfig(stage.desktop(), { ...stage.config(), serverURL: 'x' })
  const app = await stage.launch({ config })
  assert.match(await waitForAlert(app.page), /serverURL/)
  await app.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  await app.quit()
})

test('LATCHKEY_CONFIG names the file as well', async () => {
  const file = await writeConfig(stage.desktop(), {
    ...stage.config(),
    name: 'From the environment',
  })
  const app = await stage.launch({ config: '', env: { LATCHKEY_CONFIG: file } })
  await app.page.getByText('Sign in to From the environment').waitFor()
  await app.quit()
})

test('with no configuration the sandbox is there to sign in to, and its accounts outlive a restart', async () => {
  const first = await stage.launch({ config: '' })
  await first.page.getByRole('button', { name: /alice-sandbox/ }).click()
  await first.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await waitForStatus(first.page, 'Connected')
  await first.quit()
  const second = await stage.launch({ config: '', userData: first.userData })
  await waitForStatus(second.page, 'Connected')
  await second.quit()
})

test('a workspace added in the app can be signed in to', async () => {
  const { url, apiKey, tokenServiceUrl } = stage.sandbox()
  const app = await stage.launch({ config: '' })
  await app.page.getByRole('button', { name: /^Workspace/ }).click()
  await app.page.getByRole('button', { name: /Add/ }).click()
  await app.page.getByLabel('Name').fill('Acme')
  await app.page.getByLabel('API key').fill(apiKey)
  await app.page.getByLabel('Server URL').fill(url)
  await app.page.getByLabel('Token service URL').fill(tokenServiceUrl)
  await answerQuestions(app.electron, 'Connect')
  await app.page.getByRole('button', { name: /^Add/ }).click()
  await app.page.getByText('Sign in to Acme').waitFor()
  const [question] = await questions(app.electron)
  assert.match(question?.message ?? '', new RegExp(new URL(url).host))
  await signIn(app.page, 'alice', false)
  await waitForStatus(app.page, 'Connected')
  await app.quit()
})
