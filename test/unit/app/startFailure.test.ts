import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logStartFailure } from '../../../main/app/startFailure.ts'
import { makeToken } from '../../support/fakes.ts'
import { newFolder } from '../../support/settingsFolder.ts'

test('why the app could not start is written down without its secrets, and told in the language', async (t) => {
  const folder = join(newFolder(t), 'logs')
  const written: string[] = []
  const stderr = { on: () => stderr, write: (line: string) => written.push(line) > 0 }
  const reason = new Error(`no luck with ${makeToken('alice')}`, { cause: new Error('deep') })
  const message = await logStartFailure(reason, {
    folder,
    app: { getPreferredSystemLanguages: () => ['de-DE'], getSystemLocale: () => 'de-DE' },
    first: { language: 'system' },
    env: {},
    stderr: stderr as unknown as NodeJS.WriteStream,
  })
  assert.ok(message.includes(folder) && message.startsWith('Latchkey kann'))
  const line = readFileSync(join(folder, 'latchkey.log'), 'utf8')
  assert.match(
    line,
    / error uncaught\.exception cause="Error: deep" stack="Error: no luck with \[token\]/,
  )
  assert.deepEqual(written, [line])
})
