import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Clock } from '../auth/ports.ts'
import { readMessage, writeCall, type BusCall, type BusValue } from './busMessage.ts'

/** The D-Bus session bus of a Linux desktop, asked over a socket of our own: no call can hold up the app. */
export interface SessionBus {
  /**
   * Calls a method; the bus starts the service when nobody has its name yet and it is told how.
   * @returns the first value of the answer; null: there is none, or it is no text, number or truth value
   * @throws Error without a bus, with the error of the service, or after `timeoutMs`
   */
  call(call: BusCall, timeoutMs: number): Promise<BusValue | null>
}

export interface SessionBusOptions {
  env: Readonly<Record<string, string | undefined>>
  clock: Clock
}

/** More is not an answer to any call of ours. */
const mostBytes = 65_536

/** One connection a call (https://dbus.freedesktop.org/doc/dbus-specification.html). */
export function createSessionBus({ env, clock }: SessionBusOptions): SessionBus {
  return {
    call: (call, timeoutMs) =>
      new Promise((resolve, reject) => {
        const path = findBus(env)
        if (path === null) return reject(new Error('There is no session bus.'))
        const socket = connect(path)
        const end = (settle: () => void) => {
          cancelTimeout()
          socket.destroy()
          settle()
        }
        const fail = (error: Error) => end(() => reject(error))
        const cancelTimeout = clock.after(timeoutMs, () =>
          fail(new Error(`${call.destination} did not answer in ${timeoutMs} ms.`)),
        )
        socket.on('error', fail)
        socket.on('close', () => fail(new Error('The session bus closed the connection.')))
        converse(socket, call, (value) => end(() => resolve(value)), fail)
      }),
  }
}

const hello: BusCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
}

/** Says who we are by the user ID, which the bus reads from the socket too, then sends the call and waits for its answer. */
function converse(
  socket: Socket,
  call: BusCall,
  done: (value: BusValue | null) => void,
  fail: (error: Error) => void,
): void {
  let received: Buffer = Buffer.alloc(0)
  let isIn = false
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    if (received.length > mostBytes) return fail(new Error('The session bus says too much.'))
    if (!isIn) {
      const end = received.indexOf('\r\n')
      if (end < 0) return
      if (!received.subarray(0, end).toString('latin1').startsWith('OK'))
        return fail(new Error('The session bus does not take us.'))
      received = received.subarray(end + 2)
      isIn = true
      socket.write(
        Buffer.concat([Buffer.from('BEGIN\r\n'), writeCall(1, hello), writeCall(2, call)]),
      )
    }
    for (;;) {
      const message = readMessage(received)
      if (message === null) return
      received = received.subarray(message.size)
      if (message.replyTo !== 2) continue
      if (message.error !== null) return fail(new Error(message.error))
      return done(message.value)
    }
  })
}

/** The socket of the bus, by its address or in its usual place; null: there is none that Node can open. */
function findBus(env: SessionBusOptions['env']): string | null {
  const { DBUS_SESSION_BUS_ADDRESS: addresses = '', XDG_RUNTIME_DIR: folder } = env
  for (const address of addresses.split(';')) {
    const found = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address)
    const [, kind, name = ''] = found ?? []
    if (kind === 'path') return decodeURIComponent(name)
    if (kind === 'abstract') return `\0${decodeURIComponent(name)}`
  }
  return addresses === '' && folder ? join(folder, 'bus') : null
}
