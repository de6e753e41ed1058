import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { settled, startOfTime } from '../../support/fakes.ts'
import { openSignedIn, outcome, send, status, type Harness } from './harness.ts'

const unwell = new Failure('serverError', 'It answered 500.')
const expired = () => new Failure('tokenExpired', 'Code 40.')
const usedEarly = () => new Failure('tokenUsedBeforeIssued', 'Code 42.')

/** A request that is answered by hand, each time it is sent. */
function slow(harness: Harness) {
  const answers: PromiseWithResolvers<string>[] = []
  const passed = outcome(
    harness.run.session.pass(() => {
      const answer = Promise.withResolvers<string>()
      answers.push(answer)
      return answer.promise
    }),
  )
  return { passed, answers }
}

/** A renewal by the timer brings a token that was issued so many seconds from now. */
async function renewAhead(seconds: number) {
  const harness = await openSignedIn()
  const now = (harness.clock.worldTime() - startOfTime) / 1_000
  harness.service.extraClaims = { iat: now + 2_280 + seconds }
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.renewals, 1)
  harness.service.extraClaims = {}
  return harness
}

test('a late success with a token that has ended since does not make it good again', async () => {
  const harness = await openSignedIn()
  const early = slow(harness)
  harness.service.mode = unwell
  harness.chance.value = 0.9
  void outcome(send(harness))
  harness.chat.end('alice')
  await harness.clock.turn(0)
  early.answers[0]?.resolve('taken before')
  assert.equal(await early.passed, 'taken before')
  await harness.clock.turn(2_000)
  assert.equal(status(harness), 'offline serverError')
  await harness.clock.turn(30_000)
  assert.equal(status(harness), 'offline serverError')
})

test('after such a success no request goes with the token that has ended', async () => {
  const harness = await openSignedIn()
  const early = slow(harness)
  harness.service.mode = unwell
  harness.chance.value = 0.9
  harness.chat.callMode = expired()
  const before = harness.chat.calls
  void outcome(send(harness))
  await settled()
  early.answers[0]?.resolve('taken before')
  await early.passed
  await harness.clock.turn(50_000)
  assert.equal(harness.chat.calls, before + 1)
})

test('a 40 that is older than a success renews nothing: its request goes again with the same token', async () => {
  const harness = await openSignedIn()
  const late = slow(harness)
  await send(harness)
  late.answers[0]?.reject(expired())
  await settled()
  assert.equal(harness.service.renewals, 0)
  assert.equal(status(harness), 'connected')
  late.answers[1]?.resolve('taken')
  assert.equal(await late.passed, 'taken')
})

test('a request whose answers are all out of date is given up, and no other', async () => {
  const harness = await openSignedIn()
  const late = slow(harness)
  for (let tries = 0; tries < 3; tries += 1) {
    await send(harness)
    late.answers[tries]?.reject(expired())
    await settled()
  }
  assert.equal(await late.passed, 'tokenRejected')
  assert.equal(harness.service.renewals, 0)
  assert.equal(status(harness), 'connected')
})

test('a definite no that is older than a success ends nothing', async () => {
  for (const code of [
    'workspaceInvalid',
    'authenticationFailed',
    'tokenSignatureInvalid',
  ] as const) {
    const harness = await openSignedIn()
    const late = slow(harness)
    await send(harness)
    late.answers[0]?.reject(new Failure(code, 'A definite no.'))
    await settled()
    assert.equal(status(harness), 'connected')
  }
})

test('a late 42 does not sign out an account whose token was accepted since', async () => {
  const harness = await renewAhead(2)
  const late = slow(harness)
  const quick = outcome(send(harness))
  await settled()
  assert.equal(status(harness), 'offline tokenUsedBeforeIssued')
  await harness.clock.turn(4_000)
  assert.equal(status(harness), 'connected')
  assert.equal(await quick, harness.service.issued[1])
  await harness.clock.turn(1_000)
  late.answers[0]?.reject(usedEarly())
  await settled()
  assert.equal(status(harness), 'connected')
})

test('a late 42 does not sign out an account whose wait for the token has just ended', async () => {
  const harness = await renewAhead(2)
  const late = [slow(harness), slow(harness)]
  void outcome(send(harness))
  await harness.clock.turn(3_000)
  for (const { answers } of late) answers[0]?.reject(usedEarly())
  await settled()
  assert.equal(status(harness), 'connected')
})

test('a success during the wait leaves neither the socket down nor requests held', async () => {
  const harness = await renewAhead(3)
  const early = slow(harness)
  await settled()
  harness.chance.value = 0
  harness.chat.cut()
  await harness.clock.turn(10)
  assert.equal(status(harness), 'offline tokenUsedBeforeIssued')
  early.answers[0]?.resolve('taken by a server whose clock is right')
  await early.passed
  await harness.clock.turn(5_000)
  assert.equal(status(harness), 'connected')
  assert.equal(await send(harness), harness.service.issued[1])
})

test('a 40 on an open socket is news of now, even after requests were accepted since it was opened', async () => {
  const harness = await openSignedIn()
  await send(harness)
  await harness.clock.turn(1_000)
  await send(harness)
  harness.chat.end('alice')
  await settled()
  assert.equal(harness.service.renewals, 1)
  assert.equal(status(harness), 'connected')
  assert.equal(await send(harness), harness.service.issued[1])
})

test('a socket that is closed by us answers too late to say anything of its token', async () => {
  const harness = await openSignedIn()
  const [socket] = harness.chat.sockets
  harness.chat.cut()
  await harness.clock.turn(30_000)
  assert.equal(status(harness), 'connected')
  if (socket) socket.isOpen = true
  socket?.refuse(new Failure('network', 'Late.'))
  assert.equal(status(harness), 'connected')
  assert.equal(harness.chat.open.length, 1)
})

test('a socket that ends with the token it was opened with is opened again at once, with the new one', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(2_280_000)
  assert.equal(harness.service.renewals, 1)
  const [first] = harness.chat.sockets
  const { states } = harness.run
  const before = states.length
  first?.refuse(expired())
  await harness.clock.turn(0)
  assert.equal(harness.chat.sockets.length, 2, 'without a pause')
  assert.notEqual(harness.chat.sockets[1]?.token?.reveal(), first?.token?.reveal())
  assert.equal(status(harness), 'connected')
  assert.deepEqual(
    states.slice(before).filter((state) => state.startsWith('offline')),
    [],
  )
  assert.equal(harness.service.renewals, 1)
})
