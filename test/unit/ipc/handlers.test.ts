import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHandlers } from '../../../main/ipc/handlers.ts'
import type { KeychainVault } from '../../../main/keychain/vault.ts'
import type { Rooms } from '../../../main/chat/channels.ts'
import type { Updates } from '../../../main/updates/updates.ts'
import type { Workspaces } from '../../../main/workspaces/workspaces.ts'
import type { View } from '../../../preload/contract.ts'
import {
  aliceKey,
  openSignedIn,
  openWorld,
  outcome,
  standing,
  workspaceId,
  type World,
} from '../auth/harness.ts'
import { makeToken, settled } from '../../support/fakes.ts'

function handle(world: World, signIn: 'password' | 'none' | null = 'password') {
  const done: string[] = []
  const handlers = createHandlers({
    session: world.run.session,
    memory: world.run.memory,
    vault: { probe: async () => ({ kind: world.vault.state }) } as KeychainVault,
    workspaces: {
      current: () => ({ signIn }),
      add: () => void done.push('add'),
      choose: (id: string) => void done.push(`choose ${id}`),
      remove: (id: string) => void done.push(`remove ${id}`),
    } as unknown as Workspaces,
    rooms: { discard: (id: string) => void done.push(`discard ${id}`) } as Rooms,
    log: world.log,
    updates: { restart: () => void done.push('restart') } as Updates,
    readView: () => ({}) as View,
    newId: () => 'new-id',
  })
  return { handlers, done }
}

const workspace = {
  name: 'A',
  apiKey: 'k',
  serverUrl: 'https://a.example',
  tokenServiceUrl: '',
  signIn: 'none',
} as const

test('each way to sign in ends in a session', async () => {
  for (const signIn of ['service', 'token', 'guest', 'anonymous'] as const) {
    const world = openWorld()
    const { handlers } = handle(world)
    if (signIn === 'service')
      await handlers.signInWithService({ userId: 'alice', password: 'alice-sandbox', keep: true })
    if (signIn === 'token')
      await handlers.signInWithToken({ token: makeToken('luke'), userId: 'luke', keep: true })
    if (signIn === 'guest') await handlers.signInAsGuest({ name: 'Ada', keep: false })
    if (signIn === 'anonymous') await handlers.signInAnonymously(undefined)
    assert.equal(standing(world), 'connected', signIn)
  }
})

test('an empty password is refused at its field where one is wanted, before anybody is asked', async () => {
  const world = openWorld()
  const { handlers } = handle(world)
  const request = { userId: 'alice', password: '', keep: true }
  await assert.rejects(async () => handlers.signInWithService(request), {
    code: 'badInput',
    field: 'password',
  })
  assert.deepEqual(world.service.calls, [])
  await outcome(Promise.resolve(handle(world, 'none').handlers.signInWithService(request)))
  assert.deepEqual(world.service.calls, ['signIn alice'])
})

test('workspaces are changed only while nobody is signed in', async () => {
  const world = await openSignedIn()
  const { handlers, done } = handle(world)
  const attempts = [
    async () => handlers.addWorkspace(workspace),
    async () => handlers.chooseWorkspace({ id: 'x' }),
    async () => handlers.removeWorkspace({ id: 'x' }),
  ]
  for (const attempt of attempts) await assert.rejects(attempt, { code: 'badInput' })
  assert.deepEqual(done, [])
  await handlers.switchAccount(undefined)
  for (const attempt of attempts) await attempt()
  assert.deepEqual(done, ['add', 'choose x', 'remove x'])
})

test('removing a workspace wipes the accounts that were remembered in it', async () => {
  const world = await openSignedIn()
  const { handlers } = handle(world)
  await handlers.switchAccount(undefined)
  await handlers.removeWorkspace({ id: workspaceId })
  assert.equal(world.vault.records.size, 0)
  assert.deepEqual(world.index.list(), [])
})

test('switching, continuing, forgetting and signing out do what they say', async () => {
  const world = await openSignedIn()
  const { handlers } = handle(world)
  await handlers.switchAccount(undefined)
  assert.equal(standing(world), 'signedOut')
  await handlers.continueAs({ key: aliceKey })
  await settled()
  assert.equal(standing(world), 'connected')
  await handlers.signOut(undefined)
  assert.equal(world.vault.records.size, 0)
  assert.equal(await outcome(Promise.resolve(handlers.continueAs({ key: aliceKey }))), 'notFound')
  await handlers.forget({ key: aliceKey })
})

test('a message that is given up is given up', async () => {
  const { handlers, done } = handle(openWorld())
  await handlers.discardMessage({ id: 'm-1' })
  assert.deepEqual(done, ['discard m-1'])
})

test('the network’s return is told to the log, and what waits for it is tried at once', async () => {
  const world = await openSignedIn()
  const { handlers } = handle(world)
  world.chance.value = 0.99
  world.chat.cut()
  await settled()
  assert.equal(standing(world), 'offline network')
  await handlers.cameOnline(undefined)
  await settled()
  assert.equal(standing(world), 'connected')
  assert.ok(world.log.lines.includes('info system.online {}'))
})

test('a keychain that is found ready on Retry gets what rested in memory', async () => {
  const world = await openSignedIn(true, ({ vault }) => void (vault.state = 'locked'))
  const { handlers } = handle(world)
  await handlers.retryKeychain(undefined)
  await settled()
  assert.equal(world.run.session.present()?.rests, 'memory')
  world.vault.state = 'ready'
  await handlers.retryKeychain(undefined)
  await settled()
  assert.equal(world.run.session.present()?.rests, 'keychain')
})

test('a restart for an update is handed on', async () => {
  const { handlers, done } = handle(openWorld())
  await handlers.restartToUpdate(undefined)
  assert.deepEqual(done, ['restart'])
})
