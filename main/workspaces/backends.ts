import type { Clock, Log } from '../auth/ports.ts'
import { createServerTime } from '../auth/renewal/serverTime.ts'
import { createChat, type Chat } from '../chat/client.ts'
import type { Network } from '../network/network.ts'
import type { SingleSignOn } from '../auth/ports.ts'
import type { BrowserSignIn } from '../oidc/browserSignIn.ts'
import { createTokenService, type TokenServiceClient } from './tokenService.ts'
import type { SavedWorkspace } from '../settings/settings.ts'
import { addressesById, formerWorkspaceId, isSandboxId } from '../settings/workspaceId.ts'
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
  /** The system browser, for single sign-on. */
  browser: Pick<BrowserSignIn, 'run' | 'show'>
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
      network.prepare(serverUrl)
      const ownServers = [serverUrl, ...(tokenService ? [tokenService.url] : [])]
      pictures.allow(workspaceId, [...ownServers, ...(workspace.pictures ?? [])])
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
      const service =
        tokenService && createTokenService(new URL(tokenService.url), toAnyServer, tokenService)
      return {
        workspaceId,
        addresses: addressesById(workspaceId, workspace),
        formerId: isSandboxId(workspaceId) ? workspaceId : formerWorkspaceId(workspace),
        serverTime,
        chat,
        tokenService: service,
        ...singleSignOnOf(tokenService, service, options),
      }
    },
    chatOf(workspaceId) {
      const chat = chats.get(workspaceId)
      if (!chat) throw new Error('A session without a chat server.')
      return chat
    },
  }
}

/** Single sign-on, where the workspace has it. */
function singleSignOnOf(
  saved: SavedWorkspace['tokenService'],
  service: TokenServiceClient | null,
  { network, clock, log, browser }: BackendsOptions,
): { singleSignOn?: SingleSignOn } {
  if (saved?.signIn !== 'oidc' || service === null) return {}
  const { fetch, patience } = network
  const http = { fetch, patience }
  const { issue } = service
  let loaded: Promise<SingleSignOn> | null = null
  // Loaded for the first call: no start waits for it.
  const load = () =>
    (loaded ??= import('../oidc/singleSignOn.ts').then(({ createSingleSignOn }) =>
      createSingleSignOn({ provider: saved, browser, http, clock, log, issue }),
    ))
  return {
    singleSignOn: {
      signIn: async (wanted, signal) => (await load()).signIn(wanted, signal),
      renew: async (renewal, signal) => (await load()).renew(renewal, signal),
      signOut: async (credential, signal) => (await load()).signOut(credential, signal),
      endSession: async (signal) => (await load()).endSession(signal),
    },
  }
}
