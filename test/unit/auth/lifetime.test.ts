import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLifetime } from '../../../main/auth/token/lifetime.ts'

test('a lifetime is read in seconds; nothing means a token that never ends', () => {
  assert.equal(readLifetime(''), null)
  assert.equal(readLifetime('  '), null)
  assert.equal(readLifetime(' 3600 '), 3_600)
  assert.equal(readLifetime('1'), 1)
  assert.equal(readLifetime('007'), 7)
  assert.equal(readLifetime('31536000'), 31_536_000)
})

const refused: [code: string, typed: string[]][] = [
  ['lifetimeZero', ['0', '000', '-0']],
  ['lifetimeNegative', ['-1', '-3600', '\u22125', '-1.5', '-0.5']],
  ['lifetimeNotWhole', ['1.5', '1,5', '1e3', '0x10', '1h', 'an hour', '+60', '1 000', '-', '٣٦٠٠']],
  ['lifetimeTooLong', ['31536001', '315360000', '9'.repeat(2_000)]],
]
for (const [code, all] of refused) {
  for (const typed of all) {
    test(`a lifetime of “${typed.slice(0, 20)}” is ${code}, at its field`, () => {
      assert.throws(() => readLifetime(typed), { code, field: 'lifetime' })
    })
  }
}
