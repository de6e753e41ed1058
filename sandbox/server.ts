import { STATUS_CODES, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import { createListener } from './listener.ts'
import type { Control } from './control.ts'
import { createControl } from './control.ts'
import { Refusal, errorBody } from './refusal.ts'
import type { SeededUser } from './seed.ts'
import { seededUsers } from './seed.ts'
import { clientId } from './signInRequests.ts'
import { createUpgrade } from './sockets.ts'
import type { StateOptions } from './state.ts'
import { createState } from './state.ts'

/** The options of a sandbox. */
export interface SandboxOptions extends StateOptions {
  /** The TCP port on 127.0.0.1; 0, the default, takes any free one. */
  port?: number | undefined
}

/** A running sandbox. */
export interface Sandbox {
  /** The server URL of the workspace, without a slash at its end. */
  url: string
  apiKey: string
  tokenServiceUrl: string
  /** The identity provider, and the token service that takes its access tokens. */
  singleSignOn: { issuer: string; clientId: string; tokenServiceUrl: string }
  /** The users and their passwords. */
  users: SeededUser[]
  /** The switches. */
  faults: Control
  /** A signed chat token for any user id, for tests; a life in seconds overrides the switch. */
  issueToken(userId: string, lifeSeconds?: number | 'forever'): Promise<string>
  /** Cuts all connections and frees the port. */
  stop(): Promise<void>
}

/** Answers what Node's parser gives up on: code 431 for headers over 16 KB, 23 for a request that does not arrive, else 4. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy()
  const refusal = unreadable(error.code)
  const body = JSON.stringify(errorBody(refusal))
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function unreadable(code: string | undefined): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Refusal(431, 'The headers or the address are too large')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refusal(23, 'The request did not arrive in time')
    default:
      return new Refusal(4, 'The request is not HTTP')
  }
}

/**
 * Starts the local chat backend and token service on 127.0.0.1. Rejects with the system's error (`EADDRINUSE`) when the
 * port is taken. Everything but the secret lives in memory: a restart with the same secret keeps tokens and refresh tokens
 * valid, and guests guests, while messages, revocations and switches start empty.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const state = await createState(options)
  const control = createControl(state)
  const listener = createListener(state, control)
  const server = createServer(listener.answer)
  const upgrade = createUpgrade(state)
  server.on('upgrade', upgrade.answer)
  state.faults.onChange((now, before) => {
    if (now.clockSkewSeconds !== before.clockSkewSeconds || now.sockets !== before.sockets) {
      state.connections.recheck()
    }
    if (now.network === 'on') return
    state.connections.cut()
    upgrade.cut()
    listener.cut()
    server.closeIdleConnections()
  })
  server.on('clientError', refuseUnreadable)
  // Longer than any pause of a client, so that none sends into a connection that is just being closed.
  server.keepAliveTimeout = 75_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  state.users.addPictures(url)
  state.identityProvider.open(url)
  return {
    url,
    apiKey: state.apiKey,
    tokenServiceUrl: `${url}/token`,
    singleSignOn: {
      issuer: state.identityProvider.issuer(),
      clientId,
      tokenServiceUrl: `${url}/token/sso`,
    },
    users: seededUsers.map((user) => ({ ...user })),
    faults: control,
    issueToken: (userId, lifeSeconds) => state.tokens.issue(userId, lifeSeconds),
    stop: () =>
      new Promise((resolve) => {
        state.bot.stop()
        state.connections.cut()
        upgrade.cut()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
