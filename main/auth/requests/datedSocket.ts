import type { ConnectUser } from '../account.ts'
import type { ChatServer, Socket, SocketListener } from '../ports.ts'
import type { TokenInUse } from '../token/tokenInUse.ts'
import type { Moment } from '../token/tokenState.ts'
import { isRefusal } from './failureKind.ts'

export interface DatedSocketOptions {
  chat: ChatServer
  user: ConnectUser
  inUse: TokenInUse
  moment(): Moment
  listener: SocketListener
}

/** Opens sockets that tell what they learn of the token, dated, before anything else is told. */
export function createDatedSockets(): (options: DatedSocketOptions) => Socket {
  let newest: Moment = 0

  return ({ chat, user, inUse, moment, listener }) => {
    const used = inUse.token()
    const openedAt = moment()
    newest = openedAt
    let isUp = false
    return chat.connect(user, used, {
      welcome(welcome) {
        isUp = true
        inUse.accepted(used, openedAt)
        listener.welcome(welcome)
      },
      closed(failure) {
        if (!isRefusal(failure)) return listener.closed(failure)
        // A refusal that ends an open socket is news of now, and not of when the socket was opened.
        const isNow = isUp && newest === openedAt
        inUse.refused(used, failure, isNow ? moment() : openedAt)
        listener.closed(failure)
      },
      asking: (isAsking) => listener.asking(isAsking),
    })
  }
}
