import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { openSocket } from '../../../main/chat/socket.ts'
import { dial } from '../../support/directDial.ts'
import { FakeClock } from '../../support/fakes.ts'

const welcome = '{"type":"health.check","connection_id":"c1","me":{"id":"alice"}}'

/** One frame of a server (RFC 6455 section 5.2), of at most 65,535 bytes. */
function frame(
  opcode: number,
  payload: string | Buffer,
  { isFinal = true, bits = 0 } = {},
): Buffer {
  const body = Buffer.from(payload)
  const first = (isFinal ? 0x80 : 0) | bits | opcode
  const head =
    body.length < 126 ? [first, body.length] : [first, 126, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from(head), body])
}

const text = (payload: string | Buffer) => frame(1, payload)
const accept = (request: string) => {
  const key = /sec-websocket-key: *(\S+)/i.exec(request)?.[1] ?? ''
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}
const usual = (key: string) =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`

/** A server that writes bytes as it likes, and what a socket makes of them. */
async function open(
  t: TestContext,
  bytes: readonly Buffer[],
  { upgrade = usual, end = false }: { upgrade?: (key: string) => string; end?: boolean } = {},
) {
  const lines: Socket[] = []
  const received: Buffer[] = []
  const server = createServer((line) => {
    lines.push(line)
    line.on('error', () => undefined)
    line.once('data', (request: Buffer) => {
      line.on('data', (chunk: Buffer) => received.push(chunk))
      const head = Buffer.from(upgrade(accept(request.toString('latin1'))), 'latin1')
      // In one piece: what follows the head at once must not be lost.
      line.write(Buffer.concat([head, ...bytes]))
      if (end) line.end()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    socket.close()
    for (const line of lines) line.destroy()
    server.close()
  })
  const told: string[] = []
  const events: string[] = []
  let wake = () => {}
  const note = (list: string[], value: string) => {
    list.push(value)
    wake()
  }
  const socket = openSocket(
    {
      clock: new FakeClock(),
      url: new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/connect`),
      dial,
      clientId: 'alice--1',
      event: ({ type }) => note(events, type),
      learn: () => undefined,
    },
    {
      welcome: () => note(told, 'welcome'),
      closed: ({ code }) => note(told, code),
      asking: () => undefined,
    },
  )
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (wake = resolve))
  }
  return { told, events, until, received: () => Buffer.concat(received) }
}

const upgrades: [what: string, upgrade: (key: string) => string][] = [
  [
    'names its headers in lower case',
    (key) => usual(key).replace(/^[A-Z][\w-]+:/gm, (name) => name.toLowerCase()),
  ],
  [
    'sends early hints first',
    (key) => `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${usual(key)}`,
  ],
  ['says 100 Continue first', (key) => `HTTP/1.1 100 Continue\r\n\r\n${usual(key)}`],
  [
    'lists keep-alive with the upgrade',
    (key) => usual(key).replace('Connection: Upgrade', 'Connection: keep-alive, Upgrade'),
  ],
  [
    'has a header beyond ASCII',
    (key) => usual(key).replace('\r\n\r\n', '\r\nX-Team: \xe9quipe\r\n\r\n'),
  ],
  ['has no reason phrase', (key) => usual(key).replace(' Switching Protocols', '')],
]

for (const [what, upgrade] of upgrades) {
  test(`a server whose upgrade ${what} is connected to`, async (t) => {
    const { told, until } = await open(t, [text(welcome)], { upgrade })
    await until(() => told.length > 0)
    assert.deepEqual(told, ['welcome'])
  })
}

const refusedUpgrades: [what: string, upgrade: (key: string) => string][] = [
  [
    'compression that was not asked for',
    (key) =>
      usual(key).replace('\r\n\r\n', '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n'),
  ],
  [
    'a protocol that was not asked for',
    (key) => usual(key).replace('\r\n\r\n', '\r\nSec-WebSocket-Protocol: chat\r\n\r\n'),
  ],
  ['another key', () => usual('bm90IHRoZSBrZXk=')],
  ['nothing of HTTP', () => 'SSH-2.0-OpenSSH_9.2\r\n'],
]

