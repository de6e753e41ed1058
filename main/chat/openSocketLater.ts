import { toFailure } from '../auth/errors.ts'
import type { Socket, SocketListener } from '../auth/ports.ts'
import type { SocketOptions } from './socket.ts'

/**
 * Opens a socket of the chat protocol, as `openSocket` does, once its code is loaded: ws and the modules of Node that it needs
 * take 20 ms, and a sign-in screen needs none of them.
 */
export function openSocketLater(options: SocketOptions, listener: SocketListener): Socket {
  let socket: Socket | null = null
  let isClosed = false
  let checks: (() => void)[] = []
  import('./socket.ts').then(
    ({ openSocket }) => {
      if (isClosed) return
      socket = openSocket(options, listener)
      for (const heard of checks) socket.check(heard)
      checks = []
    },
    (error: unknown) => {
      if (!isClosed) listener.closed(toFailure(error))
    },
  )
  return {
    check(heard) {
      if (socket) socket.check(heard)
      else checks.push(heard)
    },
    close() {
      isClosed = true
      socket?.close()
    },
  }
}
