import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** A server of one's own in front of a backend: it records all it is sent, under any path, and passes it on. */
export interface Recorder {
  readonly port: number
  readonly received: string[]
}

const prefix = /^\/(?:eu|us|EU)(?=\/)/

export async function startRecorder(t: TestContext, backendUrl: string): Promise<Recorder> {
  const backend = new URL(backendUrl)
  const received: string[] = []
  const note = ({ url, headers }: IncomingMessage, body = '') =>
    void received.push(`${url} ${JSON.stringify(headers)} ${body}`)

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      note(incoming, body.toString())
      const forwarded = httpRequest(
        {
          host: backend.hostname,
          port: backend.port,
          method: incoming.method,
          path: incoming.url?.replace(prefix, ''),
          headers: { ...incoming.headers, host: backend.host },
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        },
      )
      forwarded.on('error', () => outgoing.destroy())
      forwarded.end(body)
    })
  })
  server.on('upgrade', (incoming, socket) => {
    note(incoming)
    const line = connect(Number(backend.port), backend.hostname, () => {
      const path = incoming.url?.replace(prefix, '')
      const headers = Object.entries({ ...incoming.headers, host: backend.host })
      const lines = headers.map(([name, value]) => `${name}: ${String(value)}`)
      line.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      line.pipe(socket).pipe(line)
    })
    line.on('error', () => socket.destroy())
    socket.on('error', () => line.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, received }
}
