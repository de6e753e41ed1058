import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createGate } from '../../../main/auth/requests/gate.ts'
import { createRenewal } from '../../../main/auth/renewal/renewal.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { FakeClock, settled, tokenOf } from '../../support/fakes.ts'
import { openSignedIn, outcome, restartAndRestore, send, status, type Harness } from './harness.ts'

const network = new Failure('network', 'There is no network.')
const unwell = new Failure('serverError', 'It answered 500.')
const asking = (retryAfterMs: number) => new Failure('serverError', '503', { retryAfterMs })

/** How long until it is connected, in steps of 100 ms. */
async function connectedAfter(harness: Harness): Promise<number> {
  let ms = 0
  while (status(harness) !== 'connected' && ms < 600_000) {
    await harness.clock.turn(100)
    ms += 100
  }
  return ms
}

/** A renewal by the timer that the service has put off, with all of 20 minutes of the token left. */
async function openPutOff(retryAfterMs: number) {
  const harness = await openSignedIn()
  harness.chance.value = 0.999
  harness.service.mode = asking(retryAfterMs)
  await harness.clock.turn(2_280_500)
  assert.equal(harness.service.renewals, 1)
  harness.service.mode = 'ok'
  return harness
}

test('Retry-After of a second makes no pause of minutes: a token that is revoked is renewed when it is over', async () => {
  for (const [retryAfterMs, most] of [
    [0, 0],
    [1_000, 1_000],
    [20_000, 20_000],
  ] as const) {
    const harness = await openPutOff(retryAfterMs)
    harness.chat.end('alice')
    const request = send(harness)
    assert.ok((await connectedAfter(harness)) <= most + 100, `${retryAfterMs}`)
    assert.equal(await request, harness.service.issued[1])
  }
})

test('nor for a person who asks for a retry, or for a computer that wakes up', async () => {
  for (const act of ['retryNow', 'resumed'] as const) {
    const harness = await openPutOff(1_000)
    await harness.clock.turn(10_000)
    harness.run.session[act]()
    await settled()
    assert.equal(harness.service.renewals, 2, act)
  }
})

test('a pause that the service asked for is over after a sleep that was longer', async () => {
  const harness = await openPutOff(1_200_000)
  harness.run.session.retryNow()
  await settled()
  assert.equal(harness.service.renewals, 1)
  harness.run.session.suspended()
  harness.clock.sleep(1_200_000)
  harness.run.session.resumed()
  await settled()
  assert.equal(harness.service.renewals, 2)
})

test('a connection that is back ends what of the pause of a request the server has not asked for', async () => {
  const clock = new FakeClock()
  let isWell = false
  const on = { refused: () => undefined, accepted: () => undefined, lost: () => undefined }
  const gate = createGate({ clock, random: () => 0.999, on })
  gate.open(tokenOf('alice'))
  const sent = outcome(
    gate.pass(
      async () => {
        if (!isWell) throw asking(0)
        return 'sent'
      },
      { deadlineMs: 86_400_000, retryOnServerError: () => undefined },
    ),
  )
  await clock.turn(70_000)
  isWell = true
  gate.pauseTransport()
  gate.resumeTransport()
  assert.equal(await Promise.race([sent, settled().then(() => 'waits')]), 'sent')
})

test('tries of a renewal start from half a second again, for a token without an end too', async () => {
  for (const lifeSeconds of [null, 3_600]) {
    const harness = await openSignedIn(
      true,
      ({ service }) => void (service.lifeSeconds = lifeSeconds),
    )
    harness.chance.value = 0.999
    harness.service.mode = unwell
    harness.chat.end('alice')
    await harness.clock.turn(100_000)
    harness.service.mode = 'ok'
    await harness.clock.turn(40_000)
    assert.equal(status(harness), 'connected')
    await harness.clock.turn(86_400_000)
    harness.service.mode = unwell
    harness.chat.end('alice')
    await settled()
    harness.service.mode = 'ok'
    assert.ok((await connectedAfter(harness)) <= 500)
  }
})

test('a chat server that answers again ends the pause of a renewal that the network had failed', async () => {
  const harness = await openSignedIn()
  harness.chance.value = 0.999
  harness.chat.mode = network
  harness.service.mode = network
  harness.chat.cut()
  await harness.clock.turn(3_700_000)
  const sockets = harness.chat.sockets.length
  harness.chat.mode = 'ok'
  harness.service.mode = 'ok'
  let heardAfter = Infinity
  let ms = 0
  while (status(harness) !== 'connected' && ms < 60_000) {
    await harness.clock.turn(100)
    ms += 100
    if (harness.chat.sockets.length > sockets) heardAfter = Math.min(heardAfter, ms)
  }
  assert.ok(ms - heardAfter <= 1_000, `heard after ${heardAfter}, connected after ${ms}`)
})

