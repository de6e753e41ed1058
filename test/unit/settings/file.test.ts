import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { version } from '../../../main/settings/schema.ts'
import { entryOf, newFolder, openRealSettings, saveAlice } from '../../support/settingsFolder.ts'
import { en } from '../../../main/text/en.ts'

const isPosix = process.platform !== 'win32'
const aside = 'settings.broken-2031-05-06-070809000.json'

const damages: [name: string, damage: (path: string) => void][] = [
  ['empty', (path) => truncateSync(path, 0)],
  ['truncated', (path) => truncateSync(path, statSync(path).size - 40)],
  ['zeros', (path) => writeFileSync(path, Buffer.alloc(500))],
  ['a list', (path) => writeFileSync(path, '[]')],
  ['null', (path) => writeFileSync(path, 'null')],
  ['without a profile', (path) => writeFileSync(path, '{"version":1}')],
  ['of no version', (path) => writeFileSync(path, '{"version":"one","profile":"p"}')],
  ['of half a version', (path) => writeFileSync(path, '{"version":0.5,"profile":"p"}')],
  [
    'with accounts that are none',
    (path) => writeFileSync(path, '{"version":1,"profile":"p","accounts":{"0":"alice"}}'),
  ],
  [
    'with an account that is none',
    (path) => writeFileSync(path, '{"version":1,"profile":"p","accounts":[{"account":"alice"}]}'),
  ],
  [
    'a folder',
    (path) => {
      rmSync(path)
      mkdirSync(path)
    },
  ],
]

for (const [name, damage] of damages) {
  test(`${name}: the settings go back to the last committed state, and what was there is set aside`, async (t) => {
    const folder = newFolder(t)
    const path = await saveAlice(folder)
    damage(path)
    const broken = statSync(path).isFile() ? readFileSync(path) : null

    const { file, settings } = await openRealSettings(folder)
    assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
    assert.equal(settings.accounts.current(), 'team/alice')
    assert.equal(settings.profile(), 'profile-')
    assert.equal(file.notices(en).length, 1)
    assert.match(file.notices(en).join(), new RegExp(`restored the last saved ones.*${aside}`))
    if (broken) assert.deepEqual(readFileSync(join(folder, aside)), broken)
    else assert.ok(existsSync(join(folder, aside)))

    const next = await openRealSettings(folder)
    assert.deepEqual(next.settings.accounts.list(), [entryOf('alice')])
    assert.deepEqual(next.file.notices(en), [], 'said once')
  })
}

test('a file that is missing while its copy is there comes back', async (t) => {
  const folder = newFolder(t)
  rmSync(await saveAlice(folder))
  const { file, settings } = await openRealSettings(folder)
  assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
  assert.match(
    file.notices(en).join(),
    /restored the last saved ones\. You do not need to do anything\./,
  )
  assert.ok(existsSync(join(folder, 'settings.json')))
})

test('a broken copy is made anew, and nobody need hear of it', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const copy = join(folder, 'settings.last.json')
  writeFileSync(copy, '{"version":1')
  const { file } = await openRealSettings(folder)
  assert.deepEqual(file.notices(en), [])
  assert.equal(readFileSync(copy, 'utf8'), readFileSync(path, 'utf8'))
})

test('without a good copy what reads as it should is kept', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const values = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const damaged = { ...values, current: 7, accounts: [{ account: 7 }, entryOf('alice')] }
  for (const name of ['settings.json', 'settings.last.json']) {
    writeFileSync(join(folder, name), JSON.stringify(damaged))
  }
  const { file, settings } = await openRealSettings(folder)
  assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
  assert.equal(settings.accounts.current(), null)
  assert.equal(settings.profile(), 'profile-')
  assert.match(
    file.notices(en).join(),
    new RegExp(`recovered the readable part.*${aside}.*sign in to it again`),
  )
  const next = await openRealSettings(folder)
  assert.deepEqual(next.settings.accounts.list(), [entryOf('alice')])
  assert.deepEqual(next.file.notices(en), [])
})

