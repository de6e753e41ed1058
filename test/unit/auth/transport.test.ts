import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createGate, type Limits } from '../../../main/auth/requests/gate.ts'
import { FakeClock, settled, tokenOf } from '../../support/fakes.ts'
import { outcome } from './harness.ts'

const token = tokenOf('alice')
const network = new Failure('network', 'The connection broke.')

/** An open gate, and a line that loses requests when told to. */
function openLine() {
  const clock = new FakeClock()
  const arrived: string[] = []
  const line = { answer: 'ok' as 'ok' | Failure, losses: 0 }
  const gate = createGate({
    clock,
    random: () => 0.5,
    on: {
      refused: () => undefined,
      accepted: () => undefined,
      lost: () => void (line.losses += 1),
    },
  })
  gate.open(token)
  function request(name: string, limits?: Limits): Promise<unknown> {
    const send = async () => {
      arrived.push(name)
      await Promise.resolve()
      if (line.answer instanceof Failure) throw line.answer
      return name
    }
    return outcome(gate.pass(send, limits))
  }
  return { clock, gate, line, arrived, request }
}

test('while the connection is down requests wait, also through a renewal, and go on in order', async () => {
  const { gate, arrived, request } = openLine()
  gate.pauseTransport()
  const all = ['a', 'b', 'c'].map((name) => request(name))
  gate.hold()
  gate.open(tokenOf('alice'))
  await settled()
  assert.deepEqual(arrived, [])
  gate.resumeTransport()
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c'])
  assert.deepEqual(arrived, ['a', 'b', 'c'])
})

test('a connection without a token lets nothing through', async () => {
  const { gate, arrived, request } = openLine()
  gate.pauseTransport()
  gate.hold()
  const waiting = request('a')
  gate.resumeTransport()
  await settled()
  assert.deepEqual(arrived, [])
  gate.open(token)
  assert.equal(await waiting, 'a')
})

for (const code of ['network', 'timeout'] as const) {
  test(`what is lost with ${code} while the connection seems up is told once, held, and sent again in order`, async () => {
    const { gate, line, arrived, request } = openLine()
    line.answer = new Failure(code, 'Lost.')
    const all = ['a', 'b', 'c'].map((name) => request(name))
    await settled()
    const late = request('late')
    await settled()
    assert.equal(line.losses, 1)
    assert.deepEqual(arrived, ['a', 'b', 'c'])
    line.answer = 'ok'
    gate.resumeTransport()
    assert.deepEqual(await Promise.all([...all, late]), ['a', 'b', 'c', 'late'])
    assert.deepEqual(arrived.slice(3), ['a', 'b', 'c', 'late'])
  })
}

test('one that is lost four times on a connection that is alive each time fails as it was lost', async () => {
  const { gate, line, arrived, request } = openLine()
  line.answer = network
  const lost = request('a')
  for (let turns = 0; turns < 6; turns += 1) {
    await settled()
    gate.resumeTransport()
  }
  assert.equal(await lost, 'network')
  assert.equal(arrived.length, 4)
})

test('one that is lost because the connection went down each time is not given up', async () => {
  const { gate, line, arrived, request } = openLine()
  line.answer = network
  const lost = request('a')
  for (let turns = 0; turns < 20; turns += 1) {
    await settled()
    gate.pauseTransport()
    gate.resumeTransport()
  }
  line.answer = 'ok'
  await settled()
  gate.resumeTransport()
  assert.equal(await lost, 'a')
  assert.ok(arrived.length > 15)
})

test('a request that waits for the connection keeps its deadline and can be aborted', async () => {
  const { clock, gate, request } = openLine()
  gate.pauseTransport()
  const controller = new AbortController()
  const usual = request('a')
  const calledOff = request('b', { signal: controller.signal })
  const patient = request('c', { deadlineMs: 86_400_000 })
  controller.abort()
  assert.equal(await calledOff, 'aborted')
  await clock.turn(60_000)
  assert.equal(await usual, 'deadline')
  await clock.turn(80_000_000)
  gate.resumeTransport()
  assert.equal(await patient, 'c')
  assert.deepEqual(clock.pending(), [])
})

