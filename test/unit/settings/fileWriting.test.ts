import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AtomicFile } from '../../../main/settings/file.ts'
import { entryOf, newFolder, openRealSettings, saveAlice } from '../../support/settingsFolder.ts'
import { en } from '../../../main/text/en.ts'

test('where nothing can be written it works on in memory and says so once', async (t) => {
  // Nobody makes a folder in a file, not even root, whom modes do not stop.
  const file = join(newFolder(t), 'file')
  writeFileSync(file, '')
  const opened = await openRealSettings(join(file, 'folder'))
  const { settings } = opened
  const profile = settings.profile()
  settings.setWorkspace('team')
  assert.throws(() => settings.accounts.put(entryOf('alice')))
  assert.deepEqual(
    [settings.profile(), settings.workspace(), settings.accounts.list()],
    [profile, 'team', [entryOf('alice')]],
  )
  assert.equal(opened.changes(), 1)
  assert.match(opened.file.notices(en).join(), /cannot be saved in .*ENOTDIR.*Allow Latchkey/)
  assert.equal(opened.log.lines.filter((line) => line.includes('unwritable')).length, 1)
})

const hasFullDevice = existsSync('/dev/full')

test(
  'a full disk is told, and once there is room all changes are saved',
  { skip: !hasFullDevice },
  async (t) => {
    const folder = newFolder(t)
    const path = await saveAlice(folder)
    const opened = await openRealSettings(folder)
    // A real ENOSPC, from the device that is always full.
    const draft = join(folder, 'settings.last.json.draft')
    symlinkSync('/dev/full', draft)
    const before = readFileSync(path)
    opened.settings.setWorkspace('team')
    assert.match(opened.file.notices(en).join(), /disk is full.*Free up disk space/)
    assert.deepEqual(readFileSync(path), before)

    opened.settings.setWorkspace('team, with room')
    assert.deepEqual(opened.file.notices(en), [])
    assert.equal(opened.changes(), 2)
    assert.equal((await openRealSettings(folder)).settings.workspace(), 'team, with room')
  },
)

/** Does as electron-store 11 on a nearly full disk: writes a part in place and reports nothing. */
function partialFile(path: string): AtomicFile {
  return {
    set store(values: Record<string, unknown>) {
      writeFileSync(path, JSON.stringify(values, undefined, '\t').slice(0, 20))
    },
  }
}

test('a file that was written in part is noticed and put right', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const { settings } = await openRealSettings(folder, () => partialFile(path))
  settings.accounts.put(entryOf('bob'))
  const next = await openRealSettings(folder)
  assert.deepEqual(next.settings.accounts.list(), [entryOf('alice'), entryOf('bob')])
  assert.deepEqual(next.file.notices(en), [])
})

test('a file that breaks during a run is written whole again by the next change', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const { settings } = await openRealSettings(folder)
  writeFileSync(path, '{"acc')
  settings.accounts.put(entryOf('bob'))
  const next = await openRealSettings(folder)
  assert.equal(next.settings.accounts.list().length, 2)
  assert.deepEqual(next.file.notices(en), [])
})

test('what is set to what it is already is not written again', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const { settings } = await openRealSettings(folder)
  rmSync(path)
  settings.accounts.put(entryOf('alice'))
  settings.accounts.setCurrent('team/alice')
  assert.ok(!existsSync(path))
  settings.accounts.put({ ...entryOf('alice'), stage: 'deleting' })
  assert.ok(existsSync(path))
})

test('what was got cannot be used to change what is kept', async (t) => {
  const { file } = await openRealSettings(newFolder(t))
  const given = ['a']
  file.store.set('workspaces', given)
  given.push('b')
  const got = file.store.get('workspaces')
  assert.ok(Array.isArray(got))
  got.push('c')
  assert.deepEqual(file.store.get('workspaces'), ['a'])
})
