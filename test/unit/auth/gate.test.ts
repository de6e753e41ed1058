import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import { createGate, type Send } from '../../../main/auth/requests/gate.ts'
import type { Token } from '../../../main/auth/token/token.ts'
import { FakeClock, settled, tokenOf } from '../../support/fakes.ts'
import { outcome } from './harness.ts'

const old = tokenOf('alice')
const fresh = tokenOf('alice')
const ended = () => new Failure('tokenExpired', 'The token has expired.')

/** A gate, and a server that takes the tokens in `good` and answers when told. */
function openGate(good: (Token | null)[] = [old, fresh]) {
  const clock = new FakeClock()
  const refusals: (Token | null)[] = []
  const accepted: (Token | null)[] = []
  const arrived: string[] = []
  const sent: string[] = []
  const gate = createGate({
    clock,
    random: () => 0.5,
    on: {
      refused: (token) => void refusals.push(token),
      accepted: (token) => void accepted.push(token),
      lost: () => undefined,
    },
  })
  /** A request that the server answers at once. */
  function request(name: string): Promise<unknown> {
    return outcome(gate.pass(async (token) => answer(name, token)))
  }
  function answer(name: string, token: Token | null): string {
    arrived.push(name)
    if (!good.includes(token)) throw ended()
    return name
  }
  /** A request that the server answers when told to. */
  function slowRequest(name: string) {
    let answerNow: () => void = () => undefined
    const send: Send<string> = async (token) => {
      sent.push(name)
      await new Promise<void>((resolve) => void (answerNow = resolve))
      return answer(name, token)
    }
    return { passed: outcome(gate.pass(send)), answer: () => answerNow() }
  }
  return { clock, gate, refusals, accepted, arrived, sent, request, slowRequest, good }
}

test('an open gate lets requests through with its token and tells that it was taken', async () => {
  const { gate, request, accepted } = openGate()
  gate.open(old)
  assert.equal(await request('a'), 'a')
  assert.deepEqual(accepted, [old])
})

test('requests wait before the gate is first opened and while it is held, and resume as they came', async () => {
  const { gate, request, arrived } = openGate()
  const all = [request('a'), request('b')]
  await settled()
  assert.deepEqual(arrived, [])
  gate.open(old)
  gate.hold()
  all.push(request('c'), request('d'))
  assert.equal(gate.waiting(), 2)
  gate.open(fresh)
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd'])
  assert.deepEqual(arrived, ['a', 'b', 'c', 'd'])
})

test('a request refused with 40 waits and is sent again, once, with the new token', async () => {
  const { gate, request, refusals, arrived } = openGate([fresh])
  gate.open(old)
  const passed = request('a')
  await settled()
  assert.deepEqual(refusals, [old])
  assert.equal(gate.waiting(), 1)
  gate.open(fresh)
  assert.equal(await passed, 'a')
  assert.deepEqual(arrived, ['a', 'a'])
})

// What existing clients get wrong, 2.
test('a request is sent again at most twice, then fails with tokenRejected', async () => {
  const { gate, request, arrived } = openGate([])
  const passed = request('a')
  for (const token of [old, fresh, tokenOf('alice'), tokenOf('alice')]) {
    gate.open(token)
    await settled()
  }
  assert.equal(await passed, 'tokenRejected')
  assert.equal(arrived.length, 3)
})

// What existing clients get wrong, 1: the gate's part.
test('ten thousand requests refused at once report one refusal and all go again', async () => {
  const { gate, request, refusals, arrived } = openGate([fresh])
  gate.open(old)
  const all = Array.from({ length: 10_000 }, (_, place) => request(`${place}`))
  await settled()
  assert.ok(refusals.length >= 1 && new Set(refusals).size === 1)
  assert.equal(gate.waiting(), 10_000)
  gate.open(fresh)
  const names = await Promise.all(all)
  // Of the rest the old token was never sent.
  assert.deepEqual(names, arrived.slice(64))
  assert.equal(arrived.length, 10_064)
})

for (const code of ['notAllowed', 'badInput', 'serverError', 'rateLimited', 'internal'] as const) {
  test(`a request that fails with ${code} is not sent again`, async () => {
    const { gate, refusals } = openGate()
    gate.open(old)
    let sent = 0
    const send = async () => {
      sent += 1
      throw new Failure(code, 'No.')
    }
    await assert.rejects(gate.pass(send), { code })
    assert.equal(sent, 1)
    assert.deepEqual(refusals, [])
  })
}

// What existing clients get wrong, 11.
test('a request that succeeds during a renewal is not sent again', async () => {
  const { gate, slowRequest, request, arrived } = openGate()
  gate.open(old)
  const under = slowRequest('under way')
  gate.hold()
  const held = request('held')
  under.answer()
  assert.equal(await under.passed, 'under way')
  gate.open(fresh)
  assert.equal(await held, 'held')
  assert.deepEqual(arrived, ['under way', 'held'])
})

// What existing clients get wrong, 11.
test('requests refused during a renewal wait for it, and go again in the order they first came', async () => {
  const { gate, slowRequest, good, sent } = openGate([])
  gate.open(old)
  const slow = ['a', 'b', 'c'].map(slowRequest)
  gate.hold()
  const late = slowRequest('late')
  for (const request of slow.toReversed()) {
    request.answer()
    await settled()
  }
  assert.equal(gate.waiting(), 4)
  sent.length = 0
  good.push(fresh)
  gate.open(fresh)
  assert.deepEqual(sent, ['a', 'b', 'c', 'late'])
  for (const request of [...slow, late]) request.answer()
  assert.deepEqual(await Promise.all(slow.map(({ passed }) => passed)), ['a', 'b', 'c'])
})

