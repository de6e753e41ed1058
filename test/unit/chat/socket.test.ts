import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Failure } from '../../../main/auth/errors.ts'
import { settled, startOfTime } from '../../support/fakes.ts'
import { openSocketHarness, token } from '../../support/socketHarness.ts'
import { dial } from '../../support/directDial.ts'

test('the first frame with a connection id is the welcome', async (t) => {
  const { welcome, welcomed, learnt, events } = await openSocketHarness(t)
  await welcome()
  assert.deepEqual(await welcomed, { connectionId: 'c1', role: 'user', name: 'Alice' })
  assert.deepEqual(learnt, [startOfTime + 123])
  assert.deepEqual(events, [])
})

test('events are passed on, echoes of health checks are not, and rubbish harms nothing', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  const arrived = new Promise<void>((resolve) => void (line.heard.event = resolve))
  for (const rubbish of ['', 'x', 'null', '[]', '{"type":7}', '{"me":{}}']) peer.send(rubbish)
  peer.send(Buffer.from([0xff, 0x00]))
  peer.send(JSON.stringify({ type: 'health.check', connection_id: 'c1', created_at: 'soon' }))
  peer.send(JSON.stringify({ type: 'message.new', cid: 'a:b', message: { id: 'm' } }))
  await arrived
  assert.deepEqual(
    line.events.map(({ type }) => type),
    ['message.new'],
  )
  assert.deepEqual(line.told, ['welcome'])
})

test('a health check goes out 25 s after the last one, naming this client', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  const sent: string[] = []
  peer.on('message', (data) => sent.push((data as Buffer).toString()))
  await line.clock.turn(24_999)
  for (let checks = 1; checks <= 3; checks += 1) {
    const next = once(peer, 'message')
    await line.clock.turn(checks === 1 ? 1 : 25_000)
    await next
    assert.equal(sent.length, checks)
    const arrived = new Promise<void>((resolve) => void (line.heard.event = resolve))
    peer.send(JSON.stringify({ type: 'any.sound' }))
    await arrived
  }
  assert.deepEqual(JSON.parse(sent[0] ?? ''), [{ type: 'health.check', client_id: 'alice--1' }])
})

test('35 s without a sound is the end, counted from the last sound', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  await line.clock.turn(20_000)
  const arrived = new Promise<void>((resolve) => void (line.heard.event = resolve))
  peer.send(JSON.stringify({ type: 'any.sound' }))
  await arrived
  await line.clock.turn(34_999)
  assert.deepEqual(line.told, ['welcome'])
  await line.clock.turn(1)
  assert.equal((await line.closed).code, 'network')
  await settled()
  assert.deepEqual(line.told, ['welcome', 'network'])
  assert.deepEqual(line.clock.pending(), [])
})

test('a check sends a health check at once; any sound answers it, and everybody who asked', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  const next = once(peer, 'message')
  const sounds: string[] = []
  const heard = Promise.withResolvers<void>()
  line.socket.check(() => void sounds.push('first'))
  line.socket.check(() => {
    sounds.push('second')
    heard.resolve()
  })
  const [data] = await next
  assert.deepEqual(JSON.parse((data as Buffer).toString()), [
    { type: 'health.check', client_id: 'alice--1' },
  ])
  assert.deepEqual(sounds, [])
  peer.send(JSON.stringify({ type: 'health.check', connection_id: 'c1' }))
  await heard.promise
  assert.deepEqual(sounds, ['first', 'second'])
  await line.clock.turn(5_000)
  assert.deepEqual(line.told, ['welcome'])
})

test('a check that is not answered in 5 s is the end, and closing ends a check', async (t) => {
  const line = await openSocketHarness(t)
  await line.welcome()
  const heard = () => assert.fail('Nothing was said.')
  line.socket.check(heard)
  await line.clock.turn(4_999)
  assert.deepEqual(line.told, ['welcome'])
  await line.clock.turn(1)
  assert.match((await line.closed).message, /for 5 s/)
  assert.deepEqual(line.clock.pending(), [])

  const other = await openSocketHarness(t)
  await other.welcome()
  other.socket.check(heard)
  other.socket.close()
  assert.deepEqual(other.clock.pending(), [])
})

