import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A SOCKS5 proxy on this computer (RFC 1928) that wants no password and counts what passes. */
export interface SocksProxy {
  readonly port: number
  /** `host:port` of each line that was opened. */
  readonly passed: string[]
  stop(): Promise<void>
}

/** Starts a proxy that takes host names and IPv4 addresses. */
export async function startSocks(): Promise<SocksProxy> {
  const passed: string[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    // Each message is short and comes alone, for the other side waits for its answer.
    client.once('data', () => {
      client.write(Buffer.from([5, 0]))
      client.once('data', (request: Buffer) => {
        const isName = request[3] === 3
        const end = isName ? 5 + (request[4] ?? 0) : 8
        const host = isName ? request.toString('latin1', 5, end) : request.subarray(4, 8).join('.')
        const port = request.readUInt16BE(end)
        const target = connect(port, host)
        keep(target)
        target.on('connect', () => {
          passed.push(`${host}:${port}`)
          client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
          client.pipe(target).pipe(client)
        })
        target.on('close', () => client.destroy())
        client.on('close', () => target.destroy())
      })
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    passed,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
