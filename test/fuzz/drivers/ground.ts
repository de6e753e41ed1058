import type { Addresses } from '../../../main/auth/ports.ts'
import { settled, type FakeClock } from '../../support/fakes.ts'
import type { FakeChat, FakeTokenService } from '../../support/fakeServers.ts'
import { describe, openHarness, workspaceId, type Harness } from '../../unit/auth/harness.ts'
import { HarshChat, type Message } from './chatServer.ts'
import { watchTimers, type Timers } from './timers.ts'
import { createDice, type Dice } from './dice.ts'
import { createJournal, type Journal } from './journal.ts'
import { createFakeStorage, type Storage, type StorageOptions } from './storage.ts'
import { HarshTokenService } from './tokenService.ts'

/** A session among servers, a keychain and clocks that are no kinder than the world. */
export interface Ground {
  readonly dice: Dice
  readonly journal: Journal
  readonly harness: Harness
  readonly clock: FakeClock
  readonly timers: Timers
  readonly service: HarshTokenService
  readonly chat: HarshChat
  readonly storage: Storage
  /** Unfinished calls: sign-ins, sign-outs, changes of the account. */
  readonly underWay: Set<Promise<unknown>>
  /** Moments at which somebody gave a reason for calls of their own: a person, a return from sleep, a revocation. */
  readonly reasons: number[]
  /** Kills the app, as SIGKILL would, starts it again and restores. */
  restart(): void
  /** Calls something of the session that takes its time; how it fails is not looked at. */
  call(name: string, act: () => Promise<unknown>): void
  /** Sends a message as whoever is signed in. */
  sendMessage(isBad: boolean): void
  /** The messages that wait for their end. */
  readonly waiting: Map<number, Message>
  state(): string
}

const dayMs = 24 * 3_600_000
/** How failures of messages may end them: the session's end, their own, or an answer to them. */
const endsOfMessages = new Set(['aborted', 'badInput', 'notSignedIn', 'signedOut', 'tokenRejected'])

export function openGround(
  seed: number,
  createStorage: (options: StorageOptions) => Storage = createFakeStorage,
): Ground {
  const dice = createDice(seed)
  const harness = openHarness()
  const { clock } = harness
  const journal = createJournal(clock)
  const timers = watchTimers(clock)
  const now = () => clock.worldTime()
  const learn = (serverNow: number) => {
    const { serverTime, session } = harness.run
    if (serverTime.learn(serverNow)) session.serverTimeMoved()
  }
  const service = new HarshTokenService({ now, timers, dice, journal })
  const chat = new HarshChat({
    now,
    learn,
    timers,
    dice,
    journal,
    issuedAt: (raw) => service.issuedAt.get(raw),
  })
  const storage = createStorage({
    clock,
    dice,
    timers,
    index: harness.index,
    becameReady: () => harness.run.session.keychainReady(),
  })
  // The harness reads these at each use.
  harness.service = service as unknown as FakeTokenService
  harness.chat = chat as unknown as FakeChat
  harness.vault = storage.vault()
  harness.workspace.addresses = addressesAt(service.origin)
  Object.defineProperty(harness.chance, 'value', { get: () => dice.number() })
  harness.restart()
  const underWay = new Set<Promise<unknown>>()
  const waiting = new Map<number, Message>()
  let messages = 0

  function call(name: string, act: () => Promise<unknown>): void {
    journal.note(`person: ${name}`)
    const called = act().then(
      () => journal.note(`done: ${name}`),
      (error: unknown) => journal.note(`failed: ${name}: ${codeOf(error)}`),
    )
    underWay.add(called)
    void called.then(() => underWay.delete(called))
  }

  function sendMessage(isBad: boolean): void {
    const { session } = harness.run
    const signedIn = session.signedIn()
    if (!signedIn) return
    const { run } = harness
    const orderingKey = `channel-${dice.integer(1, 3)} of ${signedIn.account.userId} ${runs}`
    const message = { id: (messages += 1), userId: signedIn.account.userId, orderingKey, isBad }
    waiting.set(message.id, message)
    const written = [clock.now(), clock.worldTime()] as const
    journal.note(`person: message ${message.id} in ${orderingKey}`)
    session
      .pass((token, signal) => chat.send(message, token, signal), {
        orderingKey,
        deadlineMs: dayMs,
        retryOnServerError: () => undefined,
      })
      .then(
        () => {
          journal.note(`done: message ${message.id}`)
          const isTaken = chat.taken.some(({ id }) => id === message.id)
          if (!isTaken) journal.violation(`message ${message.id} is sent, but never arrived`)
        },
        (error: unknown) => {
          const code = codeOf(error)
          journal.note(`failed: message ${message.id}: ${code}`)
          const state = run.session.state()
          const isOfEnd = state.kind === 'needsSignIn' && state.failure.code === code
          const isOld =
            code === 'deadline' &&
            (clock.now() - written[0] >= dayMs || clock.worldTime() - written[1] >= dayMs)
          if (!endsOfMessages.has(code) && !isOfEnd && !isOld) {
            journal.violation(`message ${message.id} is given up: ${code}`)
          }
        },
      )
      .finally(() => waiting.delete(message.id))
  }

  let runs = 0
  return {
    dice,
    journal,
    harness,
    clock,
    timers,
    service,
    chat,
    storage,
    underWay,
    waiting,
    reasons: [],
    call,
    sendMessage,
    state: () => describe(harness.run.session.state()),
    restart() {
      journal.note('the app is killed and starts again')
      timers.kill()
      service.clientDied()
      chat.clientDied()
      storage.clientDied()
      harness.vault = storage.vault()
      underWay.clear()
      waiting.clear()
      runs += 1
      const { session } = harness.restart()
      call('restore', () => session.restore(workspaceId))
    },
  }
}

/** Turns the clock, and lets everything come to rest. */
export async function turn(ground: Ground, ms: number): Promise<void> {
  await ground.clock.turn(ms)
  await settled()
}

/** The addresses of a workspace whose servers are at one place. */
export function addressesAt(origin: string): Addresses {
  return { server: origin, tokenService: `${origin}/token`, issuer: null }
}

export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return String(error)
}
