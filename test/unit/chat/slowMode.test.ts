import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createSlowMode } from '../../../main/chat/slowMode.ts'

const refused = new Failure('slowMode', 'Slow down.', { origin: 'server', canRetry: false })

test('a message that slow mode refuses waits as long as its channel says', () => {
  const slowMode = createSlowMode()
  slowMode.learn('messaging:a', 10)
  const failure = slowMode.withPause('messaging:a', refused)
  assert.deepEqual(
    [failure.code, failure.canRetry, failure.retryAfterMs],
    ['slowMode', true, 10_000],
  )
  slowMode.learn('messaging:a', 1)
  assert.equal(slowMode.withPause('messaging:a', refused).retryAfterMs, 1_000)
})

test('without a cooldown, in another channel and for another reason the failure stays as it is', () => {
  const slowMode = createSlowMode()
  assert.equal(slowMode.withPause('messaging:a', refused), refused)
  slowMode.learn('messaging:a', 0)
  assert.equal(slowMode.withPause('messaging:a', refused), refused)
  slowMode.learn('messaging:a', 10)
  assert.equal(slowMode.withPause('messaging:b', refused), refused)
  const other = new Failure('notAllowed', 'No.')
  assert.equal(slowMode.withPause('messaging:a', other), other)
})
