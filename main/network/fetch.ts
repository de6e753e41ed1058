import { Readable } from 'node:stream'
import type { AuthInfo, ClientRequest, IncomingMessage, Net, Session } from 'electron'
import type { Credentials, ProxyLogin } from './proxyAuth.ts'

export interface FetchOptions {
  net: Pick<Net, 'request'>
  session(): Session
  login: Pick<ProxyLogin, 'ask'>
}

/**
 * `fetch` through Chromium, and so through the system's proxy and trust store, without cookies and cache. A redirect is
 * answered and not followed, as by Node's with `redirect: 'manual'`; the `fetch` of Electron's sessions throws on one
 * (https://github.com/electron/electron/issues/43715) and cannot answer a proxy (issue 44249).
 * @throws what Chromium says, as `net::ERR_…`; Failure `proxyRefused`
 */
export function createFetch({ net, session, login }: FetchOptions): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', signal = null } = init
      signal?.throwIfAborted()
      const sent = net.request({
        url: new URL(input instanceof Request ? input.url : input).href,
        method,
        session: session(),
        redirect: 'manual',
        credentials: 'omit',
      })
      setHeaders(sent, init.headers)
      let answered: Readable | null = null

      function fail(error: unknown): void {
        reject(error)
        answered?.destroy(error as Error)
        end()
      }
      const abort = () => fail(signal?.reason)
      signal?.addEventListener('abort', abort)
      /** Also of one that has ended by itself. */
      function end(): void {
        signal?.removeEventListener('abort', abort)
        sent.abort()
      }

      sent.on('error', fail)
      sent.on('login', answerLogin(login, signal, fail))
      sent.on('redirect', (status, _method, _url, headers) => {
        resolve(new Response(null, { status, headers: readHeaders(headers) }))
        end()
      })
      sent.on('response', (response) => {
        // In Electron's types it is no stream of Node's, and in Electron it is one.
        answered = response as unknown as Readable
        // Closed by its end, or by a reader who has had enough.
        answered.once('close', end)
        resolve(readResponse(response, answered))
      })
      sent.end(init.body as string)
    })
}

/** Only a proxy is answered: a server that wants a password gets none, and its 401 is what it said. */
function answerLogin(
  login: FetchOptions['login'],
  signal: AbortSignal | null,
  fail: (error: unknown) => void,
) {
  let given: Credentials | null = null
  return (info: AuthInfo, answer: (username?: string, password?: string) => void): void => {
    if (!info.isProxy) return answer()
    const proxy = { host: `${info.host}:${info.port}`, realm: info.realm }
    login.ask(proxy, given, signal).then((credentials) => {
      given = credentials
      answer(credentials.username, credentials.password)
    }, fail)
  }
}

function setHeaders(request: ClientRequest, headers: RequestInit['headers'] = {}): void {
  const isListed = headers instanceof Headers || Array.isArray(headers)
  for (const [name = '', value = ''] of isListed ? headers : Object.entries(headers)) {
    try {
      request.setHeader(name, String(value))
    } catch {
      // Electron's own error repeats the value.
      throw new TypeError(`The header ${name} cannot be sent.`)
    }
  }
}

function readResponse(
  { statusCode: status, statusMessage: statusText, headers }: IncomingMessage,
  stream: Readable,
): Response {
  const init = { status, statusText, headers: readHeaders(headers) }
  const body = Readable.toWeb(stream)
  if (![204, 205, 304].includes(status)) return new Response(body as ReadableStream, init)
  void body.cancel()
  return new Response(null, init)
}

function readHeaders(headers: Record<string, string | string[]>): Headers {
  const read = new Headers()
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) read.append(name, value)
  }
  return read
}
