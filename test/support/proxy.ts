import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** A real HTTP proxy on this computer, which counts what passes. */
export interface Proxy {
  readonly port: number
  /** The requests with known credentials: `CONNECT host:port`, or `POST http://host:port/path` without its query. */
  readonly passed: string[]
  /** How often it asked for a user name and password. */
  asked(): number
  /** The user name and password that it wants from now on; null: none. */
  want(credentials: { username: string; password: string } | null): void
  /** The status for wrong credentials on a tunnel: 407, or 401 as tinyproxy 1.11 says it. */
  refuseWith(status: 401 | 407): void
  /** Cuts all that passes and takes nothing more. */
  stop(): Promise<void>
  /** Comes back on the same port. */
  start(): Promise<void>
}

/** Starts a proxy: CONNECT for tunnels, and plain forwarding. Both want the credentials, when there are any. */
export async function startProxy(): Promise<Proxy> {
  const passed: string[] = []
  let asked = 0
  let refusal: 401 | 407 = 407
  let wanted: string | null = null
  let port = 0
  let server: Server | null = null
  const sockets = new Set<Socket>()

  function mayPass({ headers }: IncomingMessage): boolean {
    if (wanted === null || headers['proxy-authorization'] === wanted) return true
    asked += 1
    return false
  }

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    return socket.on('close', () => sockets.delete(socket))
  }

  function open(): Server {
    const opened = createServer((incoming, answer) => {
      if (!mayPass(incoming)) return void answer.writeHead(407, challenge).end('Who are you?')
      const target = new URL(incoming.url ?? '')
      passed.push(`${incoming.method} ${target.origin}${target.pathname}`)
      const { 'proxy-authorization': _, ...headers } = incoming.headers
      const outgoing = request(target, { method: incoming.method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      })
      outgoing.on('error', () => answer.destroy())
      incoming.pipe(outgoing)
    })
    opened.on('connect', (incoming, client: Socket, head) => {
      if (!mayPass(incoming)) {
        const status = incoming.headers['proxy-authorization'] === undefined ? 407 : refusal
        client.end(
          `HTTP/1.1 ${status} Who are you?\r\nProxy-Authenticate: ${challenge['Proxy-Authenticate']}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        )
        return
      }
      passed.push(`CONNECT ${incoming.url}`)
      const { hostname, port } = new URL(`http://${incoming.url}`)
      const target = keep(connect(Number(port || 80), hostname.replace(/^\[|\]$/g, '')))
      target.on('connect', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        target.write(head)
        client.pipe(target).pipe(client)
      })
      target.on('close', () => client.destroy())
      client.on('close', () => target.destroy())
    })
    return opened.on('connection', keep)
  }

  const proxy: Proxy = {
    get port() {
      return port
    },
    passed,
    asked: () => asked,
    refuseWith: (status) => void (refusal = status),
    want(credentials) {
      wanted = credentials && basic(credentials)
    },
    async stop() {
      const stopped = server
      server = null
      for (const socket of sockets) socket.destroy()
      if (stopped) await new Promise((resolve) => stopped.close(resolve))
    },
    async start() {
      const started = open()
      server = started
      await new Promise<void>((resolve) => void started.listen(port, '127.0.0.1', resolve))
      port = (started.address() as AddressInfo).port
    },
  }
  await proxy.start()
  return proxy
}

const challenge = { 'Proxy-Authenticate': 'Basic realm="A proxy of a test"' }

function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
