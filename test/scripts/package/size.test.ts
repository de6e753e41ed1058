import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describe, measure } from '../../../scripts/package/size.ts'
import { temporaryFolder } from '../temporary.ts'

test('counts the archive and all unpacked files at any depth', (t) => {
  const resources = temporaryFolder(t, {
    'app.asar': 'x'.repeat(1000),
    'app.asar.unpacked/node_modules/keytar/keytar.node': 'x'.repeat(200),
    'app.asar.unpacked/more': 'x'.repeat(30),
    'icon.png': 'not ours to count',
  })
  assert.deepEqual(measure(resources), { archive: 1000, unpacked: 230 })
})

test('it is told in megabytes, beside the budget', () => {
  assert.equal(
    describe({ archive: 490_000, unpacked: 110_000 }),
    'app.asar 0.49 MB and unpacked 0.11 MB: 0.60 MB of at most 2.50 MB',
  )
})
