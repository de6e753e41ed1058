import assert from 'node:assert/strict'
import { test } from 'node:test'
import unused, { Ajv2020 } from '../../../main/settings/noSchemas.ts'

test('a schema or a migration given to electron-store fails loudly, for the code for them is not shipped', () => {
  assert.throws(() => Reflect.construct(Ajv2020, []) as unknown, /no schema/)
  for (const name of ['default', 'eq', 'clean', 'satisfies', 'lte', 'gt']) {
    assert.throws(() => Reflect.get(unused, name) as unknown, /no schema/, name)
  }
})
