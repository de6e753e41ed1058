import { randomUUID } from 'node:crypto'

import type { WebSocket } from 'ws'

import type { Caller } from './caller.ts'
import type { Cancel, ServerTime } from './clock.ts'
import { count } from './counters.ts'
import type { Counters } from './counters.ts'
import type { Encoding } from './encoding.ts'
import type { FaultState } from './faults.ts'
import { Refusal, errorBody } from './refusal.ts'

/** One accepted socket. */
export interface Connection {
  id: string
  caller: Caller
  /** The cids of the channels whose events it gets. */
  watching: Set<string>
}

/** All sockets that were accepted and are still open. */
export interface Connections {
  /** Takes a socket in, until it closes or its caller's token ends. */
  accept(socket: WebSocket, caller: Caller): Connection
  /** The connection of this id if it is this caller's. */
  find(id: string | undefined, caller: Caller): Connection | undefined
  /** Tells a socket that it is refused, then closes it (1000). */
  refuse(socket: WebSocket, refusal: Refusal, connectionId?: string): void
  /** Sends one event to one socket. */
  send(connection: Connection, event: object): void
  /** Sends one event to all who watch a channel. */
  broadcast(cid: string, event: object): void
  watcherCount(cid: string): number
  /** Checks every token again: closes the sockets of ended ones and resets the timers of the others. For changes of time or revocations. */
  recheck(): void
  /** Cuts all sockets without a word. */
  cut(): void
}

interface Entry {
  connection: Connection
  socket: WebSocket
  cancelExpiry: Cancel
}

/** No connections yet. */
export function createConnections(
  time: ServerTime,
  faults: FaultState,
  counters: Counters,
  encoding: Encoding,
): Connections {
  const open = new Map<string, Entry>()
  const isSilent = () => faults.current().sockets === 'silent'
  const transmit = (socket: WebSocket, event: object) => {
    if (isSilent()) return
    for (const text of encoding.frames(event)) socket.send(text)
  }
  const refuse = (socket: WebSocket, refusal: Refusal, connectionId = '') => {
    const error = errorBody(refusal)
    const type = 'connection.error'
    transmit(socket, { type, connection_id: connectionId, created_at: time.iso(), error })
    if (!isSilent()) socket.close(1000)
  }
  const end = (id: string, refusal: Refusal) => {
    const entry = open.get(id)
    // A silent socket learns of it when it is silent no more.
    if (!entry || isSilent()) return
    forget(id)
    count(counters.ended, refusal.code)
    refuse(entry.socket, refusal, id)
  }
  const forget = (id: string) => {
    open.get(id)?.cancelExpiry()
    open.delete(id)
    counters.socketsOpen = open.size
  }
  const expired = new Refusal(40, 'The token has expired')
  const armExpiry = (id: string, { token }: Caller): Cancel =>
    time.at(token?.expiresAt ?? Infinity, () => end(id, expired))

  return {
    accept(socket, caller) {
      const id = randomUUID()
      const connection: Connection = { id, caller, watching: new Set() }
      open.set(id, { connection, socket, cancelExpiry: armExpiry(id, caller) })
      counters.socketsOpen = open.size
      socket.on('close', () => forget(id))
      return connection
    },
    find(id, caller) {
      const connection = open.get(id ?? '')?.connection
      return connection?.caller.userId === caller.userId ? connection : undefined
    },
    refuse,
    send(connection, event) {
      const entry = open.get(connection.id)
      if (entry) transmit(entry.socket, event)
    },
    broadcast(cid, event) {
      for (const { connection, socket } of open.values())
        if (connection.watching.has(cid)) transmit(socket, event)
    },
    watcherCount(cid) {
      return [...open.values()].filter(({ connection }) => connection.watching.has(cid)).length
    },
    recheck() {
      for (const [id, entry] of open) {
        entry.cancelExpiry()
        try {
          entry.connection.caller.token?.recheck()
          entry.cancelExpiry = armExpiry(id, entry.connection.caller)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          end(id, error)
        }
      }
    },
    cut() {
      for (const [id, { socket }] of open) {
        forget(id)
        socket.terminate()
      }
    },
  }
}
