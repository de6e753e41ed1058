import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readNotice } from '../../../scripts/shipped/notice.ts'
import { temporaryFolder } from '../temporary.ts'

const manifest = { name: '@scope/thing', version: '1.2.3', license: 'Apache-2.0' }

test('a notice has the package’s name, its licence and its own notice', (t) => {
  const folder = temporaryFolder(t, {
    'package.json': JSON.stringify(manifest),
    'LICENSE.md': 'the licence\n',
    NOTICE: 'the notice\n',
    'README.md': 'not wanted',
  })
  assert.deepEqual(readNotice(folder), {
    name: '@scope/thing',
    version: '1.2.3',
    licence: 'Apache-2.0',
    text: 'the licence\n\nthe notice',
  })
})

test('a package under a licence that is not allowed, or under none, cannot be shipped', (t) => {
  for (const license of ['GPL-3.0-only', undefined]) {
    const folder = temporaryFolder(t, {
      'package.json': JSON.stringify({ ...manifest, license }),
      LICENSE: 'the licence',
    })
    assert.throws(() => readNotice(folder), /@scope\/thing would be shipped, but its licence/)
  }
})

test('a package without the text of its licence cannot be shipped', (t) => {
  const folder = temporaryFolder(t, { 'package.json': JSON.stringify(manifest) })
  assert.throws(() => readNotice(folder), /@scope\/thing would be shipped, but has no licence text/)
})

test('a package whose licence text is missing upstream, and that was looked at, has the text in its own name', (t) => {
  const known = { name: 'lazy-val', version: '1.0.5', license: 'MIT' }
  const folder = temporaryFolder(t, { 'package.json': JSON.stringify(known) })
  const { text } = readNotice(folder)
  assert.match(text, /^MIT License\n\nCopyright \(c\) Vladimir Krivosheev\n\nPermission is hereby/)
  assert.doesNotMatch(text, /Latchkey/)
  const another = { ...known, version: '1.0.6' }
  const next = temporaryFolder(t, { 'package.json': JSON.stringify(another) })
  assert.throws(() => readNotice(next), /no licence text/)
})
