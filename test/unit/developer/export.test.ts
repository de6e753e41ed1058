import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { SaveDialogOptions } from 'electron'
import { exportTimeline } from '../../../main/developer/export.ts'
import { createTimeline } from '../../../main/developer/timeline.ts'
import { outcome } from '../auth/harness.ts'
import { FakeClock, startOfTime } from '../../support/fakes.ts'
import { en } from '../../../main/text/en.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-export-'))
after(() => rmSync(folder, { recursive: true }))

function open(filePath: string, canceled = false) {
  const asked: SaveDialogOptions[] = []
  const timeline = createTimeline({ clock: new FakeClock(), onEntry: () => undefined })
  const save = () =>
    exportTimeline({
      texts: () => en,
      entries: timeline.entries(),
      appVersion: '1.2.3',
      askWhere: async (options) => {
        asked.push(options)
        return { canceled, filePath }
      },
    })
  return { asked, timeline, save }
}

test('the file holds version, app and entries, in lines a person can read', async () => {
  const path = join(folder, 'timeline.json')
  const { timeline, asked, save } = open(path)
  timeline.record('info', 'signIn.begun', { method: 'service' })
  timeline.record('warn', 'signIn.failed', { method: 'service', code: 'network' })
  assert.equal(await save(), path)
  const text = readFileSync(path, 'utf8')
  assert.match(text, /^\{\n {2}"version": 2,\n {2}"app": "Latchkey",\n/)
  const { exportedAt, ...content } = JSON.parse(text) as { exportedAt: string }
  assert.ok(Math.abs(Date.parse(exportedAt) - Date.now()) < 60_000)
  const at = new Date(startOfTime).toISOString()
  const common = { at, category: 'session', facts: { method: 'service' } }
  const started = { isProblem: false, durationMs: null, isStart: true, ends: [] }
  const failed = { isProblem: true, durationMs: 0, isStart: false, ends: [1] }
  const facts = { method: 'service', code: 'network' }
  assert.deepEqual(content, {
    version: 2,
    app: 'Latchkey',
    appVersion: '1.2.3',
    entries: [
      { number: 1, event: 'signIn.begun', ...common, ...started },
      { number: 2, event: 'signIn.failed', ...common, ...failed, facts },
    ],
  })
  assert.match(asked[0]?.defaultPath ?? '', /^latchkey-timeline-\d{4}-\d\d-\d\dT\d{6}\.json$/)
})

test('the file is for its owner alone, also where another one was', async (t) => {
  if (process.platform === 'win32') return t.skip('Windows has no such modes.')
  const path = join(folder, 'was-there.json')
  writeFileSync(path, 'x'.repeat(10_000))
  chmodSync(path, 0o644)
  for (const each of [path, join(folder, 'new.json')]) {
    await open(each).save()
    assert.equal(statSync(each).mode & 0o777, 0o600)
    assert.deepEqual((JSON.parse(readFileSync(each, 'utf8')) as { entries: [] }).entries, [])
  }
})

test('cancelling writes no file', async () => {
  const path = join(folder, 'not-wanted.json')
  assert.equal(await open(path, true).save(), null)
  assert.equal(await open('', false).save(), null)
  assert.throws(() => statSync(path))
})

test('a file that cannot be written is a failure that says so', async () => {
  assert.equal(
    await outcome(open(join(folder, 'no', 'such', 'folder.json')).save()),
    'fileUnwritable',
  )
  assert.equal(await outcome(open(folder).save()), 'fileUnwritable')
})

test('nothing in it can turn the text around or end a line, and it reads back as it was', async () => {
  const path = join(folder, 'turned.json')
  const { timeline, save } = open(path)
  const reason = 'one\u202e\u2028two\nthree\u0085'
  timeline.record('info', 'said', { reason })
  await save()
  const text = readFileSync(path, 'utf8')
  assert.doesNotMatch(text, /[\u202e\u2028\u0085]|one\n/)
  const { entries } = JSON.parse(text) as { entries: { facts: unknown }[] }
  assert.deepEqual(entries[0]?.facts, { reason })
})
