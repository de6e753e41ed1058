import type { Socket } from 'node:net'
import { SocksClient } from 'socks'
import type { End } from './tcp.ts'
import type { ProxyRoute } from './routes.ts'

/**
 * Opens a line through a SOCKS proxy, which looks up the server's name itself. Loaded when there is such a proxy.
 * @throws an error, without a code
 */
export async function openSocks(
  { kind, host, port }: ProxyRoute,
  target: End,
  signal: AbortSignal,
): Promise<Socket> {
  const { socket } = await SocksClient.createConnection({
    proxy: { host, port, type: kind === 'socks4' ? 4 : 5 },
    command: 'connect',
    destination: target,
    timeout: timeoutMs,
  })
  if (signal.aborted) socket.destroy()
  signal.throwIfAborted()
  return socket
}

const timeoutMs = 10_000
