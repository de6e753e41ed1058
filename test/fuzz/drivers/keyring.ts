import assert from 'node:assert/strict'
import { createAccountStore, type AccountStore } from '../../../main/auth/accountStore.ts'
import { createServerTime } from '../../../main/auth/renewal/serverTime.ts'
import { createSession, type Session } from '../../../main/auth/session.ts'
import { entryName } from '../../../main/keychain/entryName.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { createVault, type KeychainVault } from '../../../main/keychain/vault.ts'
import { FakeChat, FakeTokenService } from '../../support/fakeServers.ts'
import { FakeClock, FakeIndex, FakeLog, settled } from '../../support/fakes.ts'
import { teamAddresses } from '../../unit/auth/harness.ts'
import { createDice, type Dice } from './dice.ts'
import { WildKeychain } from './wildKeychain.ts'

const profile = 'profile'
const workspaceId = 'k@https://chat.team.example'
const people = ['alice', 'bob'] as const

interface Run {
  accounts: AccountStore
  session: Session
  vault: KeychainVault
}

/** A session on the real vault, on a keychain that fails in every way that was seen. */
function open(dice: Dice) {
  const clock = new FakeClock()
  const limitBytes = dice.pick([Infinity, Infinity, 200])
  const keychain = new WildKeychain(dice, limitBytes)
  const index = new FakeIndex()
  const log = new FakeLog()
  const serverTime = createServerTime(clock)
  const chat = new FakeChat(clock, null, (now) => void serverTime.learn(now))
  const service = new FakeTokenService(clock)
  /** The keys of the saved chats, by account. They outlive the run. */
  const savedChats = new Map<string, string>()
  let count = 0

  function start(): Run {
    keychain.kill()
    index.restart()
    let isAlive = true
    const mine = {
      get: (name: string) => alive(() => keychain.get(name)),
      set: (name: string, password: string) => alive(() => keychain.set(name, password)),
      delete: (name: string) => alive(() => keychain.delete(name)),
    }
    /** A killed run asks and hears nothing any more. */
    function alive<Value>(call: () => Promise<Value>): Promise<Value> {
      return new Promise((resolve, reject) => {
        if (!isAlive) return
        call().then(
          (value) => isAlive && resolve(value),
          (error: unknown) => isAlive && reject(error),
        )
      })
    }
    const vault = createVault({
      keychain: mine,
      records: createRecords(mine, limitBytes),
      profile: () => profile,
      log,
      newId: () => `id-${(count += 1)}`,
      changed: () => undefined,
      becameReady: () => isAlive && session.keychainReady(),
    })
    const accounts = createAccountStore(vault, index, log, {
      newKey: () => `chat key ${(count += 1)}`,
      remove: (key) => void (isAlive && savedChats.delete(key)),
    })
    keychain.waiting = (isWaiting) => vault.waiting(isWaiting)
    const session = createSession({
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        after: (ms, act) => clock.after(ms, () => isAlive && act()),
      },
      random: () => 0.5,
      log,
      accounts,
      backend: async () => ({
        workspaceId,
        addresses: teamAddresses,
        formerId: 'k@chat.team.example',
        chat,
        tokenService: service,
        serverTime,
      }),
      changed: () => undefined,
      connected: () => undefined,
    })
    kill = () => {
      isAlive = false
      for (const socket of chat.open) socket.close()
    }
    return { accounts, session, vault }
  }

  let kill: () => void = () => undefined
  const world = {
    clock,
    keychain,
    index,
    chat,
    savedChats,
    run: start(),
    restart() {
      kill()
      world.run = start()
    },
  }
  return world
}

type World = ReturnType<typeof open>

/** As main does with each answer: only with a key, and only of a session that is kept. */
function saveChat({ run, savedChats }: World): void {
  const key = run.session.signedIn()?.account.key
  const chatKey = key === undefined ? null : run.accounts.chatKey(key)
  if (key !== undefined && chatKey && run.session.isKept()) savedChats.set(key, chatKey.key)
}

const ignore = (promise: Promise<unknown>) => void promise.catch(() => undefined)

