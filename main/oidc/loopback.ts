import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Failure } from '../auth/errors.ts'
import type { Log } from '../auth/ports.ts'
import { answerPage, pageHeaders, type AnswerPage, type PageLanguage } from './answerPage.ts'

/** Listens for the browser while a person signs in (RFC 8252 section 7.3). */
export interface Loopback {
  /** The address that the identity provider sends the browser back to. */
  readonly redirectUri: string
  /** Stops listening at once. */
  close(): void
}

export interface LoopbackOptions {
  /** The `state` that the answer must have. */
  state: string
  /** The one answer: the whole address that the browser was sent back to. */
  answered(address: URL): void
  log: Log
  /** Of the pages. */
  language: PageLanguage
  /** Tried in this order, each with a port of the system's choice; by default IPv4 and IPv6 of this computer. */
  hosts?: readonly string[]
}

const callbackPath = '/callback'
/** The browser fetches the last page at once. One that does not must not keep the listener open. */
const lastPageMs = 3_000
const limits = { maxHeaderSize: 16_384, headersTimeout: 5_000, requestTimeout: 10_000 }
const mostConnections = 100

/**
 * Opens the listener. It takes one answer: a GET of the callback address with the right `state`. It refuses everything else
 * and goes on waiting, because any program on this computer can send it something. After the answer it sends the browser
 * to an address without the code, shows a page there and closes.
 * @throws Failure `listenerFailed`
 */
export async function listenForAnswer(options: LoopbackOptions): Promise<Loopback> {
  const server = createServer(limits)
  server.maxConnections = mostConnections
  const host = await listen(server, options.hosts ?? ['127.0.0.1', '::1'])
  const { port } = server.address() as AddressInfo
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const origin = `http://${authority}`
  /** The page of the answer that has come; null: none has. */
  let lastPage: AnswerPage | null = null
  let closing: NodeJS.Timeout | undefined

  function close(): void {
    clearTimeout(closing)
    server.close()
    server.closeAllConnections()
  }

  function takeAnswer(address: URL, response: ServerResponse): void {
    const page = address.searchParams.has('code') ? 'done' : 'refused'
    lastPage = page
    response.writeHead(303, { ...pageHeaders, Location: `/${page}` }).end()
    closing = setTimeout(close, lastPageMs)
    options.answered(address)
  }

  function refuse(response: ServerResponse, status: number, page: AnswerPage, why: string): void {
    options.log.info('browser.strangeRequest', { why })
    send(response, status, answerPage(page, options.language))
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // A name that another site points to this computer (DNS rebinding) is in the header.
    if (request.headers.host !== authority) return refuse(response, 400, 'strange', 'host')
    if (request.method !== 'GET') return refuse(response, 405, 'strange', 'method')
    const address = readTarget(request.url, origin)
    if (address === null) return refuse(response, 400, 'strange', 'address')
    if (lastPage !== null && address.pathname === `/${lastPage}`) {
      response.on('finish', close)
      return send(response, 200, answerPage(lastPage, options.language))
    }
    if (address.pathname !== callbackPath) return refuse(response, 404, 'strange', 'path')
    if (lastPage !== null) return refuse(response, 410, 'answered', 'second')
    if (!hasState(address, options.state)) return refuse(response, 400, 'otherSignIn', 'state')
    takeAnswer(address, response)
  })
  server.on('clientError', (_, socket) => socket.destroy())
  return { redirectUri: `${origin}${callbackPath}`, close }
}

/** The first host on which a port can be opened. */
async function listen(server: Server, hosts: readonly string[]): Promise<string> {
  let cause: unknown
  for (const host of hosts) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host, port: 0 }, () => {
          server.removeListener('error', reject)
          resolve()
        })
      })
      return host
    } catch (error) {
      cause = error
    }
  }
  throw new Failure('listenerFailed', 'No port of this computer could be opened.', { cause })
}

function readTarget(target: string | undefined, origin: string): URL | null {
  if (!target?.startsWith('/') || !URL.canParse(`${origin}${target}`)) return null
  return new URL(`${origin}${target}`)
}

/** Exactly one, and the right one. */
function hasState({ searchParams }: URL, state: string): boolean {
  const states = searchParams.getAll('state')
  return states.length === 1 && states[0] === state
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, pageHeaders).end(page)
}
