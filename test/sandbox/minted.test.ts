import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { makeDevelopmentToken } from '../../main/auth/token/developmentToken.ts'
import { createMint } from '../../main/developer/mint.ts'
import { openHarness } from './harness.ts'
import { startOfTime } from './manualClock.ts'

const iat = startOfTime / 1000 - 1

test('a token that the app signs with the sandbox’s secret is good there until it ends', async (t) => {
  const secret = randomBytes(24).toString('hex')
  const { connect, clock } = await openHarness(t, { secret })
  const mint = await createMint(secret)
  const line = connect(await mint.sign({ user_id: 'luke', iat, exp: iat + 60 }), 'luke')
  const welcome = await line.next()
  assert.deepEqual([welcome.me.id, welcome.me.role], ['luke', 'user'])
  clock.advance(60_000)
  assert.equal((await line.next()).error.code, 40)
})

test('one without an end stays good, and one of another secret has code 43', async (t) => {
  const secret = randomBytes(24).toString('hex')
  const { connect } = await openHarness(t, { secret })
  const good = await (await createMint(secret)).sign({ user_id: 'luke', iat })
  assert.equal((await connect(good, 'luke').next()).type, 'health.check')
  const other = await (await createMint(`${secret}0`)).sign({ user_id: 'luke', iat })
  assert.equal((await connect(other, 'luke').next()).error.code, 43)
})

test('a development token is good while authentication is not checked, for any user id', async (t) => {
  const { connect, sandbox } = await openHarness(t)
  for (const id of ['luke_skywalker', 'zoë_o’neil-東京?', '👩‍🚀', 'a"b\\c']) {
    const token = makeDevelopmentToken(id).reveal()
    sandbox.faults.change({ disableAuthChecks: true })
    assert.equal((await connect(token, id).next()).me.id, id)
    sandbox.faults.change({ disableAuthChecks: false })
    assert.equal((await connect(token, id).next()).error.code, 5)
  }
})
