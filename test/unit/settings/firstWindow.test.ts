import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readFirstWindow } from '../../../main/settings/firstWindow.ts'
import { newFolder, openRealSettings } from '../../support/settingsFolder.ts'

const place = { x: 5, y: -6, width: 700, height: 500, isMaximized: true }
const usual = { theme: 'system', language: 'system', startHidden: false, place: null }

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
  assert.deepEqual(readFirstWindow(folder), { ...usual, theme: 'dark', place })
  settings.setPreferences({ theme: 'light', keepWindow: false })
  assert.deepEqual(readFirstWindow(folder), { ...usual, theme: 'light', place: null })
})

test('a value that is missing or wrong counts as its default and takes no other along', (t) => {
  const preferences = { theme: 'dark' }
  for (const [content, expected] of [
    [{ window: place }, { ...usual, theme: 'system', place }],
    [
      { window: place, preferences: null },
      { ...usual, theme: 'system', place },
    ],
    [
      { window: place, preferences: { theme: 'pink', keepWindow: 'no' } },
      { ...usual, theme: 'system', place },
    ],
    [
      { preferences, window: null },
      { ...usual, theme: 'dark', place: null },
    ],
    [
      { preferences, window: [] },
      { ...usual, theme: 'dark', place: null },
    ],
    [
      { preferences, window: { ...place, x: '5' } },
      { ...usual, theme: 'dark', place: null },
    ],
    [
      { preferences, window: { ...place, isMaximized: undefined } },
      { ...usual, theme: 'dark', place: null },
    ],
    [
      { preferences, window: { ...place, later: 1 } },
      { ...usual, theme: 'dark', place },
    ],
    [[], usual],
    ['7', usual],
  ] as const) {
    assert.deepEqual(read(t, content), expected, JSON.stringify(content))
  }
})

test('a file that is no JSON is passed over for its copy, and both of them for the defaults', (t) => {
  const good = { window: place, preferences: { theme: 'dark' } }
  assert.deepEqual(read(t, '{"window": {', good), { ...usual, theme: 'dark', place })
  assert.deepEqual(read(t, undefined, good), { ...usual, theme: 'dark', place })
  assert.deepEqual(read(t, '', '{'), usual)
  assert.deepEqual(read(t, '\u0000\u0000', undefined), usual)
})

test('a start is hidden only with a tray to be in', (t) => {
  for (const [preferences, startHidden] of [
    [{ tray: true, startHidden: true }, true],
    [{ tray: false, startHidden: true }, false],
    [{ tray: true }, false],
    [{ tray: true, startHidden: 'yes' }, false],
  ] as const) {
    assert.equal(read(t, JSON.stringify({ preferences })).startHidden, startHidden)
  }
})