const steps: readonly (readonly [number, string, (world: World, dice: Dice) => void])[] = [
  [
    8,
    'sign in',
    ({ run }, dice) => {
      const userId = dice.pick(people)
      const request = { method: 'service', userId, password: `${userId}-sandbox` } as const
      ignore(run.session.signIn(request, dice.chance(0.8)))
    },
  ],
  [5, 'sign out', ({ run }) => ignore(run.session.signOut())],
  [2, 'switch account', ({ run }) => run.session.switchAccount()],
  [3, 'continue', ({ run }, dice) => ignore(run.session.continueAs(keyOf(dice.pick(people))))],
  [2, 'forget', ({ run }, dice) => ignore(run.session.forget(keyOf(dice.pick(people))))],
  [4, 'save the chat', saveChat],
  [3, 'renew', ({ chat }, dice) => chat.end(dice.pick(people))],
  [
    6,
    'change keychain',
    ({ keychain }, dice) => {
      // Windows has no locks and no prompts, and is the only one that splits records.
      const isWindows = keychain.limitBytes !== Infinity
      keychain.mood = isWindows
        ? dice.pick(['ready', 'flaky', 'away'])
        : dice.pick(['ready', 'locked', 'flaky', 'prompting', 'lockedItems', 'away'])
    },
  ],
  [5, 'answer prompt', ({ keychain }, dice) => keychain.answer(dice.chance(0.6))],
  [3, 'probe', ({ run }) => ignore(run.vault.probe())],
  [1, 'look', ({ run }) => ignore(run.vault.look())],
  [
    3,
    'restart',
    (world) => {
      world.restart()
      ignore(world.run.session.restore(workspaceId))
    },
  ],
]

/**
 * Random steps, some of them close together. At each moment every keychain entry is named by the index that is on disk;
 * and when everybody has signed out and the keychain is ready, it is empty. Each saved chat belongs to an account of the index.
 */
export async function run(seed: number): Promise<void> {
  const dice = createDice(seed)
  const world = open(dice)
  const trace: string[] = []
  for (let count = 0; count < 40; count += 1) {
    const [name, act] = dice.weighted(steps.map(([weight, name, act]) => [weight, [name, act]]))
    act(world, dice)
    trace.push(`${name} (${world.keychain.mood})`)
    for (let turns = dice.integer(0, 6); turns > 0; turns -= 1) await Promise.resolve()
    if (dice.chance(0.6)) await world.clock.turn(dice.integer(0, 3_000))
    assertNamed(world, trace)
  }
  await end(world)
  trace.push('end')
  assertNamed(world, trace)
  assert.deepEqual(secretsIn(world), [], trace.join('\n'))
  assert.deepEqual(world.index.list(), [], trace.join('\n'))
  assert.deepEqual([...world.savedChats], [], trace.join('\n'))
}

/** The person unlocks the keychain and signs everybody out; the next start finds nothing. */
async function end(world: World): Promise<void> {
  world.keychain.mood = 'ready'
  world.keychain.answer(true)
  await rest(world)
  world.keychain.mood = 'ready'
  await world.run.vault.probe()
  await rest(world)
  const unfinished = world.index.list().filter(({ stage }) => stage !== 'kept')
  assert.deepEqual(unfinished, [], 'what waited for the keychain was not run')
  ignore(world.run.session.signOut())
  for (const { account } of world.index.list()) ignore(world.run.session.forget(account.key))
  await rest(world)
}

async function rest({ clock }: World): Promise<void> {
  for (let turns = 0; turns < 12; turns += 1) await settled()
  await clock.turn(1_000)
}

function keyOf(userId: string): string {
  return `${workspaceId}/${userId}`
}

/** Sentinels hold no secret. A part has the name of its record before the `#`. */
function secretsIn({ keychain }: World): string[] {
  const names = [...keychain.entries.keys()].filter((name) => !name.startsWith('probe ('))
  return names.map((name) => name.replace(/#[ab]\d+$/, ''))
}

function assertNamed(world: World, trace: string[]): void {
  const named = world.index.list().map(({ account, record }) => record ?? account.key)
  const allowed = new Set(named.map((key) => entryName(key, profile)))
  for (const name of secretsIn(world)) {
    assert.ok(allowed.has(name), `the index does not name ${name}\n${trace.join('\n')}`)
  }
  for (const key of world.savedChats.keys()) {
    assert.ok(named.includes(key), `the saved chat of ${key} is left\n${trace.join('\n')}`)
  }
}
