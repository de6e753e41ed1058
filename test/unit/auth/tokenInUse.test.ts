import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import type { Token } from '../../../main/auth/token/token.ts'
import { TokenInUse } from '../../../main/auth/token/tokenInUse.ts'
import { createMoments } from '../../../main/auth/token/tokenState.ts'
import { FakeClock, FakeLog, tokenOf } from '../../support/fakes.ts'

const ended = new Failure('tokenExpired', 'Code 40.')
const early = new Failure('tokenUsedBeforeIssued', 'Code 42.')
const none = { refreshCredential: null, name: null, image: null }

function open(first: Token = tokenOf('alice'), isDatedHere = false) {
  const clock = new FakeClock()
  const serverTime = createServerTime(clock)
  serverTime.learn(clock.worldTime())
  const moment = createMoments()
  let changes = 0
  const inUse = new TokenInUse({
    clock,
    log: new FakeLog(),
    serverTime,
    moment,
    credentials: { token: first, refreshCredential: 'credential-1' },
    isDatedHere,
    changed: () => void (changes += 1),
  })
  const state = () => inUse.known().state.kind
  function renew(token = tokenOf('alice'), refreshCredential: string | null = null): Token {
    inUse.grant({ ...none, token, refreshCredential })
    inUse.renewed()
    return token
  }
  return { clock, first, inUse, moment, state, renew, changes: () => changes }
}

test('a change is told once, and not each time that a fact says it again', () => {
  const { first, inUse, moment, changes } = open()
  inUse.accepted(first, moment())
  assert.equal(changes(), 1)
  inUse.accepted(first, moment())
  assert.equal(changes(), 1)
  inUse.refused(first, ended, moment())
  assert.equal(changes(), 2)
  inUse.refused(first, ended, moment())
  assert.equal(changes(), 2)
})

test('a refusal that is out of date is told: its request has to go again', () => {
  const { first, inUse, moment, state, changes } = open()
  const early = moment()
  inUse.accepted(first, moment())
  inUse.refused(first, ended, early)
  assert.deepEqual([state(), changes()], ['accepted', 2])
})

test('facts about a former token do not count for the one in use', () => {
  const { first, inUse, moment, state, renew } = open()
  renew()
  inUse.accepted(first, moment())
  assert.equal(state(), 'untried')
  inUse.refused(first, ended, moment())
  assert.equal(state(), 'untried')
})

test('renewed credentials are the newest before they are in use, and keep the refresh credential where none came', () => {
  const { first, inUse } = open()
  const second = tokenOf('alice')
  inUse.grant({ ...none, token: second })
  assert.equal(inUse.token(), first)
  assert.deepEqual(inUse.newest(), {
    token: second,
    refreshCredential: 'credential-1',
    signInEnd: null,
  })
  inUse.renewed()
  assert.equal(inUse.token(), second)
  inUse.grant({ ...none, token: first, refreshCredential: 'credential-2' })
  assert.equal(inUse.refreshCredential(), 'credential-1')
  assert.equal(inUse.newest()?.refreshCredential, 'credential-2')
})

test('a wait for a token is not begun anew by further refusals, and ends with the token’s success', async () => {
  const token = tokenOf('alice', { iat: 5 })
  const { clock, inUse, moment, state } = open(token)
  inUse.refused(token, early, moment())
  const validAt = inUse.validAt()
  assert.equal(validAt, clock.now() + 6_000)
  await clock.turn(1_000)
  inUse.refused(token, early, moment())
  assert.equal(inUse.validAt(), validAt)
  inUse.accepted(token, moment())
  assert.deepEqual([state(), inUse.validAt(), clock.pending()], ['accepted', null, []])
})

test('a wait that is over is not waited for again', async () => {
  const token = tokenOf('alice', { iat: 5 })
  const { clock, inUse, moment, state } = open(token)
  inUse.refused(token, early, moment())
  await clock.turn(6_000)
  assert.deepEqual([state(), inUse.validAt()], ['untried', null])
})

test('after the stop nothing is learnt and nothing told', async () => {
  const token = tokenOf('alice', { iat: 5 })
  const { clock, inUse, moment, state, changes } = open(token)
  inUse.refused(token, early, moment())
  inUse.stop()
  inUse.accepted(token, moment())
  await clock.turn(60_000)
  assert.deepEqual([state(), changes(), clock.pending()], ['notYetValid', 1, []])
})

test('a token that was dated here is dated anew only when the server has not taken it or one before it', () => {
  for (const [before, expected] of [
    ['nothing', 'refused'],
    ['accepted', 'notYetValid'],
    ['renewed', 'notYetValid'],
  ] as const) {
    const { first, inUse, moment, state, renew } = open(tokenOf('alice', { iat: 5 }), true)
    if (before === 'accepted') inUse.accepted(first, moment())
    const token = before === 'renewed' ? renew(tokenOf('alice', { iat: 5 })) : first
    inUse.refused(token, early, moment())
    assert.equal(state(), expected, before)
  }
})