test('closing refuses requests that wait for the connection', async () => {
  const { gate, request } = openLine()
  gate.pauseTransport()
  const all = [request('a'), request('b', { orderingKey: 'l' })]
  gate.close(new Failure('signedOut', 'You signed out.'))
  gate.resumeTransport()
  assert.deepEqual(await Promise.all(all), ['signedOut', 'signedOut'])
})

test('of more than ten thousand requests none that was let in is turned away for coming back', async () => {
  const { gate, line, request } = openLine()
  line.answer = network
  const all = Array.from({ length: 64 }, (_, place) => request(`under way ${place}`))
  const behind = Array.from({ length: 10_000 }, (_, place) => request(`behind ${place}`))
  await settled()
  line.answer = 'ok'
  gate.resumeTransport()
  const passed = await Promise.all([...all, ...behind])
  assert.equal(passed.filter((name) => name === 'queueFull').length, 0)
  assert.equal(new Set(passed).size, 10_064)
})

/** A gate, and requests that are answered by hand. */
function openLanes() {
  const gate = createGate({
    clock: new FakeClock(),
    random: () => 0.5,
    on: { refused: () => undefined, accepted: () => undefined, lost: () => undefined },
  })
  gate.open(token)
  const under = new Map<string, PromiseWithResolvers<string>>()
  const arrived: string[] = []
  const request = (name: string, orderingKey: string) =>
    outcome(
      gate.pass(
        () => {
          arrived.push(name)
          const answer = Promise.withResolvers<string>()
          under.set(name, answer)
          return answer.promise
        },
        { orderingKey },
      ),
    )
  const answer = async (name: string, failure?: Failure) => {
    const pending = under.get(name)
    if (failure) pending?.reject(failure)
    else pending?.resolve(name)
    await settled()
  }
  return { gate, arrived, request, answer }
}

test('of one ordering key one request is in flight at a time, and other keys do not wait for each other', async () => {
  const { arrived, request, answer } = openLanes()
  const all = [request('a1', 'a'), request('a2', 'a'), request('b1', 'b'), request('a3', 'a')]
  assert.deepEqual(arrived, ['a1', 'b1'])
  await answer('a1')
  assert.deepEqual(arrived, ['a1', 'b1', 'a2'])
  await answer('a2', new Failure('notAllowed', 'No.'))
  assert.deepEqual(arrived, ['a1', 'b1', 'a2', 'a3'])
  await answer('a3')
  await answer('b1')
  assert.deepEqual(await Promise.all(all), ['a1', 'notAllowed', 'b1', 'a3'])
})

test('one with an ordering key that is lost goes again before those behind it', async () => {
  const { gate, arrived, request, answer } = openLanes()
  const all = [request('a1', 'a'), request('a2', 'a')]
  await answer('a1', network)
  assert.deepEqual(arrived, ['a1'])
  gate.pauseTransport()
  gate.resumeTransport()
  assert.deepEqual(arrived, ['a1', 'a1'])
  await answer('a1')
  await answer('a2')
  assert.deepEqual(await Promise.all(all), ['a1', 'a2'])
  assert.deepEqual(arrived, ['a1', 'a1', 'a2'])
})

test('one with an ordering key that is refused for good with an old token lets the next go on', async () => {
  const { gate, arrived, request, answer } = openLanes()
  const all = [request('a1', 'a'), request('a2', 'a')]
  for (let turns = 0; turns < 3; turns += 1) {
    gate.open(tokenOf('alice'))
    await answer('a1', new Failure('tokenExpired', 'Expired.'))
  }
  await answer('a2')
  assert.deepEqual(await Promise.all(all), ['tokenRejected', 'a2'])
  assert.deepEqual(arrived, ['a1', 'a1', 'a1', 'a2'])
})

test('a request that is lost again and again is given up, but the count starts over with each connection', async () => {
  const { gate, line, request } = openLine()
  line.answer = network
  /** Loses it so often, with the connection found alive each time. */
  async function lose(times: number): Promise<void> {
    for (let loss = 0; loss < times; loss += 1) {
      gate.resumeTransport()
      await settled()
    }
  }
  const lost = request('a')
  await settled()
  await lose(2)
  for (let connections = 0; connections < 3; connections += 1) {
    gate.pauseTransport()
    await lose(3)
  }
  let result: unknown = 'it waits'
  void lost.then((code) => (result = code))
  await settled()
  assert.equal(result, 'it waits')
  await lose(1)
  assert.equal(result, 'network')
})
