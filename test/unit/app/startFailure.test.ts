import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logStartFailure } from '../../../main/app/startFailure.ts'
import { makeToken } from '../../support/fakes.ts'
import { newFolder } from '../../support/settingsFolder.ts'

test('why the app could not start is written down, without its secrets', (t) => {
  const folder = join(newFolder(t), 'logs')
  const written: string[] = []
  const stderr = { on: () => stderr, write: (line: string) => written.push(line) > 0 }
  const reason = new Error(`no luck with ${makeToken('alice')}`, { cause: new Error('deep') })
  logStartFailure(reason, { folder, env: {}, stderr: stderr as unknown as NodeJS.WriteStream })
  const line = readFileSync(join(folder, 'latchkey.log'), 'utf8')
  assert.match(
    line,
    / error uncaught\.exception cause="Error: deep" stack="Error: no luck with \[token\]/,
  )
  assert.deepEqual(written, [line])
})
