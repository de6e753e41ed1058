import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newUserData, writeConfig } from '../support/app/driver.ts'
import { chooseFromAccountMenu, signIn, waitForStatus } from '../support/app/page.ts'
import { readKeyring } from '../support/app/secretTool.ts'
import { setStage } from '../e2e/harness.ts'
import { startPackaged, type PackagedApp } from './app.ts'

const stage = setStage()
const apps: PackagedApp[] = []
after(async () => {
  for (const app of apps) await app.kill()
})

test('the app as shipped signs in, is still signed in after a restart, renews, and signs out', async () => {
  const desktop = stage.desktop()
  const userData = await newUserData(desktop)
  const config = await writeConfig(desktop, stage.config())
  const { faults } = stage.sandbox()
  const launch = async () => {
    const app = await startPackaged({ desktop, userData, env: { LATCHKEY_CONFIG: config } })
    apps.push(app)
    return app
  }

  const first = await launch()
  await signIn(first.page, 'alice')
  await waitForStatus(first.page, 'Connected')
  await first.quit()
  assert.equal(first.process.exitCode, 0)
  if (process.platform === 'linux') {
    assert.ok((await readKeyring(desktop, 'Latchkey')) !== '', 'kept under the name of the app')
    assert.ok((await readKeyring(desktop, 'Latchkey (development)')) === '')
  }

  faults.act({ action: 'resetCounters' })
  const second = await launch()
  await waitForStatus(second.page, 'Connected')
  assert.equal(faults.counters().tokenServiceCalls, 0, 'the token was in the keychain')

  faults.change({ tokenServiceDelayMs: 800 })
  faults.act({ action: 'expire', user_id: 'alice' })
  await waitForStatus(second.page, 'Refreshing')
  await waitForStatus(second.page, 'Connected')
  assert.equal(faults.counters().tokenServiceCalls, 1)

  await chooseFromAccountMenu(second.page, 'Sign out')
  await second.page.getByRole('tab', { name: 'Sign in' }).waitFor()
  await second.quit()
  if (process.platform === 'linux') {
    assert.ok((await readKeyring(desktop, 'Latchkey')) === '', 'nothing is left')
  }
})
