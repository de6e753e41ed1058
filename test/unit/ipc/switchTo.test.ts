import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccountExit, nothingLost } from '../../../main/app/leaveQuestion.ts'
import { Failure } from '../../../main/auth/errors.ts'
import { createWaitingMessages } from '../../../main/chat/waitingMessages.ts'
import { createHandlers, type HandlerOptions } from '../../../main/ipc/handlers.ts'
import type { Message } from '../../../preload/contract.ts'
import { openSignedIn, outcome, status, type Harness } from '../auth/harness.ts'
import { settled } from '../../support/fakes.ts'
import { en } from '../../../main/text/en.ts'

const acmeAlice = 'acme/alice'
const teamAlice = 'team/alice'

/** Alice is signed in at `team` and remembered at `acme`, `beta` and `gamma` as well. */
async function openAccounts() {
  const harness = await openSignedIn()
  const [kept] = harness.index.list()
  const record = harness.vault.records.get(teamAlice)
  assert.ok(kept && record)
  for (const workspaceId of ['acme', 'beta', 'gamma']) {
    const key = `${workspaceId}/alice`
    harness.index.put({ ...kept, account: { ...kept.account, key, workspaceId } })
    harness.vault.records.set(key, record)
  }
  let current = 'team'
  const { session, accounts } = harness.run
  const waitingMessages = createWaitingMessages()
  /** Calls that were passed to the channels. */
  const done: string[] = []
  const handlers = createHandlers({
    session,
    accounts,
    waitingMessages,
    leaving: createAccountExit({
      session,
      losses: () => nothingLost,
      isRemembered: () => true,
      saved: () => Promise.resolve(),
      stayed: () => undefined,
      texts: () => en,
      ask: () => Promise.reject(new Error('Nothing is to be asked.')),
    }),
    workspaces: {
      current: () => ({ id: current }),
      chooseQuietly(id: string) {
        if (id === 'gamma') throw new Failure('notFound', 'It was removed.')
        current = id
      },
    } as HandlerOptions['workspaces'],
    channels: {
      send: ({ id }: { id: string }) =>
        session.pass(async (token) => {
          await harness.chat.call(token)
          return { id } as Message
        }),
      discard: () => undefined,
      open: (cid: string) => done.push(`open ${cid}`),
      create: ({ id }: { id: string }) => done.push(`create ${id}`),
    } as unknown as HandlerOptions['channels'],
  } as HandlerOptions)
  const openChannel = async (account: string) =>
    outcome(Promise.resolve().then(() => handlers.openChannel({ account, cid: 'a:b' })))
  const createChannel = async (account: string) => {
    const channel = { account, type: 'team', id: 'plans', name: 'Plans', members: [] }
    return outcome(Promise.resolve().then(() => handlers.createChannel(channel)))
  }
  const send = async (account: string, id = 'm-1') =>
    outcome(Promise.resolve(handlers.sendMessage({ account, cid: 'a:b', id, text: 'Hi' })))
  const calls = { openChannel, createChannel, send }
  return { harness, handlers, waitingMessages, current: () => current, ...calls, done }
}

const active = (harness: Harness) => harness.run.session.signedIn()?.account.key

test('a switch leaves one session and continues the other in its workspace', async () => {
  const { harness, handlers, current } = await openAccounts()
  await handlers.switchTo({ key: acmeAlice })
  await settled()
  assert.deepEqual([status(harness), active(harness), current()], ['connected', acmeAlice, 'acme'])
  assert.equal(harness.chat.open.length, 1)
  assert.equal(harness.run.accounts.current()?.account.key, acmeAlice)
  assert.equal(harness.vault.records.size, 4, 'nothing of the other account is erased')
})

test('no view shows an account in the workspace of another', async () => {
  const { harness, handlers, current } = await openAccounts()
  const shown: string[] = []
  Object.defineProperty(harness.run, 'notifications', {
    set() {
      shown.push(`${active(harness) ?? 'none'} in ${current()}`)
    },
    get: () => 0,
  })
  await handlers.switchTo({ key: acmeAlice })
  await settled()
  assert.deepEqual([...new Set(shown)], ['none in acme', 'acme/alice in acme'])
})

