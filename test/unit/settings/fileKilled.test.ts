import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder, openRealSettings } from '../../support/settingsFolder.ts'
import { en } from '../../../main/text/en.ts'

const writer = join(import.meta.dirname, 'settingsWriter.ts')

/** Lets a process write settings into a folder and kills it; resolves with the last change that it had committed. */
function writeUntilKilled(folder: string, afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      // What comes after the last line break may be half a number.
      const committed = Number(said.split('\n').at(-2))
      if (signal === 'SIGKILL' && committed > 0) resolve(committed)
      else reject(new Error('The writer ended by itself.'))
    })
  })
}

for (const part of [1, 2, 3, 4]) {
  test(`killed in the middle of writes, ten times over, nothing committed is lost (${part} of 4)`, async (t) => {
    const folder = newFolder(t)
    for (let kill = 0; kill < 10; kill += 1) {
      const committed = await writeUntilKilled(folder, Math.random() * 40)
      const { file, settings } = await openRealSettings(folder)
      const users = settings.accounts.list().map(({ account }) => account.userId)
      assert.ok(users.length >= committed, `${committed} were committed, ${users.length} are left`)
      // Every one of them, in order: no write took an older one along.
      assert.deepEqual(
        users,
        users.map((_, index) => `user-${index + 1}`),
      )
      const current = Number(settings.accounts.current()?.replace('team/user-', ''))
      assert.ok(current >= committed && current <= users.length)
      assert.deepEqual(file.notices(en), [])
      assert.deepEqual(readdirSync(folder).toSorted(), ['settings.json', 'settings.last.json'])
    }
  })
}
