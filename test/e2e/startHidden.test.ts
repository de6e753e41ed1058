import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startElectron, writeConfig } from '../support/app/driver.ts'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { untilTrue } from '../support/app/waiting.ts'
import { setStage } from './harness.ts'

const stage = setStage()

/** A profile in which Alice is signed in, with a tray and a start in it. */
async function openProfile() {
  const app = await stage.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await app.page.evaluate(() =>
    Reflect.get(globalThis, 'latchkey').changePreferences({ tray: true, startHidden: true }),
  )
  await app.quit()
  return app.userData
}

test('a start at login opens no window and connects; without a tray on the desktop the window comes', async (t) => {
  const userData = await openProfile()
  const config = await writeConfig(stage.desktop(), stage.config())
  const connects = () => stage.sandbox().faults.counters().connects['ok'] ?? 0
  const before = connects()
  const app = startElectron({
    args: ['.', `--user-data-dir=${userData}`, `--config=${config}`, '--at-login'],
    env: stage.desktop().env,
  })
  t.after(() => app.kill())
  await untilTrue('the app connects', async () => connects() === before + 1)
  const windows = await app.main.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
  )
  assert.equal(windows, 0)
  // The desktop of the tests has no tray.
  const page = await app.attach()
  await waitForStatus(page, 'Connected')
  await app.quit()
})

test('a start by hand opens the window, whatever is chosen for logins', async () => {
  const app = await stage.launch({ userData: await openProfile() })
  await waitForStatus(app.page, 'Connected')
  await app.quit()
})
