import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { createGate } from '../../../main/auth/requests/gate.ts'
import { FakeClock, settled, tokenOf } from '../../support/fakes.ts'
import { outcome } from './harness.ts'

const token = tokenOf('alice')
const most = 64

/** An open gate, and a server that answers when told to. */
function openGate() {
  const gate = createGate({
    clock: new FakeClock(),
    random: () => 0.5,
    on: { refused: () => undefined, accepted: () => undefined, lost: () => undefined },
  })
  gate.open(token)
  const sent: string[] = []
  const answers = new Map<string, () => void>()
  function request(name: string, orderingKey?: string): Promise<unknown> {
    const passed = gate.pass(
      () => {
        sent.push(name)
        return new Promise<string>((resolve) => answers.set(name, () => resolve(name)))
      },
      orderingKey === undefined ? {} : { orderingKey },
    )
    return outcome(passed)
  }
  return { gate, sent, request, answer: (name: string) => answers.get(name)?.() }
}

test('64 requests are under way at a time; each that ends lets the next go, in the order they came', async () => {
  const { gate, sent, request, answer } = openGate()
  const all = Array.from({ length: 100 }, (_, place) => request(`${place}`))
  assert.equal(sent.length, most)
  assert.equal(gate.waiting(), 100 - most)
  answer('7')
  answer('3')
  await settled()
  assert.deepEqual(sent.slice(most), ['64', '65'])
  for (let place = 0; place < 100; place += 1) {
    answer(`${place}`)
    await settled()
  }
  assert.deepEqual(
    await Promise.all(all),
    sent.toSorted((a, b) => Number(a) - Number(b)),
  )
  assert.equal(gate.waiting(), 0)
})

test('requests that wait for their turn leave the others a way past', async () => {
  const { sent, request, answer } = openGate()
  const all = [request('a', 'one'), request('b', 'one'), request('c'), request('d', 'two')]
  assert.deepEqual(sent, ['a', 'c', 'd'])
  answer('c')
  await settled()
  assert.deepEqual(sent, ['a', 'c', 'd'])
  answer('a')
  await settled()
  assert.deepEqual(sent, ['a', 'c', 'd', 'b'])
  answer('b')
  answer('d')
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd'])
})

test('a request whose turn and a free place come at different moments goes when both are there', async () => {
  const { sent, request, answer } = openGate()
  const first = request('first', 'orderingKey')
  const others = Array.from({ length: most - 1 }, (_, place) => request(`${place}`))
  const second = request('second', 'orderingKey')
  const last = request('last')
  answer('first')
  await settled()
  assert.deepEqual(sent.slice(most), ['second'])
  answer('0')
  await settled()
  assert.deepEqual(sent.slice(most), ['second', 'last'])
  for (const name of sent) answer(name)
  await Promise.all([first, second, last, ...others])
})

test('a request that is done listens to its signal no more', async () => {
  const gate = createGate({
    clock: new FakeClock(),
    random: () => 0.5,
    on: { refused: () => undefined, accepted: () => undefined, lost: () => undefined },
  })
  gate.open(token)
  const { signal } = new AbortController()
  await gate.pass(async () => 'done', { signal })
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('a request that is given up is aborted before the next one with its ordering key is sent', async () => {
  for (const end of ['deadline', 'signal'] as const) {
    const clock = new FakeClock()
    const gate = createGate({
      clock,
      random: () => 0.5,
      on: { refused: () => undefined, accepted: () => undefined, lost: () => undefined },
    })
    gate.open(token)
    const caller = new AbortController()
    let first: AbortSignal | null = null
    const sendFirst = (_: unknown, signal: AbortSignal) => {
      first = signal
      return new Promise<string>(() => undefined)
    }
    const given = outcome(gate.pass(sendFirst, { orderingKey: 'channel', signal: caller.signal }))
    const next = gate.pass(async () => first?.aborted, {
      orderingKey: 'channel',
      deadlineMs: 86_400_000,
    })
    if (end === 'signal') caller.abort()
    else await clock.turn(60_000)
    assert.equal(await given, end === 'signal' ? 'aborted' : 'deadline')
    assert.equal(await next, true)
  }
})
