import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { test } from 'node:test'
import { serviceCheck } from '../../../main/text/en/serviceCheck.ts'
import { en as main } from '../../../main/text/en.ts'
import { developer } from '../../../renderer/text/en/developer.ts'
import { settings } from '../../../renderer/text/en/settings.ts'
import { workspaces } from '../../../renderer/text/en/workspaces.ts'
import { en } from '../../../renderer/text/en.ts'
import { findShownTexts } from '../../support/shownTexts.ts'
import { findUnusedTexts } from '../../support/textUses.ts'

test('the window shows each text of its catalogue', () => {
  const catalogue = { ...en, developer, settings, workspaces }
  assert.deepEqual(findUnusedTexts('renderer', catalogue), [])
})

test('main shows each text of its catalogue', () => {
  assert.deepEqual(findUnusedTexts('main', main), [])
})

test('the token service check uses each group of its texts', () => {
  assert.deepEqual(findUnusedTexts('main/developer/serviceCheck', serviceCheck), [])
})

test('a text that the source does not read is found', () => {
  const { chat } = en
  const newChannel = { ...chat.newChannel, heading: '' }
  const found = findUnusedTexts('renderer', { chat: { ...chat, newChannel, farewell: '' } })
  assert.deepEqual(found, ['chat.newChannel.heading', 'chat.farewell'])
})

/** The folders whose files pass texts to Electron. Other files of main have texts for the log. */
const shown = ['main/app/', 'main/desktop/', 'main/ipc/', 'main/oidc/', 'main/window/']
/** Names, which are the same in each language, and a line of a desktop entry. */
const sameInAll = new Set(['Latchkey', 'Latchkey (development)', 'Desktop Entry]'])

test('menus, tray, notifications and dialogs show no text that is outside the catalogue', () => {
  const found = readdirSync('main', { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('main', name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts') && shown.some((folder) => path.startsWith(folder)))
    .flatMap((path) =>
      findShownTexts(path, readFileSync(path, 'utf8'))
        .filter(({ text }) => !sameInAll.has(text))
        .map(({ text, line }) => `${path}:${line} ${text}`),
    )
  assert.deepEqual(found, [])
})
