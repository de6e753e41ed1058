import { randomBytes, randomUUID } from 'node:crypto'
import { sandboxAddresses } from '../main/settings/workspaceId.ts'
import { createAccountStore } from '../main/auth/accountStore.ts'
import { createServerTime } from '../main/auth/renewal/serverTime.ts'
import { createSession, type Session } from '../main/auth/session.ts'
import { createChat, type Chat } from '../main/chat/client.ts'
import { systemClock } from '../main/platform/clock.ts'
import { startSandbox, type Sandbox } from '../sandbox/server.ts'
import { createTokenService } from '../main/workspaces/tokenService.ts'
import { FakeIndex, FakeVault } from '../test/support/fakes.ts'
import { dial } from '../test/support/directDial.ts'
import type { Figure } from './sample.ts'

const count = 10_000
const rounds = 7
const cid = 'messaging:alice-and-bob'
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined }

/**
 * 10,000 messages sent at once just after the server has ended their token, against the same 10,000 with a good token, in
 * turns. All is real but the keychain and the window: session, gate, refresh, HTTP and socket of the app, and the sandbox
 * on 127.0.0.1. Each run has a new sandbox and a new session, signed in and connected before the time is taken.
 * @throws when a message is lost or doubled, or the token service is called more or less often than it should be
 */
export async function measureRequests(): Promise<Figure> {
  const figure: Figure = {
    name: `${count.toLocaleString('en')} requests, their token expired, against a valid one`,
    unit: 'ms',
    ours: [],
    bare: [],
    limit: 1.3,
  }
  let refused = 0
  for (let round = 0; round <= rounds; round += 1) {
    // The second run finds a warmer machine, so the order alternates.
    const isExpiredFirst = round % 2 === 1
    const first = await run(isExpiredFirst)
    const second = await run(!isExpiredFirst)
    const [expired, valid] = isExpiredFirst ? [first, second] : [second, first]
    // The first round only warms up.
    if (round === 0) continue
    figure.bare.push(valid.tookMs)
    figure.ours.push(expired.tookMs)
    refused = Math.max(refused, expired.refused)
  }
  console.log(
    `  ${rounds} rounds: in each every message arrived once and the token service was called once; ` +
      `at most ${refused} requests met the ended token at the server and were sent again, the rest waited for the new one`,
  )
  return figure
}

async function run(isExpired: boolean): Promise<{ tookMs: number; refused: number }> {
  const sandbox = await startSandbox({
    secret: randomBytes(32).toString('hex'),
    bot: 'off',
    faults: { userRateLimit: 1_000_000, appRateLimit: 1_000_000 },
  })
  try {
    const { session, chat } = await signIn(sandbox)
    sandbox.faults.act({ action: 'resetCounters' })
    const startedAt = performance.now()
    // In the same turn as the first requests, so that they are on their way when the client learns of it.
    if (isExpired) sandbox.faults.act({ action: 'expire', user_id: 'alice' })
    const sent = await Promise.all(
      Array.from({ length: count }, (_, place) => send(session, chat, `${place}`)),
    )
    const tookMs = performance.now() - startedAt
    const { messagesStored, rest, tokenServiceCalls } = sandbox.faults.counters()
    expect('messages answered', new Set(sent).size, count)
    expect('messages stored', messagesStored, count)
    expect('requests done', rest['ok'] ?? 0, count)
    expect('calls of the token service', tokenServiceCalls, isExpired ? 1 : 0)
    session.leave()
    return { tookMs, refused: rest['40'] ?? 0 }
  } finally {
    await sandbox.stop()
  }
}

async function signIn(sandbox: Sandbox): Promise<{ session: Session; chat: Chat }> {
  const serverTime = createServerTime(systemClock)
  const http = { fetch, learn: (serverNow: number) => void serverTime.learn(serverNow) }
  const chat = createChat({
    apiKey: sandbox.apiKey,
    serverUrl: new URL(sandbox.url),
    client: 'latchkey bench',
    clock: systemClock,
    http,
    dial,
    newId: randomUUID,
    event: () => undefined,
  })
  const tokenService = createTokenService(new URL(sandbox.tokenServiceUrl), http)
  const session = createSession({
    clock: systemClock,
    random: Math.random,
    log: silent,
    accounts: createAccountStore(new FakeVault(systemClock), new FakeIndex(), silent),
    backend: async () => ({
      workspaceId: 'bench',
      addresses: sandboxAddresses,
      formerId: 'bench',
      chat,
      tokenService,
      serverTime,
    }),
    changed: () => undefined,
    connected: () => undefined,
  })
  await session.signIn({ method: 'service', userId: 'alice', password: 'alice-sandbox' }, false)
  return { session, chat }
}

/** As the app sends one, but that in the app those of one channel go one after the other. */
async function send(session: Session, chat: Chat, id: string): Promise<string> {
  const sent = await session.pass((token, signal) => {
    const signedIn = session.signedIn()
    if (!signedIn) throw new Error('Nobody is signed in.')
    const { account, activeSession } = signedIn
    const caller = { account, token, connectionId: activeSession.connectionId(), signal }
    return chat.sendMessage(caller, { cid, id: `bench-${id}`, text: 'One of many.' })
  })
  return sent.id
}

function expect(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what}: ${found}, and not ${expected}.`)
}
