import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure, type FailureCode } from '../../../main/auth/errors.ts'
import { createGate, type Limits } from '../../../main/auth/requests/gate.ts'
import { FakeClock, settled, tokenOf } from '../../support/fakes.ts'
import { outcome } from './harness.ts'

const token = tokenOf('alice')
const unwell = () => new Failure('serverError', 'The server answered 503.')
const busy = (retryAfterMs: number) => new Failure('rateLimited', 'Slow down.', { retryAfterMs })

/** An open gate in front of a server that gives this answer to each request, and chance at its most patient. */
function openServer(chance = 0.999_999) {
  const clock = new FakeClock()
  const server = { answer: null as Failure | null }
  const arrived: string[] = []
  const told: FailureCode[] = []
  let losses = 0
  const gate = createGate({
    clock,
    random: () => chance,
    on: {
      refused: () => undefined,
      accepted: () => undefined,
      lost: () => void (losses += 1),
    },
  })
  gate.open(token)
  function request(name: string, limits?: Limits): Promise<unknown> {
    const send = async () => {
      arrived.push(name)
      await Promise.resolve()
      if (server.answer) throw server.answer
      return name
    }
    return outcome(gate.pass(send, limits))
  }
  /** A request that is retried, with a day's time, as a message has it. */
  const insist = (name: string, limits?: Limits) =>
    request(name, {
      deadlineMs: 86_400_000,
      retryOnServerError: ({ code }) => void told.push(code),
      ...limits,
    })
  return { clock, gate, server, arrived, told, request, insist, losses: () => losses }
}

for (const code of ['serverError', 'rateLimited', 'badAnswer'] as const) {
  test(`one that is retried and gets ${code} is told so, and goes again by itself until it is answered`, async () => {
    const { clock, server, arrived, told, insist } = openServer()
    server.answer = new Failure(code, 'Not now.')
    const passed = insist('a')
    await clock.turn(3_600)
    assert.deepEqual(arrived, ['a', 'a', 'a', 'a'])
    assert.deepEqual(told, [code, code, code, code])
    server.answer = null
    await clock.turn(4_000)
    assert.equal(await passed, 'a')
    assert.deepEqual(clock.pending(), [])
  })
}

test('the pauses double from half a second to thirty, at most, and may be nothing', async () => {
  const most = openServer()
  most.server.answer = unwell()
  void most.insist('a')
  const pauses: number[] = []
  for (let tries = 0; tries < 9; tries += 1) {
    await settled()
    const [pause = 0] = most.clock.pending()
    pauses.push(pause)
    await most.clock.turn(pause)
  }
  assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])

  const least = openServer(0)
  least.server.answer = unwell()
  void least.insist('a')
  await settled()
  assert.equal(least.clock.pending()[0], 0)
})

test('the server is given the pause that it asks for, and an hour at the most', async () => {
  const { clock, server, arrived, insist } = openServer(0)
  server.answer = busy(20_000)
  void insist('a')
  await clock.turn(19_999)
  assert.equal(arrived.length, 1)
  server.answer = busy(Number.MAX_SAFE_INTEGER)
  await clock.turn(1)
  assert.equal(arrived.length, 2)
  await clock.turn(3_599_999)
  assert.equal(arrived.length, 2)
  await clock.turn(1)
  assert.equal(arrived.length, 3)
})

test('an answer to the request itself ends it all the same', async () => {
  for (const code of ['notAllowed', 'badInput', 'notFound', 'internal'] as const) {
    const { server, insist, told } = openServer()
    server.answer = new Failure(code, 'No.')
    assert.equal(await insist('a'), code)
    assert.deepEqual(told, [])
  }
})

test('a paused request holds up the ones behind it with its ordering key, and no others', async () => {
  const { clock, server, arrived, request, insist } = openServer()
  server.answer = unwell()
  const first = insist('a1', { orderingKey: 'a' })
  await settled()
  server.answer = null
  const others = [
    insist('a2', { orderingKey: 'a' }),
    insist('b1', { orderingKey: 'b' }),
    request('read'),
  ]
  await settled()
  assert.deepEqual(arrived, ['a1', 'b1', 'read'])
  await clock.turn(500)
  assert.deepEqual(await Promise.all([first, ...others]), ['a1', 'a2', 'b1', 'read'])
  assert.deepEqual(arrived, ['a1', 'b1', 'read', 'a1', 'a2'])
})

test('one in a pause takes up none of the 64 places', async () => {
  const { clock, server, gate, insist } = openServer()
  server.answer = unwell()
  const all = Array.from({ length: 64 }, (_, place) => insist(`${place}`))
  const read = () => gate.pass(async () => 'read')
  const before = read()
  assert.equal(gate.waiting(), 1)
  assert.equal(await Promise.race([before, settled().then(() => 'held up')]), 'read')
  assert.equal(gate.waiting(), 64)
  assert.equal(await Promise.race([read(), settled().then(() => 'held up')]), 'read')
  server.answer = null
  await clock.turn(500)
  assert.deepEqual(await Promise.all(all), [...all.keys()].map(String))
})

