import type { Bot } from './bot.ts'
import { createBot } from './bot.ts'
import type { Clock, ServerTime } from './clock.ts'
import { createServerTime, systemClock } from './clock.ts'
import type { Connections } from './connections.ts'
import { createConnections } from './connections.ts'
import type { Counters } from './counters.ts'
import { createCounters } from './counters.ts'
import type { Encoding } from './encoding.ts'
import { createEncoding } from './encoding.ts'
import type { Revocations } from './revocations.ts'
import { createRevocations } from './revocations.ts'
import type { FaultState, FaultsPatch } from './faults.ts'
import { createFaults } from './faults.ts'
import type { IdentityProvider } from './identityProvider.ts'
import { createIdentityProvider } from './identityProvider.ts'
import { createOddEncoding } from './odd.ts'
import { publish } from './publish.ts'
import type { RateLimits } from './rateLimits.ts'
import { createRateLimits } from './rateLimits.ts'
import type { RefreshTokens } from './refreshTokens.ts'
import { createRefreshTokens } from './refreshTokens.ts'
import type { ChannelStore } from './channelStore.ts'
import { createChannelStore } from './channelStore.ts'
import { largeChannels } from './largeSeed.ts'
import { botLines, botUser } from './seed.ts'
import { createSigningKeys } from './signingKey.ts'
import type { Tokens } from './tokens.ts'
import { createTokens } from './tokens.ts'
import type { Users } from './users.ts'
import { createUsers } from './users.ts'

/** Everything a request can touch: one of each for a running sandbox. */
export interface SandboxState {
  apiKey: string
  /** Whether the token service asks for a password at sign-in. */
  signIn: 'password' | 'none'
  /** Without one there are no control endpoints. */
  controlKey: string | null
  time: ServerTime
  faults: FaultState
  counters: Counters
  users: Users
  channelStore: ChannelStore
  tokens: Tokens
  revocations: Revocations
  refreshTokens: RefreshTokens
  identityProvider: IdentityProvider
  connections: Connections
  rateLimits: RateLimits
  encoding: Encoding
  bot: Bot
  /** Takes one plain line, never with a token, a password or a query string in it. */
  log: (line: string) => unknown
}

/** The API key of a sandbox that is told none. */
export const defaultApiKey = 'latchkey-sandbox'

/** The same at each start, so that a red run is red again. */
const oddSeed = 310_506

/** The options of a sandbox's state. */
export interface StateOptions {
  /** Signs chat tokens; the same one after a restart keeps them good. Not empty. */
  secret: string
  /** The API key of the app; {@link defaultApiKey} unless told. */
  apiKey?: string | undefined
  clock?: Clock | undefined
  /** Switches that are set from the start. */
  faults?: FaultsPatch | undefined
  /** Whether the token service asks for a password at sign-in; it does unless told. */
  signIn?: 'password' | 'none' | undefined
  /** The bot's interval in `livestream:launch-day` while a connection watches; 20 s by default. */
  bot?: 'off' | { intervalMs: number } | undefined
  /** How what is sent is written, for tests; unless told, plain or odd after the switch. */
  encoding?: Encoding | undefined
  /** More channels and a long history, to see lists with pages; without it, six channels. */
  large?: boolean | undefined
  /** Requests with this key may use the control endpoints. */
  controlKey?: string | undefined
  /** Takes one plain line, never with a token, a password or a query string in it. */
  log?: ((line: string) => unknown) | undefined
}

/** A fresh world: the parts made and put together. */
export async function createState(options: StateOptions): Promise<SandboxState> {
  const { clock = systemClock, bot = { intervalMs: 20_000 } } = options
  const faults = createFaults(options.faults)
  const time = createServerTime(clock, () => faults.current().clockSkewSeconds * 1000)
  const keys = await createSigningKeys(options.secret)
  const counters = createCounters()
  const revocations = createRevocations()
  const encoding =
    options.encoding ?? createEncoding(() => faults.current().odd, createOddEncoding(oddSeed))
  const connections = createConnections(time, faults, counters, encoding)
  const channelStore = createChannelStore(time, options.large ? largeChannels() : [])
  const users = createUsers(time)
  const stream = channelStore.find('livestream', 'launch-day')
  return {
    apiKey: options.apiKey ?? defaultApiKey,
    signIn: options.signIn ?? 'password',
    controlKey: options.controlKey || null,
    time,
    faults,
    counters,
    users,
    channelStore,
    revocations,
    connections,
    rateLimits: createRateLimits(time, faults),
    encoding,
    tokens: createTokens(keys.chat, time, faults, revocations),
    refreshTokens: createRefreshTokens(keys.refresh, time),
    identityProvider: createIdentityProvider(keys.singleSignOn, time),
    bot: createBot(clock, {
      intervalMs: bot === 'off' ? Infinity : bot.intervalMs,
      isHeard: () =>
        bot !== 'off' && stream !== undefined && connections.watcherCount(stream.cid) > 0,
      speak: (text) =>
        stream &&
        publish({ channelStore, users, counters, connections }, stream, botUser.id, { text }),
      lines: botLines,
    }),
    log: options.log ?? (() => {}),
  }
}