test('of two quick switches the last one wins, in whichever order the keychain answers', async () => {
  const { harness, handlers, current } = await openAccounts()
  harness.vault.delayMs = 100
  const first = handlers.switchTo({ key: acmeAlice })
  await harness.clock.turn(50)
  const second = handlers.switchTo({ key: 'beta/alice' })
  await harness.clock.turn(1_000)
  await Promise.all([first, second])
  assert.deepEqual([active(harness), current()], ['beta/alice', 'beta'])
  assert.equal(harness.chat.open.length, 1)
})

test('switching back before the other account is there continues the first one', async () => {
  const { harness, handlers, current } = await openAccounts()
  harness.vault.delayMs = 100
  const away = handlers.switchTo({ key: acmeAlice })
  const back = handlers.switchTo({ key: teamAlice })
  await harness.clock.turn(1_000)
  await Promise.all([away, back])
  assert.deepEqual([active(harness), current()], [teamAlice, 'team'])
  assert.equal(harness.chat.open.length, 1)
})

test('switching to the active account changes nothing', async () => {
  const { harness, handlers } = await openAccounts()
  const sockets = harness.chat.sockets.length
  await handlers.switchTo({ key: teamAlice })
  await settled()
  assert.equal(harness.chat.sockets.length, sockets)
})

test('an account whose workspace is gone is refused, and the active one stays', async () => {
  const { harness, handlers } = await openAccounts()
  assert.equal(
    await outcome(Promise.resolve(handlers.switchTo({ key: 'gamma/alice' }))),
    'notFound',
  )
  assert.deepEqual([status(harness), active(harness)], ['connected', teamAlice])
})

test('a renewal in flight at a switch is not used for the other account', async () => {
  const { harness, handlers } = await openAccounts()
  harness.service.mode = 'late'
  harness.chat.end('alice')
  await settled()
  const before = harness.vault.records.get(acmeAlice)
  await handlers.switchTo({ key: 'beta/alice' })
  harness.service.release()
  await settled()
  assert.equal(harness.vault.records.get(acmeAlice), before)
  assert.equal(active(harness), 'beta/alice')
})

test('a channel is never opened or created as another account than the one in the window', async () => {
  const { harness, handlers, openChannel, createChannel, done } = await openAccounts()
  await handlers.switchTo({ key: acmeAlice })
  await settled()
  assert.equal(await openChannel(teamAlice), 'notSignedIn')
  assert.equal(await createChannel(teamAlice), 'notSignedIn')
  assert.deepEqual(done, [])
  await openChannel(active(harness) ?? '')
  await createChannel(active(harness) ?? '')
  assert.deepEqual(done, ['open a:b', 'create plans'])
})

test('a message is never sent as another account than the one that wrote it', async () => {
  const { harness, handlers, send } = await openAccounts()
  await handlers.switchTo({ key: acmeAlice })
  await settled()
  assert.equal(await send(teamAlice), 'notSignedIn')
  assert.deepEqual(harness.chat.taken, [])
  assert.deepEqual(await send(acmeAlice), { id: 'm-1' })
})

test('a message that a switch gives back counts until it is sent, discarded or its account is gone', async () => {
  const { harness, handlers, waitingMessages, send } = await openAccounts()
  const count = () => waitingMessages.count((key) => harness.run.accounts.has(key))
  harness.chat.cut()
  await settled()
  const sent = ['m-1', 'm-2', 'm-3'].map((id) => send(teamAlice, id))
  await handlers.switchTo({ key: acmeAlice })
  assert.deepEqual(await Promise.all(sent), Array(3).fill('signedOut'))
  assert.equal(count(), 3)
  await handlers.discardMessage({ id: 'm-3' })
  assert.equal(count(), 2)
  await handlers.switchTo({ key: teamAlice })
  await settled()
  assert.deepEqual(await send(teamAlice, 'm-1'), { id: 'm-1' })
  assert.equal(count(), 1)
  await harness.run.session.signOut()
  assert.equal(count(), 0)
})
