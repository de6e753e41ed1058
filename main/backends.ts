import type { Clock } from './auth/ports.ts'
import { createServerTime } from './auth/serverTime.ts'
import { createChat, type Chat } from './chat.ts'
import { createTokenService } from './service.ts'
import type { SavedWorkspace } from './settings.ts'
import type { ChatEvent } from './socket.ts'
import type { ChatBackend } from './workspaces.ts'

/** The servers of the workspaces that were asked for. */
export interface Backends {
  make(workspaceId: string, workspace: SavedWorkspace): ChatBackend
  /** The chat server of a workspace whose servers were made. */
  chatOf(workspaceId: string): Chat
}

export interface BackendsOptions {
  clock: Clock
  fetch: typeof fetch
  /** `name version` of this client. */
  client: string
  newId(): string
  event(event: ChatEvent): void
  /** The time of a server is known better than before. */
  timeMoved(): void
}

/** Makes servers, each with what is learned of its time from all that it answers. */
export function createBackends(options: BackendsOptions): Backends {
  const { clock, fetch, client, newId, event, timeMoved } = options
  const chats = new Map<string, Chat>()

  return {
    make(workspaceId, { apiKey, serverUrl, tokenService }) {
      const serverTime = createServerTime(clock)
      const http = {
        fetch,
        learn(serverNow: number) {
          if (serverTime.learn(serverNow)) timeMoved()
        },
      }
      const url = new URL(serverUrl)
      const chat = createChat({ apiKey, serverUrl: url, client, clock, http, newId, event })
      chats.set(workspaceId, chat)
      return {
        workspaceId,
        serverTime,
        chat,
        tokenService: tokenService && createTokenService(new URL(tokenService.url), http),
      }
    },
    chatOf(workspaceId) {
      const chat = chats.get(workspaceId)
      if (!chat) throw new Error('A session without a chat server.')
      return chat
    },
  }
}