test('so does the first answer after a start without a network, by a token that has ended', async () => {
  const harness = await openSignedIn()
  harness.clock.sleep(7_200_000)
  harness.chat.mode = network
  harness.service.mode = network
  harness.chance.value = 0.999
  await restartAndRestore(harness)
  await harness.clock.turn(125_000)
  harness.chat.mode = 'ok'
  harness.service.mode = 'ok'
  const asked = send(harness)
  assert.ok((await connectedAfter(harness)) <= 26_000)
  assert.equal(await asked, harness.service.issued[1])
})

test('signs of life that come in crowds make one call a second at most', async () => {
  const clock = new FakeClock()
  const calls: number[] = []
  const renewal = createRenewal({
    clock,
    random: () => 0.999,
    serverTime: createServerTime(clock),
    renew() {
      calls.push(clock.monotonic())
      return Promise.reject(network)
    },
    ended: () => new Failure('tokenExpired', 'It has ended.'),
    store: async () => undefined,
    on: {
      calling: () => undefined,
      renewed: () => undefined,
      failing: () => undefined,
      ended: () => undefined,
    },
  })
  renewal.schedule(tokenOf('alice', { exp: 3_600 }), 'new')
  await clock.turn(2_200_000)
  const before = calls.length
  for (let turns = 0; turns < 100; turns += 1) {
    renewal.signOfLife()
    await clock.turn(100)
  }
  assert.ok(calls.length - before >= 9 && calls.length - before <= 10, `${calls.length - before}`)
  renewal.stop()
})

test('tokens revoked by the second are renewed, though the next is dated a second back', async () => {
  const harness = await openSignedIn()
  await harness.clock.turn(600_400)
  const revokedAt = Math.floor(harness.clock.worldTime() / 1_000)
  harness.service.skewSeconds = -1
  const { connect } = harness.chat
  harness.chat.connect = (account, token, listener) => {
    const isRevoked = Math.floor((token?.issuedAt ?? 0) / 1_000) < revokedAt
    const socket = connect.call(harness.chat, account, token, listener)
    if (isRevoked) socket.refuse(new Failure('tokenExpired', 'Revoked.'))
    return socket
  }
  harness.chat.cut(new Failure('tokenExpired', 'Revoked.'))
  await harness.clock.turn(30_000)
  assert.equal(status(harness), 'connected')
  assert.equal(harness.service.renewals, 2)
})

test('a pause that the chat server asked for is over after a sleep that was longer: socket and message', async () => {
  const harness = await openSignedIn()
  const busy = asking(1_200_000)
  harness.chat.callMode = busy
  const message = harness.run.session.pass((token) => harness.chat.call(token), {
    deadlineMs: 86_400_000,
    retryOnServerError: () => undefined,
  })
  await settled()
  harness.chat.mode = busy
  harness.chat.cut(busy)
  await settled()
  harness.chat.mode = 'ok'
  harness.chat.callMode = null
  harness.run.session.retryNow()
  await harness.clock.turn(60_000)
  assert.equal(status(harness), 'offline serverError')
  harness.clock.sleep(1_200_000)
  harness.run.session.resumed()
  await harness.clock.turn(0)
  assert.equal(status(harness), 'connected')
  assert.equal(await message, harness.service.issued[0])
})

test('signing out while a renewal is stored leaves neither a socket nor a timer', async () => {
  const harness = await openSignedIn()
  harness.vault.delayMs = 100
  harness.chat.end('alice')
  await harness.clock.turn(50)
  harness.run.session.switchAccount()
  await harness.clock.turn(1_000)
  assert.deepEqual(harness.chat.open, [])
  assert.deepEqual(harness.clock.pending(), [])
})

test('a message is given up a day after it was written, also when the computer slept', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = network
  harness.chat.cut()
  const limits = { deadlineMs: 86_400_000 }
  const message = outcome(harness.run.session.pass((token) => harness.chat.call(token), limits))
  await settled()
  harness.clock.sleep(3 * 86_400_000)
  harness.chat.mode = 'ok'
  harness.run.session.resumed()
  await harness.clock.turn(60_000)
  assert.equal(await message, 'deadline')
  assert.deepEqual(harness.chat.taken, [])
})
