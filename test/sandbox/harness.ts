import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { request } from 'node:http'
import type { TestContext } from 'node:test'

import { SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import { WebSocket } from 'ws'

import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts'
import { startSandbox } from '../../sandbox/server.ts'
import type { ManualClock } from './manualClock.ts'
import { createManualClock, startOfTime } from './manualClock.ts'

/** The channels that everybody may read. */
export const livestreams = { type: 'livestream' }

/** The channels of a user. */
export const channelsOf = (userId: string) => ({ members: { $in: [userId] } })

/** Plainly no secret of anybody. */
export const testSecret = 'a-secret-for-tests-only'

/** An answer, with a JSON body parsed. */
export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  // Bodies are what is under test; each test says what it expects of them.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
}

export interface Asking {
  method?: string
  query?: Record<string, string | undefined>
  headers?: Record<string, string | undefined>
  /** Sent as JSON, or, if it is text, as it is. */
  body?: unknown
}

/** A sandbox on a hand clock and the ways to talk to it. */
export interface Harness {
  sandbox: Sandbox
  clock: ManualClock
  /** One HTTP request, with nothing added. */
  ask(path: string, asking?: Asking): Promise<Reply>
  /**
   * One REST call with the headers that go with a token; without one, those of an anonymous visitor. A list that is asked
   * for without a body is that of the livestreams.
   */
  call(token: string | null, path: string, body?: unknown, connectionId?: string): Promise<Reply>
  /** A socket, with just these query parameters. */
  dial(query: Record<string, string>, headers?: Record<string, string>, path?: string): Line
  /** A socket with all that a good client sends; `null` for an anonymous one. */
  connect(token: string | null, userId?: string, details?: object): Line
  /** An accepted socket and its connection id. */
  join(token: string | null, userId?: string): Promise<{ line: Line; id: string }>
  signIn(userId: string, password?: string): Promise<Reply>
  renew(userId: string, refreshToken: string): Promise<Reply>
  signOut(refreshToken?: string): Promise<Reply>
}

// oxlint-disable-next-line typescript/no-explicit-any
export type Frame = any

/** One socket, read frame by frame. */
export interface Line {
  socket: WebSocket
  /** The next frame; rejects when the socket closes first. */
  next(): Promise<Frame>
  /** Sends a health check and gives all frames up to its echo: so one knows what did not come. */
  untilEcho(): Promise<Frame[]>
  /** The close code. */
  closed: Promise<number>
}

/** Starts a sandbox that ends with the test. */
export async function openHarness(
  t: TestContext,
  options: Partial<SandboxOptions> = {},
): Promise<Harness> {
  const clock = (options.clock as ManualClock | undefined) ?? createManualClock()
  const sandbox = await startSandbox({ secret: testSecret, bot: 'off', ...options, clock })
  t.after(() => sandbox.stop())

  const ask: Harness['ask'] = (path, { method = 'POST', query = {}, headers = {}, body } = {}) =>
    askAt(`${sandbox.url}${path}`, method, query, headers, body)
  const dial: Harness['dial'] = (query, headers = {}, path = '/connect') => {
    const address = `${sandbox.url.replace('http', 'ws')}${path}?${new URLSearchParams(query)}`
    return listen(new WebSocket(address, { headers }))
  }
  const connect: Harness['connect'] = (token, userId = 'alice', details = {}) => {
    const id = token === null ? randomUUID() : userId
    const anon = token === null ? { anon: true } : {}
    return dial({
      json: JSON.stringify({
        user_id: id,
        user_details: { id, ...anon, ...details },
        client_request_id: randomUUID(),
      }),
      api_key: sandbox.apiKey,
      authorization: token ?? '',
      'stream-auth-type': token === null ? 'anonymous' : 'jwt',
      'X-Stream-Client': 'latchkey-test',
    })
  }
  return {
    sandbox,
    clock,
    ask,
    dial,
    connect,
    call: (
      token,
      path,
      body = path === '/channels' ? { filter_conditions: livestreams } : {},
      connectionId,
    ) =>
      ask(path, {
        query: { api_key: sandbox.apiKey, connection_id: connectionId },
        headers: {
          authorization: token ?? undefined,
          'stream-auth-type': token === null ? 'anonymous' : 'jwt',
        },
        body,
      }),
    async join(token, userId) {
      const line = connect(token, userId)
      return { line, id: (await line.next()).connection_id }
    },
    signIn: (user_id, password) => ask('/token', { body: { user_id, password } }),
    renew: (user_id, refreshToken) =>
      ask('/token', { headers: { authorization: `Bearer ${refreshToken}` }, body: { user_id } }),
    signOut: (refreshToken) =>
      ask('/token', {
        method: 'DELETE',
        headers: { authorization: refreshToken && `Bearer ${refreshToken}` },
      }),
  }
}

/** A token signed like a developer with the API secret would: `iat` and `exp` in seconds from the start of time. */
export function mint(
  claims: JWTPayload,
  { secret = testSecret, alg = 'HS256' } = {},
): Promise<string> {
  const { iat, exp, nbf, ...rest } = claims
  const dates = Object.entries({ iat, exp, nbf }).filter(([, value]) => value !== undefined)
  const absolute = dates.map(([name, value]) => [name, startOfTime / 1000 + Number(value)])
  return new SignJWT({ ...rest, ...Object.fromEntries(absolute) })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .sign(
      new TextEncoder().encode(
        secret.padEnd(64, '.').slice(0, alg === 'HS256' ? secret.length : 64),
      ),
    )
}

/** The claims of a token, read without a check. */
export function claimsOf(token: string): JWTPayload {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

async function askAt(
  url: string,
  method: string,
  query: Record<string, string | undefined>,
  headers: Record<string, string | undefined>,
  body: unknown,
): Promise<Reply> {
  const defined = (values: Record<string, string | undefined>) =>
    Object.fromEntries(
      Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
  const asked =
    Object.keys(defined(query)).length > 0 ? `${url}?${new URLSearchParams(defined(query))}` : url
  const sent = request(asked, { method, headers: defined(headers), agent: false })
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject)
  })
  sent.end(
    body === undefined
      ? undefined
      : typeof body === 'string' || body instanceof Uint8Array
        ? body
        : JSON.stringify(body),
  )
  const answer = await response
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  return { status: answer.statusCode ?? 0, headers: answer.headers, text, body: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function listen(socket: WebSocket): Line {
  const arrived: Frame[] = []
  const wanted: { resolve(frame: Frame): void; reject(error: Error): void }[] = []
  socket.on('error', () => {})
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString())
    const first = wanted.shift()
    if (first) first.resolve(frame)
    else arrived.push(frame)
  })
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      for (const { reject } of wanted) reject(new Error(`The socket closed (${code})`))
      resolve(code)
    })
  })
  const next = (): Promise<Frame> => {
    if (arrived.length > 0) return Promise.resolve(arrived.shift())
    if (socket.readyState === socket.CLOSED)
      return Promise.reject(new Error('The socket is closed'))
    return new Promise((resolve, reject) => void wanted.push({ resolve, reject }))
  }
  return {
    socket,
    closed,
    next,
    async untilEcho() {
      socket.send(JSON.stringify([{ type: 'health.check', client_id: 'me--1' }]))
      const frames: Frame[] = []
      for (;;) {
        const frame = await next()
        if (frame.type === 'health.check') return frames
        frames.push(frame)
      }
    },
  }
}
