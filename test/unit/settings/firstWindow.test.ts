import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readFirstWindow } from '../../../main/settings/firstWindow.ts'
import { newFolder, openRealSettings } from '../../support/settingsFolder.ts'

const place = { x: 5, y: -6, width: 700, height: 500, isMaximized: true }
const usual = { theme: 'system', language: 'system', place: null }

/** Reads files of these contents; a text is written as it is. */
function read(t: TestContext, content: unknown, copy?: unknown) {
  const folder = newFolder(t)
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))
  if (content !== undefined) write('settings.json', content)
  if (copy !== undefined) write('settings.last.json', copy)
  return readFirstWindow(folder)
}

test('theme and place are read as the settings have written them', async (t) => {
  const folder = newFolder(t)
  assert.deepEqual(readFirstWindow(folder), usual)
  const { settings } = await openRealSettings(folder)
  settings.setWindow(place)
  settings.setPreferences({ theme: 'dark' })
  assert.deepEqual(readFirstWindow(folder), { theme: 'dark', language: 'system', place })
  settings.setPreferences({ theme: 'light', keepWindow: false })
  assert.deepEqual(readFirstWindow(folder), { theme: 'light', language: 'system', place: null })
})

test('a value that is missing or wrong counts as its default and takes no other along', (t) => {
  const preferences = { theme: 'dark' }
  for (const [content, expected] of [
    [{ window: place }, { theme: 'system', language: 'system', place }],
    [
      { window: place, preferences: null },
      { theme: 'system', language: 'system', place },
    ],
    [
      { window: place, preferences: { theme: 'pink', keepWindow: 'no' } },
      { theme: 'system', language: 'system', place },
    ],
    [
      { preferences, window: null },
      { theme: 'dark', language: 'system', place: null },
    ],
    [
      { preferences, window: [] },
      { theme: 'dark', language: 'system', place: null },
    ],
    [
      { preferences, window: { ...place, x: '5' } },
      { theme: 'dark', language: 'system', place: null },
    ],
    [
      { preferences, window: { ...place, isMaximized: undefined } },
      { theme: 'dark', language: 'system', place: null },
    ],
    [
      { preferences, window: { ...place, later: 1 } },
      { theme: 'dark', language: 'system', place },
    ],
    [[], usual],
    ['7', usual],
  ] as const) {
    assert.deepEqual(read(t, content), expected, JSON.stringify(content))
  }
})

test('a file that is no JSON is passed over for its copy, and both of them for the defaults', (t) => {
  const good = { window: place, preferences: { theme: 'dark' } }
  assert.deepEqual(read(t, '{"window": {', good), { theme: 'dark', language: 'system', place })
  assert.deepEqual(read(t, undefined, good), { theme: 'dark', language: 'system', place })
  assert.deepEqual(read(t, '', '{'), usual)
  assert.deepEqual(read(t, '\u0000\u0000', undefined), usual)
})