// What existing clients get wrong, 7.
for (const closeCode of [1000, 1006, 1011, 4001]) {
  test(`connection.error 40 counts at once, and a close with ${closeCode} after it adds nothing`, async (t) => {
    const line = await openSocketHarness(t)
    const peer = await line.welcome()
    const error = { code: 40, message: 'The token has expired', StatusCode: 401 }
    peer.send(JSON.stringify({ type: 'connection.error', connection_id: '', error }))
    if (closeCode === 1006) peer.terminate()
    else peer.close(closeCode)
    await once(peer, 'close')
    await settled()
    assert.deepEqual(line.told, ['welcome', 'tokenExpired'])
    assert.deepEqual(line.clock.pending(), [])
  })

  test(`a plain close with ${closeCode} is a network failure`, async (t) => {
    const line = await openSocketHarness(t)
    const peer = await line.welcome()
    if (closeCode === 1006) peer.terminate()
    else peer.close(closeCode)
    assert.equal((await line.closed).code, 'network')
  })
}

for (const [code, meaning] of [
  [2, 'workspaceInvalid'],
  [5, 'authenticationFailed'],
  [41, 'tokenNotYetValid'],
  [42, 'tokenUsedBeforeIssued'],
  [43, 'tokenSignatureInvalid'],
  [999, 'requestRefused'],
] as const) {
  test(`connection.error ${code} as the first frame is ${meaning}`, async (t) => {
    const line = await openSocketHarness(t)
    const peer = await line.accepted
    peer.send(JSON.stringify({ type: 'connection.error', error: { code, message: 'No.' } }))
    peer.close(1000)
    assert.equal((await line.closed).code, meaning)
    await settled()
    assert.deepEqual(line.told, [meaning])
  })
}

test('a frame over 4 MB ends the connection instead of filling the memory', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  peer.on('error', () => undefined)
  peer.send(JSON.stringify({ type: 'x', text: 'x'.repeat(4 * 1024 * 1024) }))
  assert.equal((await line.closed).code, 'network')
})

test('closing says 1000 to the server, and frames that come after are not heard', async (t) => {
  const line = await openSocketHarness(t)
  const peer = await line.welcome()
  line.socket.close()
  peer.send(JSON.stringify({ type: 'message.new' }))
  const [code] = await once(peer, 'close')
  assert.equal(code, 1000)
  await settled()
  assert.deepEqual([line.told, line.events], [['welcome'], []])
  assert.deepEqual(line.clock.pending(), [])
})

// What existing clients get wrong, 9.
test('a failure names the host and never the address with the token in it', async (t) => {
  const line = await openSocketHarness(t, {
    refuse: (end) => end('503 Service Unavailable', token),
  })
  const failures = [await line.closed]
  const cut = await openSocketHarness(t)
  ;(await cut.accepted).terminate()
  failures.push(await cut.closed)
  for (const failure of failures) {
    const said = inspect(failure, { depth: 9, showHidden: true })
    for (const part of token.split('.').slice(1)) assert.ok(!said.includes(part), said)
  }
})

test('while a person is asked for a password on the way, nobody counts the silence', async (t) => {
  const asked = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const line = await openSocketHarness(t, {
    async dial(url, caller) {
      await settled()
      caller.asking(true)
      asked.resolve()
      await answered.promise
      caller.asking(false)
      return dial(url, caller)
    },
  })
  await asked.promise
  await line.clock.turn(3_600_000)
  assert.deepEqual(line.told, ['asking'])
  answered.resolve()
  await line.welcome()
  await line.clock.turn(35_000)
  assert.equal((await line.closed).code, 'network')
  assert.deepEqual(line.told, ['asking', 'answered', 'welcome', 'network'])
})

test('a line that cannot be laid closes the socket with its failure', async (t) => {
  const refused = new Failure('proxyRefused', 'The proxy refuses.')
  const line = await openSocketHarness(t, { dial: () => Promise.reject(refused) })
  assert.equal(await line.closed, refused)
  assert.deepEqual(line.clock.pending(), [])
})

test('a socket that is closed while its line is being laid gives the line up', async (t) => {
  const given = Promise.withResolvers<AbortSignal>()
  const line = await openSocketHarness(t, {
    dial(_, { signal }) {
      given.resolve(signal)
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      )
    },
  })
  const signal = await given.promise
  line.socket.close()
  assert.equal(signal.aborted, true)
  await settled()
  assert.deepEqual(line.told, [])
})
