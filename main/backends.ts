import type { Clock } from './auth/ports.ts'
import { createServerTime } from './auth/serverTime.ts'
import { createChat, type Chat, type ChatOptions } from './chat.ts'
import { createTokenService } from './service.ts'
import type { SavedWorkspace } from './settings.ts'
import type { ChatBackend } from './workspaces.ts'

export interface BackendsOptions {
  clock: Clock
  fetch: typeof fetch
  /** `name version` of this client. */
  client: string
  newId(): string
  /** The server's time is known better than before. */
  serverTimeMoved(): void
  event: ChatOptions['event']
}

/** The servers of each workspace that was asked for, for as long as the app runs. */
export interface Backends {
  make(workspaceId: string, workspace: SavedWorkspace): ChatBackend
  /** Of a workspace that was made. */
  chat(workspaceId: string): Chat
}

export function createBackends(options: BackendsOptions): Backends {
  const { clock, fetch, client, newId, serverTimeMoved, event } = options
  const chats = new Map<string, Chat>()

  return {
    make(workspaceId, { apiKey, serverUrl, tokenService }) {
      const serverTime = createServerTime(clock)
      const http = {
        fetch,
        learn(serverNow: number) {
          if (serverTime.learn(serverNow)) serverTimeMoved()
        },
      }
      const chat = createChat({
        apiKey,
        serverUrl: new URL(serverUrl),
        client,
        clock,
        http,
        newId,
        event,
      })
      chats.set(workspaceId, chat)
      return {
        workspaceId,
        serverTime,
        chat,
        tokenService: tokenService && createTokenService(new URL(tokenService.url), http),
      }
    },
    chat(workspaceId) {
      const chat = chats.get(workspaceId)
      if (!chat) throw new Error('A session without a chat server.')
      return chat
    },
  }
}
