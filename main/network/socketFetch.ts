import { once } from 'node:events'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import type { Dial } from './dial.ts'
import { clientCertificateNeeded } from './errors.ts'
import { readType } from './http.ts'
import { makeResponse, type Fetch, type HttpResponse } from './response.ts'

/**
 * `fetch` over a socket that is opened as one for a WebSocket, for servers that ask for a client certificate: Chromium's
 * requests end there even when the certificate is optional (https://github.com/electron/electron/issues/52160), and Node
 * answers without one. Redirects are answered and not followed.
 * @throws Failure `clientCertificateNeeded` when the server insists, and those of `Dial`
 */
export function createSocketFetch(dial: Dial, client: string): Fetch {
  return async (address, init = {}) => {
    const url = new URL(address)
    const signal = init.signal ?? new AbortController().signal
    signal.throwIfAborted()
    const target = new URL(url)
    target.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = await dial(target, { signal, asking: () => undefined })
    const body = init.body ?? ''
    const sent = requestHttp({
      createConnection: () => socket,
      method: init.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: {
        'User-Agent': client,
        ...init.headers,
        Host: url.host,
        'Content-Length': Buffer.byteLength(body),
        'Accept-Encoding': 'identity',
        Connection: 'close',
      },
    })
    const abort = () => sent.destroy(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    sent.on('error', () => undefined)
    sent.on('close', () => signal.removeEventListener('abort', abort))
    sent.end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return readAnswer(url, answer)
  }
}

/** Servers that insist say so after the handshake, in a page of their own (nginx: 400; others 403, 495, 496). */
function readAnswer(url: URL, answer: IncomingMessage): HttpResponse {
  const { statusCode = 0, headers } = answer
  const type = readType(headers['content-type'] ?? null)
  if ([400, 403, 495, 496].includes(statusCode) && type === 'text/html') {
    answer.destroy()
    throw clientCertificateNeeded(url.host)
  }
  return makeResponse(statusCode, headers, answer)
}
