import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { downloadElectron, reason } from '../../../scripts/setup/electronDownload.mjs'
import { temporaryFolder } from '../temporary.ts'

test("an installer's success has no reason to give", async (t) => {
  assert.equal(await downloadElectron(temporaryFolder(t, { 'install.js': '' })), undefined)
})

test("an installer's failure is told in one line", async (t) => {
  const folder = temporaryFolder(t, {
    'install.js': 'console.error(new TypeError("fetch failed").stack); process.exit(1)',
  })
  assert.equal(await downloadElectron(folder), 'fetch failed')
})

test('the installer may use a temporary folder that is gone afterwards', async (t) => {
  const folder = temporaryFolder(t, {
    'install.js': `const fs = require('node:fs')
      const file = require('node:path').join(require('node:os').tmpdir(), 'part.zip')
      fs.writeFileSync(file, '')
      console.error('Error: ' + file)
      process.exit(1)`,
  })
  const file = await downloadElectron(folder)
  assert.match(file ?? '', /latchkey-electron-\w+.part\.zip$/)
  assert.equal(existsSync(file ?? ''), false)
})

test('the reason is the line that names the error, without its class', () => {
  const log =
    'Downloading...\nHTTPError: Response code 404 (Not Found) for X\n    at get (a.js:1:2)\n'
  assert.equal(reason(log), 'Response code 404 (Not Found) for X')
  assert.equal(reason('Segmentation fault'), 'its installer failed')
})
