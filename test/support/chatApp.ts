import { sandboxAddresses } from '../../main/settings/workspaceId.ts'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { createAccountStore } from '../../main/auth/accountStore.ts'
import { createServerTime } from '../../main/auth/renewal/serverTime.ts'
import { createSession } from '../../main/auth/session.ts'
import { createChat } from '../../main/chat/client.ts'
import { createChannels, messageOf } from '../../main/chat/channels.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { createTokenService } from '../../main/workspaces/tokenService.ts'
import type { Message, OpenChannel } from '../../preload/contract.ts'
import { FakeClock, FakeIndex, FakeLog, FakeVault, noPictures, testSecret } from './fakes.ts'
import { dial } from './directDial.ts'

const sandboxTarget = {
  workspaceId: 'sandbox',
  addresses: sandboxAddresses,
  formerId: 'sandbox',
}

/** A channel that everybody may read. */
export const launch = 'livestream:launch-day'

/** The whole main process but Electron, in front of a real sandbox. */
export async function openChatApp(t: TestContext, world: { large?: boolean } = {}) {
  const clock = new FakeClock()
  const sandbox = await startSandbox({ secret: testSecret, clock, bot: 'off', ...world })
  t.after(() => sandbox.stop())
  const serverTime = createServerTime(clock)
  const http = { fetch, learn: (now: number) => void serverTime.learn(now) }
  const arrived: Message[] = []
  const arrival = { next: () => undefined as void }
  const chat = createChat({
    apiKey: sandbox.apiKey,
    serverUrl: new URL(sandbox.url),
    client: 'latchkey-test',
    clock,
    http,
    dial,
    newId: randomUUID,
    event(event) {
      const message = messageOf(event)
      if (!message) return
      arrived.push(message)
      arrival.next()
    },
  })
  const log = new FakeLog()
  const tokenService = createTokenService(new URL(sandbox.tokenServiceUrl), http)
  let connected = Promise.withResolvers<void>()
  const session = createSession({
    clock,
    random: Math.random,
    log,
    accounts: createAccountStore(new FakeVault(clock), new FakeIndex(), log),
    backend: async () => ({ ...sandboxTarget, chat, tokenService, serverTime }),
    changed: () => undefined,
    connected() {
      connected.resolve()
      connected = Promise.withResolvers()
    },
  })
  t.after(() => session.leave())
  const signIn = (userId: string) =>
    session.signIn({ method: 'service', userId, password: `${userId}-sandbox` }, true)
  const waiting: [id: string, code: string][] = []
  const pauses: (number | null)[] = []
  const told: { accountKey: string; channels: OpenChannel[] }[] = []
  const channels = createChannels({
    session,
    read: {
      listed: (accountKey, channels) => void told.push({ accountKey, channels }),
      opened: (accountKey, channel) => void told.push({ accountKey, channels: [channel] }),
    },
    chatOf: () => chat,
    pictures: noPictures,
    waiting(id, code, retryAfterMs) {
      waiting.push([id, code])
      pauses.push(retryAfterMs)
    },
  })
  const reconnected = () => connected.promise
  return {
    clock,
    sandbox,
    chat,
    session,
    channels,
    told,
    waiting,
    pauses,
    arrived,
    arrival,
    signIn,
    reconnected,
  }
}
