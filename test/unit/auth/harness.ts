import { createAccountStore, type AccountStore } from '../../../main/auth/accountStore.ts'
import type { Addresses, Clock } from '../../../main/auth/ports.ts'
import { createServerTime, type ServerTime } from '../../../main/auth/renewal/serverTime.ts'
import type { Session } from '../../../main/auth/session.ts'
import { createSession } from '../../../main/auth/session.ts'
import type { SessionState } from '../../../main/auth/sessionState.ts'
import type { Backend } from '../../../main/auth/signIn.ts'
import { createTimeouts, type Timeouts } from '../../../main/auth/timeouts.ts'
import { FakeClock, FakeDisk, FakeIndex, FakeLog, FakeVault, settled } from '../../support/fakes.ts'
import { FakeSingleSignOn } from '../../support/fakeSingleSignOn.ts'
import { FakeChat, FakeTokenService } from '../../support/fakeServers.ts'

/** Everything around a session that outlives it, and the session of the run that is on. */
export interface Harness {
  clock: FakeClock
  disk: FakeDisk
  index: FakeIndex
  vault: FakeVault
  log: FakeLog
  service: FakeTokenService
  singleSignOn: FakeSingleSignOn
  chat: FakeChat
  /** The value of `random`. */
  chance: { value: number }
  /** Whether the workspace has a token service, and its addresses. */
  workspace: { hasTokenService: boolean; addresses: Addresses }
  run: Run
  /** Kills the run that is on, as SIGKILL would, and starts the next. */
  restart(): Run
}

/** One run of the app. */
export interface Run {
  session: Session
  timeouts: Timeouts
  accounts: AccountStore
  serverTime: ServerTime
  /** Each state the window was told of, as words, without repetitions. */
  states: string[]
  /** How often a socket came up. */
  /** How often the window was told, the same state or another. */
  notifications: number
  connections: number
}

export const alice = { method: 'service', userId: 'alice', password: 'alice-sandbox' } as const
export const bob = { method: 'service', userId: 'bob', password: 'bob-sandbox' } as const
export const workspaceId = 'team'
export const teamAddresses: Addresses = {
  server: 'https://chat.team.example',
  tokenService: 'https://api.team.example/token',
  issuer: null,
}
export const aliceKey = `${workspaceId}/alice`

/** A harness with a right clock, an empty keychain and servers in good health. */
export function openHarness(): Harness {
  const clock = new FakeClock()
  const disk = new FakeDisk()
  const log = new FakeLog()
  const learn = (serverNow: number) => {
    if (harness.run.serverTime.learn(serverNow)) harness.run.session.serverTimeMoved()
  }
  let kill: () => void = () => undefined

  function start(): Run {
    kill()
    let isAlive = true
    kill = () => {
      isAlive = false
      for (const socket of harness.chat.open) socket.close()
    }
    const runClock: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, run) => clock.after(delayMs, () => isAlive && run()),
    }
    const serverTime = createServerTime(runClock)
    const accounts = createAccountStore(harness.vault, harness.index, log)
    const timeouts = createTimeouts(runClock)
    const session = createSession({
      clock: runClock,
      timeouts,
      random: () => harness.chance.value,
      log,
      accounts,
      backend: async (id = workspaceId): Promise<Backend> => ({
        workspaceId: id,
        chat: harness.chat,
        tokenService: harness.workspace.hasTokenService ? harness.service : null,
        ...singleSignOnOf(harness),
        addresses: harness.workspace.addresses,
        formerId: id,
        serverTime,
      }),
      isToldOfSignOuts: () => harness.service.signOut !== undefined,
      changed() {
        run.notifications += 1
        const said = describe(session.state())
        if (run.states.at(-1) !== said) run.states.push(said)
      },
      connected: () => void (run.connections += 1),
    })
    const run: Run = {
      session,
      timeouts,
      accounts,
      serverTime,
      states: [],
      notifications: 0,
      connections: 0,
    }
    return run
  }

  const harness: Harness = {
    clock,
    disk,
    log,
    index: new FakeIndex(disk),
    vault: new FakeVault(clock, disk),
    service: new FakeTokenService(clock),
    singleSignOn: new FakeSingleSignOn(clock),
    chat: new FakeChat(clock, disk, learn),
    chance: { value: 0.5 },
    workspace: { hasTokenService: true, addresses: teamAddresses },
    run: undefined as unknown as Run,
    restart() {
      harness.index.restart()
      harness.run = start()
      return harness.run
    },
  }
  harness.restart()
  return harness
}

/** Single sign-on, in a workspace that has an issuer. */
function singleSignOnOf({ workspace, singleSignOn }: Harness): Pick<Backend, 'singleSignOn'> {
  return workspace.addresses.issuer === null ? {} : { singleSignOn }
}

/** A harness in which Alice has signed in. */
export async function openSignedIn(
  keep = true,
  before: (harness: Harness) => void = () => undefined,
) {
  const harness = openHarness()
  before(harness)
  await harness.run.session.signIn(alice, keep)
  return harness
}

/** Starts the next run and restores. */
export async function restartAndRestore(harness: Harness): Promise<Run> {
  const run = harness.restart()
  void run.session.restore(workspaceId)
  await settled()
  await settled()
  return run
}

/** A state in a word, with the reason where there is one. */
export function describe(state: SessionState): string {
  switch (state.kind) {
    case 'offline':
    case 'needsSignIn':
      return `${state.kind} ${state.failure.code}`
    default:
      return state.kind
  }
}

/** How the session of the present run stands. */
export function status(harness: Harness): string {
  return describe(harness.run.session.state())
}

/** Sends a message as whoever is signed in. */
export function send(harness: Harness): Promise<string> {
  return harness.run.session.pass((token) => harness.chat.call(token))
}

/** The outcome of a promise: its value, or the code of its failure. */
export function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => value ?? 'done',
    (error: unknown) => (error as { code?: string }).code ?? error,
  )
}
