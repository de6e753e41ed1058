import type { Clock, Log } from '../auth/ports.ts'
import { createServerTime } from '../auth/renewal/serverTime.ts'
import { createChat, type Chat } from '../chat/client.ts'
import type { Network } from '../network/network.ts'
import { createTokenService } from './tokenService.ts'
import type { SavedWorkspace } from '../settings/settings.ts'
import {
  addressesOf,
  formerWorkspaceId,
  sandboxAddresses,
  sandboxId,
} from '../settings/workspaceId.ts'
import type { ChatEvent } from '../chat/frames.ts'
import type { Pictures } from '../chat/pictures.ts'
import type { ChatBackend } from './workspaces.ts'

/** The servers of the workspaces that were asked for. */
export interface Backends {
  make(workspaceId: string, workspace: SavedWorkspace): ChatBackend
  /** The chat server of a workspace whose servers were made. */
  chatOf(workspaceId: string): Chat
}

export interface BackendsOptions {
  clock: Clock
  network: Pick<Network, 'fetch' | 'dial' | 'patience' | 'prepare'>
  /** `name version` of this client. */
  client: string
  log: Log
  newId(): string
  event(event: ChatEvent, workspaceId: string): void
  pictures: Pick<Pictures, 'allow'>
  /** The time of a server is known better than before. */
  timeMoved(): void
}

/** Makes servers. The chat server's time is learned from its own fresh answers alone, never from the token service's. */
export function createBackends(options: BackendsOptions): Backends {
  const { clock, network, client, log, newId, pictures, timeMoved } = options
  const { fetch, dial, patience } = network
  const chats = new Map<string, Chat>()

  return {
    make(workspaceId, workspace) {
      const { apiKey, serverUrl, tokenService } = workspace
      const isSandbox = workspaceId === sandboxId
      network.prepare(serverUrl)
      pictures.allow(workspaceId, [serverUrl, ...(tokenService ? [tokenService.url] : [])])
      const serverTime = createServerTime(clock)
      const toAnyServer = { fetch, patience, clock, log }
      const http = {
        ...toAnyServer,
        serverNow: serverTime.now,
        learn(serverNow: number) {
          if (serverTime.learn(serverNow)) timeMoved()
        },
      }
      const url = new URL(serverUrl)
      const event = (event: ChatEvent) => options.event(event, workspaceId)
      const chat = createChat({ apiKey, serverUrl: url, client, clock, http, dial, newId, event })
      chats.set(workspaceId, chat)
      return {
        workspaceId,
        addresses: isSandbox ? sandboxAddresses : addressesOf(workspace),
        formerId: isSandbox ? sandboxId : formerWorkspaceId(workspace),
        serverTime,
        chat,
        tokenService:
          tokenService && createTokenService(new URL(tokenService.url), toAnyServer, tokenService),
      }
    },
    chatOf(workspaceId) {
      const chat = chats.get(workspaceId)
      if (!chat) throw new Error('A session without a chat server.')
      return chat
    },
  }
}
