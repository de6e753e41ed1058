import { connect, type AddressInfo, type Socket } from 'node:net'
import { createServer, type Server } from 'node:tls'
import type { Certificate } from './certificates.ts'

/** TLS before a server that has none: what comes in is passed on as it is. */
export interface Front {
  readonly port: number
  /** How many lines were opened with TLS so far. */
  opened(): number
  /** Cuts all that is open, and shows another certificate from now on. */
  show(certificate: Certificate): Promise<void>
  stop(): Promise<void>
}

/** Puts TLS before a port of this computer. */
export async function startFront(behind: number, certificate: Certificate): Promise<Front> {
  const sockets = new Set<Socket>()
  let opened = 0
  let port = 0
  let server: Server

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }

  async function start(certificate: Certificate): Promise<void> {
    server = createServer(certificate, (client) => {
      opened += 1
      const target = connect(behind, '127.0.0.1')
      for (const socket of [client, target]) keep(socket)
      client.on('close', () => target.destroy())
      target.on('close', () => client.destroy())
      client.pipe(target).pipe(client)
    })
    server.on('connection', keep)
    await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }

  async function stop(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }

  await start(certificate)
  return {
    get port() {
      return port
    },
    opened: () => opened,
    async show(certificate) {
      await stop()
      await start(certificate)
    },
    stop,
  }
}
