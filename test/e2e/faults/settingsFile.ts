import assert from 'node:assert/strict'
import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kill, type FaultHarness } from './faultHarness.ts'
import type { LaunchedApp } from '../harness.ts'
import { waitForAlert, waitForStatus, signIn } from '../../support/app/page.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import { assertSaved } from './assertions.ts'

/** A profile of this row alone in which Alice is signed in, and the path of its settings. */
async function profile(harness: FaultHarness): Promise<{ userData: string; path: string }> {
  harness.heal()
  const app = await harness.launch()
  await signIn(app.page, 'alice')
  await waitForStatus(app.page, 'Connected')
  await assertSaved(app)
  // As after a while of use: what is spoilt below is not the very first state.
  await app.quit()
  return { userData: app.userData, path: join(app.userData, 'settings.json') }
}

/** The file is spoilt between two runs: the last committed state comes back. */
async function spoil(
  harness: FaultHarness,
  harm: (path: string) => Promise<unknown>,
): Promise<Seen> {
  const { userData, path } = await profile(harness)
  await harm(path)
  const since = harness.heal()
  const app = await harness.launch({ userData })
  const saw = await waitForStatus(app.page, 'Connected', 6_000)
  const recoveredMs = since()
  await assertSaved(app)
  await mustBePrivate(path)
  return { saw, recoveredMs }
}

/** A newer version has written the file, in a shape that this one does not know: it stays as it is. */
async function newer(harness: FaultHarness): Promise<Seen> {
  const { userData, path } = await profile(harness)
  const text = JSON.stringify({
    ...(JSON.parse(await readFile(path, 'utf8')) as object),
    version: 99,
    accounts: { ofAnotherShape: ['from a newer version'] },
  })
  await writeFile(path, text)
  const app = await harness.launch({ userData })
  const saw = await waitForAlert(app.page, /^The settings are from a newer version/)
  await signIn(app.page, 'bob', false)
  await waitForStatus(app.page, 'Connected')
  await app.quit()
  assert.equal(await readFile(path, 'utf8'), text, 'its file is not touched')
  return { saw, recoveredMs: null }
}

/** SIGKILL while the settings are being written again and again. */
async function killInWrites(harness: FaultHarness): Promise<Seen> {
  const { userData, path } = await profile(harness)
  let app: LaunchedApp | null = null
  for (let count = 0; count < 3; count += 1) {
    app = await harness.launch({ userData })
    await comeIn(app)
    // Each switch of the account writes, and so does each way back.
    await app.page.evaluate(() => {
      const bridge = Reflect.get(globalThis, 'latchkey')
      const turn = async () => {
        for (;;) {
          await bridge.switchAccount()
          const { remembered } = (await bridge.readView()).value
          if (remembered[0]) void bridge.switchTo({ key: remembered[0].key })
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      }
      void turn()
    })
    const startedAt = Date.now()
    await pause(150 + count * 60)
    await kill(app)
    const { mtimeMs } = await stat(path)
    assert.ok(mtimeMs > startedAt, 'it was being written')
    JSON.parse(await readFile(path, 'utf8'))
  }
  const since = harness.heal()
  const last = await harness.launch({ userData })
  await comeIn(last)
  const saw = await waitForStatus(last.page, 'Connected')
  await assertSaved(last)
  await mustBePrivate(path)
  return { saw, recoveredMs: since() }
}

/** It was killed between a switch and the way back, or on the way back. */
async function comeIn({ page }: LaunchedApp): Promise<void> {
  const remembered = page.getByRole('button', { name: /^Continue as/ })
  await remembered.or(page.getByRole('status').filter({ hasText: /^Connected/ })).waitFor()
  if (await remembered.isVisible()) await remembered.click()
  await waitForStatus(page, 'Connected')
}

async function mustBePrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(path)
  assert.equal((mode & 0o777).toString(8), '600', 'nobody else may read the settings')
}

async function halve(path: string): Promise<void> {
  const { size } = await stat(path)
  await truncate(path, Math.floor(size / 2))
}

const how = 'the real file, changed between two runs of the real app'

const rows: Row[] = [
  { fault: 'the settings are cut in half', how, run: (harness) => spoil(harness, halve) },
  {
    fault: 'the settings are empty',
    how,
    run: (harness) => spoil(harness, (path) => truncate(path, 0)),
  },
  {
    fault: 'the settings are garbage',
    how,
    run: (harness) => spoil(harness, (path) => writeFile(path, '\u0000\u0001 not JSON {{{')),
  },
  {
    fault: 'the settings are JSON of another shape',
    how,
    run: (harness) => spoil(harness, (path) => writeFile(path, '[1, 2, 3]')),
  },
  { fault: 'the settings are of a newer version', how, run: newer },
  {
    fault: 'the app is killed while it writes its settings, three times',
    how: 'real SIGKILL to the main process, which is made to write without a pause',
    run: killInWrites,
  },
]

export const settingsFile: Group = { name: 'Settings', rows }
