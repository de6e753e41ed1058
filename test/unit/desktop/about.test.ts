import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { aboutPanel, readLicences, versionsOf } from '../../../main/desktop/about.ts'
import { newFolder } from '../../support/settingsFolder.ts'
import { en } from '../../../main/text/en.ts'

const versions = versionsOf('1.2.3', {
  ...process.versions,
  electron: '45.4.1',
  chrome: '150.0.1',
  node: '24.21.0',
})

test("the system's About window says the same versions as the settings, on each system in what it shows", () => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const panel = aboutPanel(versions, platform, en)
    assert.deepEqual([panel.applicationName, panel.applicationVersion], ['Latchkey', '1.2.3'])
    const said = platform === 'linux' ? panel.copyright : panel.credits
    assert.match(said ?? '', /Electron 45\.4\.1, Chromium 150\.0\.1, Node 24\.21\.0/)
    assert.match(panel.copyright ?? '', /Latchkey authors.*MIT/)
  }
})

test('the licences are read where the build has put them', (t) => {
  const path = join(newFolder(t), 'licences.json')
  const licence = { name: 'preact', version: '11.2.0', licence: 'MIT', text: 'Permission…' }
  writeFileSync(path, JSON.stringify([licence]))
  assert.deepEqual(readLicences(path), [licence])
})

test('a build without the list, or with one that does not read, has none', (t) => {
  const path = join(newFolder(t), 'licences.json')
  assert.equal(readLicences(path), null)
  for (const text of ['', '{}', '[{}]', '[{"name":1}]', 'null']) {
    writeFileSync(path, text)
    assert.equal(readLicences(path), null, text)
  }
})
