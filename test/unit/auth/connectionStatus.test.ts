import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statusOf } from '../../../main/auth/connectionStatus.ts'
import { nothingKnown } from '../../../main/auth/token/tokenState.ts'

test('a renewed token that was not tried yet is refreshed, a first one connects', () => {
  for (const [isRenewed, kind] of [
    [false, 'connecting'],
    [true, 'refreshing'],
  ] as const) {
    const status = statusOf({
      known: { ...nothingKnown, isRenewed },
      renewal: { kind: 'calling', attempt: 0 },
      connection: { kind: 'halted' },
      validAt: null,
      lastFailure: null,
    })
    assert.deepEqual(status, { kind })
  }
})
