import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOptions } from '../../../scripts/setup/prepare.mjs'

test('set-up prepares a desktop run unless told otherwise', () => {
  assert.deepEqual(parseOptions([]), { headless: false, runtime: true })
  assert.deepEqual(parseOptions(['--headless']), { headless: true, runtime: true })
  assert.deepEqual(parseOptions(['--no-runtime']), { headless: false, runtime: false })
})

test('an option that is not known is refused by name', () => {
  assert.throws(() => parseOptions(['--headless', '--fast']), /^Error: Unknown option --fast\./)
})
