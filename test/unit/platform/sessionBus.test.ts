import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { BusCall } from '../../../main/platform/busMessage.ts'
import { createSessionBus } from '../../../main/platform/sessionBus.ts'
import { FakeClock } from '../../support/fakes.ts'

const skip = process.platform === 'win32' ? 'there is no bus on Windows' : false
const call: BusCall = {
  destination: 'a.name',
  path: '/a',
  interface: 'a.name',
  member: 'Ask',
  args: ['ä', 7],
}

/** An answer by the D-Bus specification, "Message Format", in either byte order. */
function answer(
  type: 'return' | 'error',
  signature: string,
  body: Buffer,
  isLittle = true,
): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4)
    if (isLittle) bytes.writeUInt32LE(value)
    else bytes.writeUInt32BE(value)
    return bytes
  }
  const text = (value: string) => [number(value.length), Buffer.from(`${value}\0`)]
  const error = Buffer.concat([Buffer.from([4, 1, 0x73, 0]), ...text('a.name.Error.Refused')])
  const fields = Buffer.concat([
    Buffer.concat([Buffer.from([5, 1, 0x75, 0]), number(2)]),
    Buffer.concat([
      Buffer.from([8, 1, 0x67, 0]),
      Buffer.from([signature.length]),
      Buffer.from(`${signature}\0`),
    ]),
  ])
  const padded = Buffer.concat([fields, Buffer.alloc((8 - (fields.length % 8)) % 8)])
  const all = type === 'error' ? Buffer.concat([padded, error]) : fields
  const head = Buffer.concat([
    Buffer.from([isLittle ? 0x6c : 0x42, type === 'error' ? 3 : 2, 1, 1]),
    number(body.length),
    number(9),
    number(all.length),
    all,
  ])
  return Buffer.concat([head, Buffer.alloc((8 - (head.length % 8)) % 8), body])
}

const textBody = (value: string) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.byteLength(value))
  return Buffer.concat([length, Buffer.from(`${value}\0`)])
}

/** A bus that takes us and sends these bytes for the call, in pieces of `piece` bytes. */
async function startBus(t: TestContext, sent: Buffer | null, { piece = 1_000, takes = true } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bus-'))
  const path = join(folder, 'bus')
  const heard: Buffer[] = []
  const lines = new Set<Socket>()
  const server = createServer((line) => {
    lines.add(line)
    line.on('error', () => undefined)
    line.on('data', (chunk: Buffer) => {
      heard.push(chunk)
      const all = Buffer.concat(heard)
      if (all.includes('AUTH') && !all.includes('BEGIN')) {
        line.write(takes ? 'OK 1234\r\n' : 'REJECTED EXTERNAL\r\n')
      } else if (all.includes('Ask') && sent) {
        for (let place = 0; place < sent.length; place += piece)
          line.write(sent.subarray(place, place + piece))
      }
    })
  })
  await new Promise<void>((resolve) => void server.listen(path, resolve))
  t.after(async () => {
    for (const line of lines) line.destroy()
    server.close()
    await rm(folder, { recursive: true })
  })
  const clock = new FakeClock()
  const bus = createSessionBus({
    env: { DBUS_SESSION_BUS_ADDRESS: `tcp:host=x;unix:guid=1,path=${path}` },
    clock,
  })
  return { bus, clock, heard: () => Buffer.concat(heard) }
}

test(
  'a call is answered with its first value, in whatever pieces and byte order it comes',
  { skip },
  async (t) => {
    const bigEndian = Buffer.from([0, 0, 0, 1])
    for (const [sent, expected] of [
      [answer('return', 's', textBody('dunst')), 'dunst'],
      [answer('return', 'ssss', textBody('dunst')), 'dunst'],
      [answer('return', 'b', Buffer.from([1, 0, 0, 0])), true],
      [answer('return', 'u', Buffer.from([4, 1, 0, 0])), 260],
      [answer('return', 'u', bigEndian, false), 1],
      [answer('return', '', Buffer.alloc(0)), null],
      [answer('return', 'as', Buffer.alloc(4)), null],
      [answer('return', 'v', Buffer.from([1, 0x62, 0, 0, 1, 0, 0, 0])), true],
      [answer('return', 'v', Buffer.from([2, 0x61, 0x73, 0, 0, 0, 0, 0])), null],
    ] as const) {
      for (const piece of [1, 1_000]) {
        const { bus, heard } = await startBus(t, sent, { piece })
        assert.equal(await bus.call(call, 1_000), expected)
        assert.ok(heard().includes(Buffer.from('ä\0')), 'the argument was sent')
      }
    }
  },
)

test(
  'an error of the service has its name, and a bus that does not take us says so',
  { skip },
  async (t) => {
    const refused = await startBus(t, answer('error', 's', textBody('No.')))
    await assert.rejects(refused.bus.call(call, 1_000), { message: 'a.name.Error.Refused' })
    const stranger = await startBus(t, null, { takes: false })
    await assert.rejects(stranger.bus.call(call, 1_000), /does not take us/)
  },
)

test('a service that hangs costs the time that it was given, and no more', { skip }, async (t) => {
  const { bus, clock } = await startBus(t, null)
  const called = assert.rejects(bus.call(call, 2_000), /a\.name did not answer in 2000 ms/)
  await clock.turn(2_000)
  await called
})

test('without a bus a call fails at once', { skip }, async () => {
  for (const env of [
    {},
    { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' },
    { XDG_RUNTIME_DIR: '/nowhere' },
  ]) {
    await assert.rejects(createSessionBus({ env, clock: new FakeClock() }).call(call, 1_000))
  }
})
