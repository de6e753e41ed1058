import { Readable } from 'node:stream'
import type { AuthInfo, ClientRequest, Net, Session } from 'electron'
import type { Credentials, ProxyLogin } from './proxyAuth.ts'
import { makeResponse, type Fetch, type HttpInit } from './response.ts'

export interface FetchOptions {
  net: Pick<Net, 'request'>
  session(): Session
  login: Pick<ProxyLogin, 'ask'>
}

/**
 * `fetch` through Chromium, and so through the system's proxy and trust store, without cookies and cache. A redirect is
 * answered and not followed, as by Node's with `redirect: 'manual'`; the `fetch` of Electron's sessions throws on one
 * (https://github.com/electron/electron/issues/43715) and cannot answer a proxy (issue 44249). Nothing that Chromium hands
 * over throws outside of the promise.
 * @throws what Chromium says, as `net::ERR_…`; Failure `proxyRefused`
 */
export function createFetch({ net, session, login }: FetchOptions): Fetch {
  return (url, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', signal = null, body = '' } = init
      signal?.throwIfAborted()
      const sent = net.request({
        url: new URL(url).href,
        method,
        session: session(),
        redirect: 'manual',
        credentials: 'omit',
      })
      let answered: Readable | null = null

      function fail(error: unknown): void {
        reject(error)
        answered?.destroy(error as Error)
        end()
      }
      const abort = () => fail(signal?.reason)
      /** Also of one that has ended by itself. */
      function end(): void {
        signal?.removeEventListener('abort', abort)
        sent.abort()
      }
      /** An error in an event of Electron's belongs to no promise. */
      function attempt(act: () => void): void {
        try {
          act()
        } catch (error) {
          fail(error)
        }
      }

      // One that was given up says so once more.
      sent.on('error', fail)
      attempt(() => {
        setHeaders(sent, init.headers)
        signal?.addEventListener('abort', abort)
        sent.on('login', answerLogin(login, signal, fail))
        sent.on('redirect', (status, _method, _url, headers) =>
          attempt(() => {
            resolve(makeResponse(status, headers, null))
            end()
          }),
        )
        sent.on('response', (response) =>
          attempt(() => {
            // In Electron's types it is no stream of Node's, and in Electron it is one.
            answered = response as unknown as Readable
            // What is destroyed says so, and without a listener that is an uncaught exception.
            answered.on('error', () => undefined)
            // Closed by its end, or by a reader who has had enough.
            answered.once('close', end)
            resolve(makeResponse(response.statusCode, response.headers, answered))
          }),
        )
        sent.end(body ?? '')
      })
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

function setHeaders(request: ClientRequest, headers: HttpInit['headers'] = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      request.setHeader(name, value)
    } catch {
      // Electron's own error repeats the value.
      throw new TypeError(`The header ${name} cannot be sent.`)
    }
  }
}