test('with everything broken it starts anew, says so, and keeps the broken file', async (t) => {
  const folder = newFolder(t)
  truncateSync(await saveAlice(folder), 30)
  truncateSync(join(folder, 'settings.last.json'), 30)
  const { file, settings } = await openRealSettings(folder)
  assert.deepEqual(settings.accounts.list(), [])
  assert.match(file.notices(en).join(), new RegExp(`no valid backup.*${aside}.*Sign in again`))
  settings.accounts.put(entryOf('bob'))
  assert.equal(statSync(join(folder, aside)).size, 30)
})

test('a first start has nothing to say', async (t) => {
  const { file, settings } = await openRealSettings(join(newFolder(t), 'not', 'there', 'yet'))
  assert.deepEqual([file.notices(en), settings.accounts.list()], [[], []])
})

test('only the latest three broken files are kept', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const older = ['01', '02', '03'].map((day) => `settings.broken-2031-01-${day}-000000000.json`)
  for (const name of older) writeFileSync(join(folder, name), name)
  truncateSync(path, 0)
  await openRealSettings(folder)
  const left = readdirSync(folder).filter((name) => name.includes('broken'))
  assert.deepEqual(left.toSorted(), [...older.slice(1), aside])
})

test('settings of a newer version are read as far as they are understood and never written', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const values = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const newer = JSON.stringify({
    ...values,
    version: version + 1,
    hue: 'teal',
    window: 'maximised',
  })
  const copy = `${newer} `
  writeFileSync(path, newer)
  writeFileSync(join(folder, 'settings.last.json'), copy)

  const { file, settings } = await openRealSettings(folder)
  assert.match(file.notices(en).join(), /newer version/)
  assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
  assert.throws(() => settings.accounts.put(entryOf('bob')), 'no secret is stored for him')
  assert.equal(settings.accounts.list().length, 2, 'but he is there for this run')
  settings.setWorkspace('elsewhere')
  assert.equal(settings.workspace(), 'elsewhere')
  assert.equal(readFileSync(path, 'utf8'), newer)
  assert.equal(readFileSync(join(folder, 'settings.last.json'), 'utf8'), copy)
})

test('a broken file with a copy of a newer version: the copy is used and not replaced', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const values = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const copy = JSON.stringify({ ...values, version: version + 1 })
  writeFileSync(join(folder, 'settings.last.json'), copy)
  truncateSync(path, 3)
  const { file, settings } = await openRealSettings(folder)
  settings.setWorkspace('elsewhere')
  assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
  assert.match(file.notices(en).join(), /last saved.*newer version/)
  assert.equal(readFileSync(join(folder, 'settings.last.json'), 'utf8'), copy)
  assert.ok(!existsSync(path))
})

test('a file from before there were versions is read, and has one after the next change', async (t) => {
  const folder = newFolder(t)
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify({ profile: 'p', accounts: [entryOf('alice')] }))
  const { file, settings } = await openRealSettings(folder)
  assert.deepEqual([file.notices(en), settings.accounts.list()], [[], [entryOf('alice')]])
  settings.setWorkspace('team')
  const written = JSON.parse(readFileSync(path, 'utf8')) as { version: unknown }
  assert.equal(written.version, version)
})

test('files are for their owner alone', { skip: !isPosix }, async (t) => {
  const folder = join(newFolder(t), 'profile')
  const path = await saveAlice(folder)
  const modeOf = (name: string) => (statSync(name).mode & 0o777).toString(8)
  assert.equal(modeOf(folder), '700')
  assert.equal(modeOf(path), '600')
  assert.equal(modeOf(join(folder, 'settings.last.json')), '600')
  chmodSync(path, 0o644)
  await openRealSettings(folder)
  assert.equal(modeOf(path), '600', 'one that was written by an older version too')
})

// Found by test/fuzz/settings.test.ts: JSON.stringify cannot follow, so that nothing would ever be saved again.
test('a file that is nested beyond what can be written counts as broken, and the copy comes back', async (t) => {
  const folder = newFolder(t)
  const path = await saveAlice(folder)
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  writeFileSync(path, `{"version":1,"profile":"p","theme":${deep}}`)
  const { settings } = await openRealSettings(folder)
  assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
  settings.setWorkspace('elsewhere')
  assert.match(readFileSync(path, 'utf8'), /elsewhere/)
})
