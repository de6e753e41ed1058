import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mint, openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

const dayMs = 86_400_000

test('a socket is told code 40 at the very millisecond its token expires, then closed with 1000', async (t) => {
  const harness = await openHarness(t)
  const { line, id } = await harness.join(await mint({ user_id: 'alice', exp: 60 }))
  harness.clock.advance(59_999)
  assert.deepEqual(await line.untilEcho(), [])
  harness.clock.advance(1)
  const { error, ...frame } = await line.next()
  const created_at = new Date(startOfTime + 60_000).toISOString()
  assert.deepEqual(frame, { type: 'connection.error', connection_id: id, created_at })
  assert.deepEqual(
    [error.code, error.StatusCode, error.message],
    [40, 401, 'The token has expired'],
  )
  assert.equal(await line.closed, 1000)
  assert.deepEqual(harness.sandbox.faults.counters().ended, { 40: 1 })
})

test('a request is refused with code 40 from that millisecond on', async (t) => {
  const harness = await openHarness(t)
  const token = await mint({ user_id: 'alice', exp: 60 })
  harness.clock.advance(59_999)
  assert.equal((await harness.call(token, '/channels')).status, 201)
  harness.clock.advance(1)
  assert.equal((await harness.call(token, '/channels')).body.code, 40)
})

test('a token that lives sixty days ends after sixty days, not at once', async (t) => {
  const harness = await openHarness(t)
  const { line } = await harness.join(await mint({ user_id: 'alice', exp: (60 * dayMs) / 1000 }))
  assert.deepEqual(harness.clock.pending(), [2 ** 31 - 1])
  harness.clock.advance(60 * dayMs - 1)
  assert.deepEqual(await line.untilEcho(), [])
  harness.clock.advance(1)
  assert.equal((await line.next()).error.code, 40)
})

test('a token without expiry keeps its socket for years', async (t) => {
  const harness = await openHarness(t)
  const { line } = await harness.join(await mint({ user_id: 'alice' }))
  harness.clock.advance(3650 * dayMs)
  assert.deepEqual(await line.untilEcho(), [])
})

test('a closed socket leaves no timer behind', async (t) => {
  const harness = await openHarness(t)
  const { line } = await harness.join(await mint({ user_id: 'alice', exp: 60 }))
  line.socket.close(1000)
  await line.closed
  await harness.join(null)
  assert.deepEqual(harness.clock.pending(), [])
})

for (const [action, message] of [
  ['expire', 'The token has expired'],
  ['revoke', 'The token was revoked'],
] as const) {
  test(`${action} ends the tokens of one user, on its sockets and in its requests, and of no other user`, async (t) => {
    const harness = await openHarness(t)
    const alices = await harness.sandbox.issueToken('alice')
    const bobs = await harness.sandbox.issueToken('bob')
    const [alice, bob] = [await harness.join(alices), await harness.join(bobs, 'bob')]
    harness.sandbox.faults.act({ action, user_id: 'alice' })
    const { error } = await alice.line.next()
    assert.deepEqual([error.code, error.message], [40, message])
    assert.equal(await alice.line.closed, 1000)
    assert.equal((await harness.call(alices, '/channels')).body.message, message)
    assert.deepEqual(await bob.line.untilEcho(), [])
    assert.equal((await harness.call(bobs, '/channels')).status, 201)
  })

  test(`after ${action} a new token is good in the same second, and can be ended again in it`, async (t) => {
    const harness = await openHarness(t)
    for (let round = 1; round <= 3; round += 1) {
      const { body } = await harness.signIn('alice', 'alice-sandbox')
      const { line } = await harness.join(body.token)
      harness.sandbox.faults.act({ action, user_id: 'alice' })
      assert.equal((await line.next()).error.code, 40, `round ${round}`)
      assert.equal((await harness.call(body.token, '/channels')).body.code, 40)
    }
  })
}

test('revoking ends tokens of before this run that the sandbox has never seen', async (t) => {
  const harness = await openHarness(t)
  harness.sandbox.faults.act({ action: 'revoke', user_id: 'alice' })
  assert.equal(
    (await harness.call(await mint({ user_id: 'alice', iat: -60 }), '/channels')).body.code,
    40,
  )
})

test('revoking before an instant ends the tokens issued before it and no others', async (t) => {
  const harness = await openHarness(t)
  const older = await mint({ user_id: 'alice', iat: -61 })
  const younger = await mint({ user_id: 'alice', iat: -60 })
  const [first, second] = [await harness.join(older), await harness.join(younger)]
  harness.sandbox.faults.act({
    action: 'revoke',
    user_id: 'alice',
    before: startOfTime / 1000 - 60,
  })
  assert.equal((await first.line.next()).error.message, 'The token was revoked')
  assert.deepEqual(await second.line.untilEcho(), [])
})

test('ending the tokens of an unknown user is refused', async (t) => {
  const harness = await openHarness(t)
  assert.throws(
    () => harness.sandbox.faults.act({ action: 'expire', user_id: 'nobody' }),
    /no user 'nobody'/,
  )
})

test("setting the server's clock forward ends tokens at once and dates everything later", async (t) => {
  const harness = await openHarness(t)
  const token = await mint({ user_id: 'alice', exp: 60 })
  const { line } = await harness.join(token)
  harness.sandbox.faults.change({ clockSkewSeconds: 60 })
  harness.clock.advance(0)
  const frame = await line.next()
  assert.deepEqual(
    [frame.error.code, frame.created_at],
    [40, new Date(startOfTime + 60_000).toISOString()],
  )
  const reply = await harness.call(token, '/channels')
  assert.equal(reply.body.code, 40)
  assert.equal(reply.headers.date, new Date(startOfTime + 60_000).toUTCString())
})

test("setting the server's clock leaves one timer a socket", async (t) => {
  const harness = await openHarness(t)
  await harness.join(await mint({ user_id: 'alice', exp: 60 }))
  harness.sandbox.faults.change({ clockSkewSeconds: 10 })
  assert.deepEqual(harness.clock.pending(), [50_000])
})

test("setting the server's clock back makes fresh tokens too early", async (t) => {
  const harness = await openHarness(t)
  const issued = await mint({ user_id: 'alice', iat: 0 })
  harness.sandbox.faults.change({ clockSkewSeconds: -90 })
  const { body } = await harness.call(issued, '/channels')
  assert.deepEqual(
    [body.code, body.message],
    [42, 'The token is used 90 s before it was issued (iat)'],
  )
})