for (const [what, upgrade] of refusedUpgrades) {
  test(`an upgrade with ${what} fails once, as a lost connection`, async (t) => {
    const { told, until } = await open(t, [text(welcome)], { upgrade })
    await until(() => told.length > 0)
    await new Promise(setImmediate)
    assert.deepEqual(told, ['network'])
  })
}

test('a message in pieces with a ping between them is one message, and the ping is answered', async (t) => {
  const { told, events, until, received } = await open(t, [
    frame(1, welcome.slice(0, 20), { isFinal: false }),
    frame(9, 'are you there'),
    frame(0, welcome.slice(20, 30), { isFinal: false }),
    frame(0, welcome.slice(30)),
    frame(10, 'a pong that was not asked for'),
    text('{"type":"a.b"}'),
  ])
  await until(() => events.length > 0)
  assert.deepEqual(told, ['welcome'])
  while (received().length < 6) await new Promise(setImmediate)
  // A masked pong: FIN and opcode 10.
  assert.equal(received()[0], 0x8a)
})

test('frames of odd content are read as far as they can be', async (t) => {
  const { told, events, until } = await open(t, [
    text('\ufeff{"type":"a","type":"health.check","connection_id":"c1","me":null,"me":{"id":"x"}}'),
    frame(2, '{"type":"binary"}'),
    text('{"type":"number","big":123456789012345678901234567890,"small":1e-400,"far":1e400}'),
    text('{"type":"deep","a":' + '['.repeat(2_000) + ']'.repeat(2_000) + '}'),
    text('{"type":"proto","__proto__":{"type":"x"},"constructor":1}'),
    text('{"type":"lone","text":"\\ud800"}'),
    text('{"type":"unfinished"'),
    text(''),
    text('{"type":"last"}'),
  ])
  await until(() => events.includes('last'))
  assert.deepEqual(told, ['welcome'])
  assert.deepEqual(events, ['binary', 'number', 'deep', 'proto', 'lone', 'last'])
})

for (const code of [1000, 1001, 1005, 1008, 1011, 1012, 1013, 4000, 4999]) {
  test(`a close with ${code} is the end, told once`, async (t) => {
    const payload = Buffer.from([code >> 8, code & 255])
    const closing = code === 1005 ? Buffer.alloc(0) : Buffer.concat([payload, Buffer.from('bye')])
    const { told, until } = await open(t, [text(welcome), frame(8, closing)], { end: true })
    await until(() => told.length > 1)
    await new Promise(setImmediate)
    assert.deepEqual(told, ['welcome', 'network'])
  })
}

/** [what breaks RFC 6455, the bytes] */
const broken: [string, Buffer][] = [
  ['a compressed frame', frame(1, 'x', { bits: 0x40 })],
  ['an opcode that is none', frame(3, 'x')],
  ['a piece without a beginning', frame(0, 'x')],
  ['a ping that is too long', frame(9, 'x'.repeat(126))],
  ['a close with a code that is none', frame(8, Buffer.from([3, 237]))],
  ['a masked frame', Buffer.from([0x81, 0x81, 1, 2, 3, 4, 5])],
  ['a frame longer than memory', Buffer.from([0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0])],
  ['a text that is no UTF-8', text(Buffer.from([0xff, 0xfe]))],
]

for (const [what, bytes] of broken) {
  test(`${what} ends the connection once`, async (t) => {
    const { told, until } = await open(t, [text(welcome), bytes])
    await until(() => told.length > 1)
    await new Promise(setImmediate)
    assert.deepEqual(told, ['welcome', 'network'])
  })
}

test('a connection that is cut in the middle of a frame ends once', async (t) => {
  const { told, until } = await open(t, [text(welcome), text('{"type":"a.b"}').subarray(0, 5)], {
    end: true,
  })
  await until(() => told.length > 1)
  assert.deepEqual(told, ['welcome', 'network'])
})
