import assert from 'node:assert/strict'
import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kill, type Ground, type Running } from './ground.ts'
import { seeAlert, seeStatus, seeText, signIn } from './person.ts'
import type { Group, Row, Seen } from './row.ts'
import { pause } from '../../support/app/waiting.ts'
import { mustKeep } from './witness.ts'

/** A profile of this row alone in which Alice is signed in, and the path of its settings. */
async function profile(ground: Ground): Promise<{ userData: string; path: string }> {
  ground.heal()
  const app = await ground.launch()
  await signIn(app.page, 'alice')
  await seeStatus(app.page, 'Connected')
  await mustKeep(app)
  // As after a while of use: what is spoilt below is not the very first state.
  await app.quit()
  return { userData: app.userData, path: join(app.userData, 'settings.json') }
}

/** The file is spoilt between two runs: the last committed state comes back. */
async function spoil(ground: Ground, harm: (path: string) => Promise<unknown>): Promise<Seen> {
  const { userData, path } = await profile(ground)
  await harm(path)
  const since = ground.heal()
  const app = await ground.launch({ userData })
  const saw = await seeStatus(app.page, 'Connected', 6_000)
  const recoveredMs = since()
  await mustKeep(app)
  await mustBePrivate(path)
  return { saw, recoveredMs }
}

/** A newer version has written the file, in a shape that this one does not know: it stays as it is. */
async function newer(ground: Ground): Promise<Seen> {
  const { userData, path } = await profile(ground)
  const text = JSON.stringify({
    ...(JSON.parse(await readFile(path, 'utf8')) as object),
    version: 99,
    accounts: { ofAnotherShape: ['from a newer version'] },
  })
  await writeFile(path, text)
  const app = await ground.launch({ userData })
  const saw = await seeAlert(app.page, /^The settings are from a newer version/)
  await signIn(app.page, 'bob', false)
  await seeStatus(app.page, 'Connected')
  await app.quit()
  assert.equal(await readFile(path, 'utf8'), text, 'its file is not touched')
  return { saw, recoveredMs: null }
}

/** SIGKILL while the settings are being written again and again. */
async function killInWrites(ground: Ground): Promise<Seen> {
  const { userData, path } = await profile(ground)
  let app: Running | null = null
  for (let count = 0; count < 3; count += 1) {
    app = await ground.launch({ userData })
    await comeIn(app)
    // Each switch of the account writes, and so does each way back.
    await app.page.evaluate(() => {
      const bridge = Reflect.get(globalThis, 'latchkey')
      const turn = async () => {
        for (;;) {
          await bridge.switchAccount()
          const { remembered } = (await bridge.readView()).value
          if (remembered[0]) void bridge.continueAs({ key: remembered[0].key })
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
  const since = ground.heal()
  const last = await ground.launch({ userData })
  await comeIn(last)
  const saw = await seeStatus(last.page, 'Connected')
  await mustKeep(last)
  await mustBePrivate(path)
  return { saw, recoveredMs: since() }
}

/** It was killed between a switch and the way back, or on the way back. */
async function comeIn({ page }: Running): Promise<void> {
  const where = await seeText(page, /^(Continue as|Connected)/)
  if (where.startsWith('Continue')) await page.getByRole('button', { name: /Continue as/ }).click()
  await seeStatus(page, 'Connected')
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
  { fault: 'the settings are cut in half', how, run: (ground) => spoil(ground, halve) },
  {
    fault: 'the settings are empty',
    how,
    run: (ground) => spoil(ground, (path) => truncate(path, 0)),
  },
  {
    fault: 'the settings are garbage',
    how,
    run: (ground) => spoil(ground, (path) => writeFile(path, '\u0000\u0001 not JSON {{{')),
  },
  {
    fault: 'the settings are JSON of another shape',
    how,
    run: (ground) => spoil(ground, (path) => writeFile(path, '[1, 2, 3]')),
  },
  { fault: 'the settings are of a newer version', how, run: newer },
  {
    fault: 'the app is killed while it writes its settings, three times',
    how: 'real SIGKILL to the main process, which is made to write without a pause',
    run: killInWrites,
  },
]

export const settingsFile: Group = { name: 'Settings', rows }