test('a connection that is back or found alive ends the pauses, but none that the server asked for', async () => {
  const { clock, server, gate, arrived, insist } = openServer()
  server.answer = unwell()
  const ours = insist('ours')
  await settled()
  server.answer = busy(60_000)
  const asked = insist('asked')
  await settled()
  server.answer = null
  gate.resumeTransport()
  assert.equal(await ours, 'ours')
  assert.deepEqual(arrived, ['ours', 'asked', 'ours'])
  await clock.turn(60_000)
  assert.equal(await asked, 'asked')
  assert.deepEqual(arrived, ['ours', 'asked', 'ours', 'asked'])
})

test('one whose pause ends while the connection is down or the token is renewed waits for that too', async () => {
  const { clock, server, gate, arrived, insist } = openServer()
  server.answer = unwell()
  const passed = insist('a')
  await settled()
  server.answer = null
  gate.pauseTransport()
  gate.hold()
  await clock.turn(500)
  gate.resumeTransport()
  await settled()
  assert.deepEqual(arrived, ['a'])
  gate.open(tokenOf('alice'))
  assert.equal(await passed, 'a')
})

test('one in a pause is refused at once by a sign-out, and can be called off', async () => {
  const { clock, server, gate, arrived, insist } = openServer()
  server.answer = unwell()
  const controller = new AbortController()
  const calledOff = insist('off', { orderingKey: 'a', signal: controller.signal })
  const behind = insist('behind', { orderingKey: 'a' })
  const refused = insist('refused')
  await settled()
  controller.abort()
  assert.equal(await calledOff, 'aborted')
  await settled()
  assert.deepEqual(arrived, ['off', 'refused', 'behind'])
  gate.close(new Failure('signedOut', 'You signed out.'))
  assert.deepEqual(await Promise.all([refused, behind]), ['signedOut', 'signedOut'])
  assert.deepEqual(clock.pending(), [])
  server.answer = null
  await clock.turn(60_000)
  assert.equal(arrived.length, 3)
})

test('it ends with its deadline, in a pause too', async () => {
  const { clock, server, insist, arrived } = openServer()
  server.answer = unwell()
  const passed = insist('a', { deadlineMs: 60_000 })
  await clock.turn(60_000)
  assert.equal(await passed, 'deadline')
  assert.equal(arrived.length, 7)
  assert.deepEqual(clock.pending(), [])
})

test('one that is lost again and again on a connection that is alive pauses, where another would be given up', async () => {
  const { clock, server, gate, told, request, insist, losses } = openServer()
  server.answer = new Failure('timeout', 'No answer in time.')
  const insisting = insist('a')
  const other = request('b')
  for (let turns = 0; turns < 3; turns += 1) {
    await settled()
    gate.resumeTransport()
  }
  assert.equal(await other, 'timeout')
  assert.deepEqual(told, ['timeout'])
  assert.equal(losses(), 3)
  server.answer = null
  await clock.turn(500)
  assert.equal(await insisting, 'a')
})

test('tokens that were refused before an answer of another kind do not count as in a row', async () => {
  const { clock, server, gate, insist } = openServer()
  const passed = insist('a')
  for (let turns = 0; turns < 4; turns += 1) {
    server.answer = new Failure('tokenExpired', 'Expired.')
    await clock.turn(30_000)
    assert.equal(gate.waiting(), 1)
    server.answer = unwell()
    gate.open(tokenOf('alice'))
    await settled()
  }
  server.answer = null
  await clock.turn(30_000)
  assert.equal(await passed, 'a')
})

test('an answer that says nothing of the request clears the count of tokens that were refused for it', async () => {
  const { clock, gate, server, insist } = openServer(0)
  const expired = new Failure('tokenExpired', 'Code 40.')
  let result: unknown = 'it waits'
  server.answer = expired
  void insist('a').then((value) => (result = value))
  /** A new token, which is refused too. */
  async function refuse(times: number): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      gate.open(tokenOf('alice'))
      await settled()
    }
  }
  await settled()
  await refuse(1)
  server.answer = unwell()
  gate.open(tokenOf('alice'))
  await settled()
  server.answer = expired
  await clock.turn(0)
  await refuse(1)
  assert.equal(result, 'it waits')
  await refuse(1)
  assert.equal(result, 'tokenRejected')
})

test('a rate limit without a time is tried again within seconds, however often it was met', async () => {
  const { clock, server, arrived, insist } = openServer()
  server.answer = new Failure('rateLimited', 'Slow down.')
  const passed = insist('a')
  for (let round = 0; round < 30; round += 1) {
    const before = arrived.length
    await clock.turn(5_000)
    assert.ok(arrived.length > before, `not asked in 5 s, in round ${round}`)
  }
  assert.ok(arrived.length < 50, `asked ${arrived.length} times in 150 s`)
  server.answer = null
  await clock.turn(5_000)
  assert.equal(await passed, 'a')
})