test('a request refused with a token that was replaced meanwhile goes again at once', async () => {
  const { gate, slowRequest, arrived } = openGate([fresh])
  gate.open(old)
  const late = slowRequest('late')
  gate.hold()
  gate.open(fresh)
  late.answer()
  await settled()
  late.answer()
  assert.equal(await late.passed, 'late')
  assert.deepEqual(arrived, ['late', 'late'])
  assert.equal(gate.waiting(), 0)
})

test('a request refused during a renewal that then fails counts as the verdict on the old token', async () => {
  const { gate, slowRequest, refusals } = openGate([])
  gate.open(old)
  const under = slowRequest('a')
  gate.hold()
  under.answer()
  await settled()
  assert.deepEqual(refusals, [old])
})

test('a request that waits longer than its deadline fails with deadline: 60 s, or as told', async () => {
  const { clock, gate, request } = openGate()
  const usual = request('usual')
  const short = outcome(gate.pass(async () => 'short', { deadlineMs: 100 }))
  await clock.turn(100)
  assert.equal(await short, 'deadline')
  assert.equal(gate.waiting(), 1)
  await clock.turn(59_899)
  assert.equal(gate.waiting(), 1)
  await clock.turn(1)
  assert.equal(await usual, 'deadline')
  assert.equal(gate.waiting(), 0)
})

test('the deadline also ends a request under way, and calls it off', async () => {
  const { clock, gate } = openGate()
  gate.open(old)
  let signal: AbortSignal | undefined
  const passed = outcome(
    gate.pass((_, given) => {
      signal = given
      return new Promise(() => undefined)
    }),
  )
  await clock.turn(60_000)
  assert.equal(await passed, 'deadline')
  assert.equal(signal?.aborted, true)
})

test('a request is called off by its signal: before, while waiting, and under way', async () => {
  const { gate, arrived } = openGate()
  const controller = new AbortController()
  const { signal } = controller
  const send = async () => void arrived.push('sent')
  const waiting = outcome(gate.pass(send, { signal }))
  gate.open(old)
  await settled()
  assert.deepEqual(arrived, ['sent'])
  assert.equal(await waiting, 'done')

  const under = outcome(gate.pass(() => new Promise(() => undefined), { signal }))
  gate.hold()
  const held = outcome(gate.pass(send, { signal }))
  controller.abort()
  assert.deepEqual(await Promise.all([under, held]), ['aborted', 'aborted'])
  assert.equal(await outcome(gate.pass(send, { signal })), 'aborted')
  gate.open(fresh)
  await settled()
  assert.deepEqual(arrived, ['sent'])
})

test('ten thousand may wait; the next gets queueFull at once and the others go on', async () => {
  const { gate, request } = openGate()
  const all = Array.from({ length: 10_000 }, (_, place) => request(`${place}`))
  assert.equal(await request('one too many'), 'queueFull')
  gate.open(old)
  assert.equal((await Promise.all(all)).at(-1), '9999')
  assert.equal(await request('later'), 'later')
})

test('closing refuses waiting, current and later requests with its reason', async () => {
  const { gate, request, slowRequest, clock } = openGate()
  gate.open(old)
  const under = slowRequest('under way')
  gate.hold()
  const held = request('held')
  gate.close(new Failure('signedOut', 'You signed out.'))
  const after = request('after')
  assert.deepEqual(await Promise.all([under.passed, held, after]), Array(3).fill('signedOut'))
  gate.open(fresh)
  assert.equal(await request('much later'), 'signedOut')
  assert.deepEqual(clock.pending(), [])
})

test('an answer that comes after closing changes nothing', async () => {
  const { gate, slowRequest, accepted, refusals, good } = openGate([])
  gate.open(old)
  const [refused, taken] = [slowRequest('a'), slowRequest('b')]
  gate.close(new Failure('signedOut', 'You signed out.'))
  refused.answer()
  await settled()
  good.push(old)
  taken.answer()
  assert.equal(await refused.passed, 'signedOut')
  assert.equal(await taken.passed, 'signedOut')
  await settled()
  assert.deepEqual([accepted, refusals], [[], []])
})

test('a request that fails before it is even sent fails alone: those behind it go on', async () => {
  const { gate, request, clock } = openGate()
  const broken = outcome(
    gate.pass(() => {
      throw new Failure('notSignedIn', 'Nobody is signed in.')
    }),
  )
  const behind = request('behind')
  gate.open(old)
  assert.equal(await broken, 'notSignedIn')
  assert.equal(await Promise.race([behind, settled().then(() => 'lost')]), 'behind')
  assert.deepEqual(clock.pending(), [])
})

test('a gate that is closed stays closed, with the failure that it was closed with first', async () => {
  const { gate, request } = openGate()
  gate.close(new Failure('signedOut', 'You signed out.'))
  gate.close(new Failure('tokenRejected', 'Later.'))
  gate.hold()
  gate.open(old)
  assert.equal(await request('a'), 'signedOut')
})
