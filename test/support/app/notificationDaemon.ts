import { connect } from 'node:net'
import { writeCall, type BusCall } from '../../../main/platform/busMessage.ts'
import type { Desktop } from './desktop.ts'

/** A notification daemon on a desktop's session bus that answers each call and shows nothing. */
export interface NotificationDaemon {
  stop(): void
}

const bus: Omit<BusCall, 'member'> = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}
const doNotQueue = 4

/**
 * Starts a daemon, also where none is installed. Resolves when it owns its name.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol
 */
export function startNotificationDaemon({ env }: Desktop): Promise<NotificationDaemon> {
  const address = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const [, kind, name = ''] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? []
  // Only Linux has a bus, and only there the app asks.
  if (kind === undefined) return Promise.resolve({ stop: () => undefined })
  const socket = connect(kind === 'abstract' ? `\0${name}` : name)
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    let received: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      if (received.subarray(0, 2).toString() === 'OK') {
        received = received.subarray(received.indexOf('\n') + 1)
        const args = ['org.freedesktop.Notifications', doNotQueue]
        socket.write('BEGIN\r\n')
        socket.write(writeCall(1, { ...bus, member: 'Hello' }))
        socket.write(writeCall(2, { ...bus, member: 'RequestName', args }))
      }
      for (let message; (message = readHead(received)) !== null;) {
        received = received.subarray(message.size)
        if (message.replyTo === 2) resolve({ stop: () => socket.destroy() })
        if (message.isCall) socket.write(emptyReply(message.serial, message.sender))
      }
    })
  })
}

/** The parts of a little-endian message that a reply needs; null while it is not complete. */
function readHead(bytes: Buffer) {
  if (bytes.length < 16) return null
  const fieldsEnd = 16 + bytes.readUInt32LE(12)
  const size = Math.ceil(fieldsEnd / 8) * 8 + bytes.readUInt32LE(4)
  if (bytes.length < size) return null
  let sender = ''
  let replyTo: number | null = null
  for (let place = 16; place < fieldsEnd; place = Math.ceil(place / 8) * 8) {
    const [code, type] = [bytes.readUInt8(place), String.fromCharCode(bytes.readUInt8(place + 2))]
    place += 4
    // A signature has its length in one byte; all other values here begin with four.
    const length = type === 'g' ? bytes.readUInt8(place) : bytes.readUInt32LE(place)
    const start = place + (type === 'g' ? 1 : 4)
    if (code === 5) replyTo = length
    if (code === 7) sender = bytes.toString('utf8', start, start + length)
    place = type === 'u' ? start : start + length + 1
  }
  return { size, serial: bytes.readUInt32LE(8), isCall: bytes.readUInt8(1) === 1, replyTo, sender }
}

/** A method return without a value. */
function emptyReply(serial: number, sender: string): Buffer {
  const fields = Buffer.alloc(8 + 8 + sender.length + 1)
  fields.write('\u0005\u0001u\0', 'latin1')
  fields.writeUInt32LE(serial, 4)
  fields.write('\u0006\u0001s\0', 8, 'latin1')
  fields.writeUInt32LE(sender.length, 12)
  fields.write(sender, 16, 'latin1')
  const head = Buffer.alloc(16)
  // Little-endian, a method return that wants no reply, version 1; its own serial can be any.
  head.write('l\u0002\u0001\u0001', 'latin1')
  head.writeUInt32LE(serial + 2, 8)
  head.writeUInt32LE(fields.length, 12)
  return Buffer.concat([head, fields, Buffer.alloc((8 - (fields.length % 8)) % 8)])
}
