import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newUserData, writeConfig } from '../support/app/driver.ts'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { setStage } from '../e2e/harness.ts'
import { attachable, startPackaged, type PackagedApp } from './app.ts'
import { packageNewerVersion, type NewerVersion } from './newerVersion.ts'

const onlyLinux = {
  skip: process.platform === 'linux' ? false : 'elsewhere an altered archive does not start',
}
const laterVersion = '9.9.9'

const stage = setStage()
const apps: PackagedApp[] = []
let later: NewerVersion | null = null
before(async () => {
  if (!onlyLinux.skip) later = await packageNewerVersion(laterVersion)
})
after(async () => {
  for (const app of apps) await app.kill()
  await later?.remove()
})

/** One person's profile, for one version after another. */
async function openProfile() {
  const desktop = stage.desktop()
  const userData = await newUserData(desktop)
  const env = { LATCHKEY_CONFIG: await writeConfig(desktop, stage.config()) }
  return {
    settings: join(userData, 'settings.json'),
    async launch(executable = attachable.executable) {
      const app = await startPackaged({ desktop, userData, env }, executable)
      apps.push(app)
      return app
    },
    async versions() {
      const log = await readFile(join(userData, 'logs/latchkey.log'), 'utf8')
      return [...log.matchAll(/app\.started version=(\S+)/g)].map(([, version]) => version)
    },
  }
}

test(
  'the session survives an update, with a renewal, and the way back, from settings that are newer',
  onlyLinux,
  async () => {
    const { faults } = stage.sandbox()
    const profile = await openProfile()
    const first = await profile.launch()
    await signIn(first.page, 'alice')
    await waitForStatus(first.page, 'Connected')
    await first.quit()

    faults.act({ action: 'resetCounters' })
    const second = await profile.launch(later?.place.executable)
    await waitForStatus(second.page, 'Connected')
    assert.equal(faults.counters().tokenServiceCalls, 0, 'the token was in the keychain')
    faults.change({ tokenServiceDelayMs: 400 })
    faults.act({ action: 'expire', user_id: 'alice' })
    await waitForStatus(second.page, 'Refreshing')
    await waitForStatus(second.page, 'Connected')
    faults.change({ tokenServiceDelayMs: 0 })
    await second.quit()

    // As a later version would have written them that has one migration more.
    const written = JSON.parse(await readFile(profile.settings, 'utf8')) as { version: number }
    const newer = JSON.stringify({ ...written, version: written.version + 1, folders: [1] })
    await writeFile(profile.settings, newer)

    faults.act({ action: 'resetCounters' })
    const back = await profile.launch()
    await waitForStatus(back.page, 'Connected')
    assert.equal(faults.counters().tokenServiceCalls, 0, 'the renewed token was in the keychain')
    await back.quit()
    assert.equal(await readFile(profile.settings, 'utf8'), newer, 'as they were')
    const [own] = await profile.versions()
    assert.deepEqual(await profile.versions(), [own, laterVersion, own])
    assert.notEqual(own, laterVersion)
  },
)
