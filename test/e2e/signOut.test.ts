import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeConfig } from '../support/app/driver.ts'
import { chooseFromAccountMenu, signIn, waitForStatus } from '../support/app/page.ts'
import { answerQuestions } from '../support/app/questions.ts'
import { readKeyring } from '../support/app/secretTool.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage()

/** The stage's backend, whose token service is told of sign-outs. */
function toldConfig() {
  const { url } = stage.config()['tokenService'] as { url: string }
  const tokenService = { url, signOut: 'delete' }
  return writeConfig(stage.desktop(), { ...stage.config(), tokenService })
}

const signOuts = () => stage.sandbox().faults.counters().signOuts

test('signing out ends the sign-in at a token service whose contract names it', async () => {
  const before = signOuts()
  const app = await stage.launch({ config: await toldConfig() })
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  await untilTrue('the sign-out at the token service', async () => signOuts() === before + 1)
  await app.quit()
})

test('a token service that is not told of sign-outs hears nothing', async () => {
  const before = signOuts()
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  const calls = stage.sandbox().faults.counters().tokenServiceCalls
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  await app.quit()
  assert.deepEqual(
    [signOuts(), stage.sandbox().faults.counters().tokenServiceCalls],
    [before, calls],
  )
})

test('a token service that never answers delays neither the wipe nor a quit', async () => {
  const app = await stage.launch({ config: await toldConfig() })
  await signIn(app.page, 'carol')
  await waitForStatus(app.page, 'Connected')
  stage.sandbox().faults.change({ tokenService: 'never' })
  const startedAt = performance.now()
  await chooseFromAccountMenu(app.page, 'Sign out')
  await app.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  await untilTrue(
    'the wipe of the keyring',
    async () => !(await readKeyring(stage.desktop())).includes('carol'),
  )
  assert.ok(performance.now() - startedAt < 2_500, 'the wipe does not wait')
  await app.quit()
  assert.ok(performance.now() - startedAt < 8_000, 'the quit waits 2 s at most')
  stage.sandbox().faults.change({ tokenService: 'ok' })
})

test('a forgotten account ends its sign-in, too', async () => {
  const before = signOuts()
  const app = await stage.launch({ config: await toldConfig() })
  await signIn(app.page, 'bob')
  await waitForStatus(app.page, 'Connected')
  await chooseFromAccountMenu(app.page, 'Add account')
  await answerQuestions(app.electron, 'Forget')
  await app.page.getByRole('button', { name: /^Forget/ }).click()
  await untilTrue('the sign-out at the token service', async () => signOuts() === before + 1)
  await app.quit()
})
