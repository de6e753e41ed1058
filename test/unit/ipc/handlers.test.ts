import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageBoxOptions } from 'electron'
import {
  createAccountExit,
  leaveButton,
  nothingLost,
  stayButton,
} from '../../../main/app/leaveQuestion.ts'
import { en } from '../../../main/text/en.ts'
import { createHandlers } from '../../../main/ipc/handlers.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { KeychainVault } from '../../../main/keychain/vault.ts'
import { createWaitingMessages } from '../../../main/chat/waitingMessages.ts'
import type { Channels } from '../../../main/chat/channels.ts'
import type { Updates } from '../../../main/updates/updates.ts'
import type { Workspaces } from '../../../main/workspaces/workspaces.ts'
import type { Message, View } from '../../../preload/contract.ts'
import {
  aliceKey,
  openSignedIn,
  openHarness,
  outcome,
  status,
  workspaceId,
  type Harness,
} from '../auth/harness.ts'
import { makeToken, settled } from '../../support/fakes.ts'

function handle(harness: Harness, signIn: 'password' | 'none' | null = 'password') {
  const done: string[] = []
  const waitingMessages = createWaitingMessages()
  const unsent = {
    count: 0,
    isRemembered: true,
    answer: stayButton,
    questions: [] as MessageBoxOptions[],
  }
  const handlers = createHandlers({
    session: harness.run.session,
    leaving: createAccountExit({
      session: harness.run.session,
      losses: () => ({ ...nothingLost, unsent: unsent.count }),
      isRemembered: () => unsent.isRemembered,
      saved: () => Promise.resolve(),
      stayed: () => undefined,
      texts: () => en,
      ask: (question) => {
        unsent.questions.push(question)
        return Promise.resolve({ response: unsent.answer, checkboxChecked: false })
      },
    }),
    accounts: harness.run.accounts,
    browser: {
      openAgain: async () => void done.push('openAgain'),
      cancel: () => void done.push('cancel'),
    },
    vault: {
      async probe() {
        if (harness.vault.state === 'ready') harness.run.session.keychainReady()
        return { kind: harness.vault.state }
      },
    } as KeychainVault,
    workspaces: {
      current: () => ({ id: workspaceId, signIn }),
      list: () => [{ id: workspaceId }],
      chooseQuietly(id: string) {
        if (id !== workspaceId) throw new Failure('notFound', 'Not listed.')
        done.push(`choose ${id}`)
      },
    } as unknown as Workspaces,
    channels: {
      discard: (id: string) => void done.push(`discard ${id}`),
      send({ id }) {
        done.push(`send ${id}`)
        return harness.run.session.pass(() => Promise.resolve({ id } as Message))
      },
    } as Channels,
    waitingMessages,
    savedChats: { read: () => Promise.resolve(null) },
    log: harness.log,
    updates: { restart: () => void done.push('restart') } as Updates,
    readView: () => ({}) as View,
    newId: () => 'new-id',
    checkWorkspace: async () => [],
    ask: async () => ({ response: stayButton, checkboxChecked: false }),
    askFile: async () => null,
    texts: () => en,
  })
  return { handlers, done, unsent }
}

test('each way to sign in ends in a session', async () => {
  for (const signIn of ['service', 'token', 'guest', 'anonymous'] as const) {
    const harness = openHarness()
    const { handlers } = handle(harness)
    if (signIn === 'service')
      await handlers.signInWithService({ userId: 'alice', password: 'alice-sandbox', keep: true })
    if (signIn === 'token')
      await handlers.signInWithToken({ token: makeToken('luke'), userId: 'luke', keep: true })
    if (signIn === 'guest') await handlers.signInAsGuest({ name: 'Ada', keep: false })
    if (signIn === 'anonymous') await handlers.signInAnonymously(undefined)
    assert.equal(status(harness), 'connected', signIn)
  }
})

test('an empty password is refused at its field where one is wanted, before anybody is asked', async () => {
  const harness = openHarness()
  const { handlers } = handle(harness)
  const request = { userId: 'alice', password: '', keep: true }
  await assert.rejects(async () => handlers.signInWithService(request), {
    code: 'badInput',
    field: 'password',
  })
  assert.deepEqual(harness.service.calls, [])
  await outcome(Promise.resolve(handle(harness, 'none').handlers.signInWithService(request)))
  assert.deepEqual(harness.service.calls, ['signIn alice'])
})

test('an account of a workspace that is not listed is not continued, and the active one stays', async () => {
  const harness = await openSignedIn()
  const { handlers } = handle(harness)
  const [kept] = harness.index.list()
  assert.ok(kept)
  const account = { ...kept.account, workspaceId: 'other', key: 'other/alice' }
  harness.index.put({ ...kept, account })
  const sockets = harness.chat.sockets.length
  assert.equal(await outcome((async () => handlers.switchTo({ key: account.key }))()), 'notFound')
  assert.equal(harness.chat.sockets.length, sockets)
})

test('switching, continuing, forgetting and signing out reach the session', async () => {
  const harness = await openSignedIn()
  const { handlers } = handle(harness)
  await handlers.switchAccount(undefined)
  assert.equal(status(harness), 'signedOut')
  await handlers.switchTo({ key: aliceKey })
  await settled()
  assert.equal(status(harness), 'connected')
  await handlers.signOut(undefined)
  assert.equal(harness.vault.records.size, 0)
  assert.equal(await outcome(Promise.resolve(handlers.switchTo({ key: aliceKey }))), 'notFound')
  await handlers.forget({ key: aliceKey })
})

test('a message that is given up is given up', async () => {
  const { handlers, done } = handle(openHarness())
  await handlers.discardMessage({ id: 'm-1' })
  assert.deepEqual(done, ['discard m-1'])
})

test('the network’s return is logged, and waiting requests are tried at once', async () => {
  const harness = await openSignedIn()
  const { handlers } = handle(harness)
  harness.chance.value = 0.99
  harness.chat.cut()
  await settled()
  assert.equal(status(harness), 'offline network')
  await handlers.networkOnline(undefined)
  await settled()
  assert.equal(status(harness), 'connected')
  assert.ok(harness.log.lines.includes('info system.online {}'))
})

test('a keychain that is ready on Retry gets the credentials from memory', async () => {
  const harness = await openSignedIn(true, ({ vault }) => void (vault.state = 'locked'))
  const { handlers } = handle(harness)
  await handlers.retryKeychain(undefined)
  await settled()
  assert.equal(harness.run.session.signedIn()?.storedIn, 'memory')
  harness.vault.state = 'ready'
  await handlers.retryKeychain(undefined)
  await settled()
  assert.equal(harness.run.session.signedIn()?.storedIn, 'keychain')
})

test('a restart for an update is handed on', async () => {
  const { handlers, done } = handle(openHarness())
  await handlers.restartToUpdate(undefined)
  assert.deepEqual(done, ['restart'])
})

const leaves = [
  [
    'signing out',
    (handlers) => handlers.signOut(undefined),
    'Sign out anyway',
    /sign out now, they are lost/,
  ],
  [
    'leaving an account that is not remembered',
    (handlers) => handlers.switchAccount(undefined),
    'Switch anyway',
    /switch the account now, they are lost/,
  ],
] as const satisfies [
  what: string,
  leave: (handlers: ReturnType<typeof handle>['handlers']) => unknown,
  button: string,
  detail: RegExp,
][]
for (const [what, leave, button, detail] of leaves) {
  test(`${what} asks first while messages are unsent, and Stay keeps the session`, async () => {
    const harness = await openSignedIn()
    const { handlers, unsent } = handle(harness)
    unsent.count = 2
    unsent.isRemembered = false
    await leave(handlers)
    assert.equal(status(harness), 'connected')
    assert.equal(unsent.questions.length, 1)
    assert.equal(unsent.questions[0]?.message, '2 messages have not been sent yet.')
    assert.match(unsent.questions[0]?.detail ?? '', detail)
    assert.deepEqual(unsent.questions[0]?.buttons, ['Stay', button])
    assert.equal(unsent.questions[0]?.cancelId, stayButton)

    unsent.answer = leaveButton
    await leave(handlers)
    assert.equal(status(harness), 'signedOut')
  })

  test(`${what} does not ask when all messages are sent`, async () => {
    const harness = await openSignedIn()
    const { handlers, unsent } = handle(harness)
    await leave(handlers)
    assert.equal(status(harness), 'signedOut')
    assert.deepEqual(unsent.questions, [])
  })
}

test('forgetting an account asks first, and tells of the messages that the window holds back for it', async () => {
  const harness = await openSignedIn()
  const { handlers, unsent } = handle(harness)
  await handlers.switchAccount(undefined)
  await handlers.forget({ key: aliceKey, unsentMessages: 1 })
  assert.equal(harness.run.accounts.has(aliceKey), true)
  assert.equal(unsent.questions[0]?.message, 'Forget Alice Moreau?')
  assert.match(unsent.questions[0]?.detail ?? '', /^A message has not been sent yet. It is lost. /)
  await handlers.forget({ key: aliceKey })
  assert.match(unsent.questions[1]?.detail ?? '', /^Latchkey deletes the saved sign-in/)
  unsent.answer = leaveButton
  await handlers.forget({ key: aliceKey, unsentMessages: 1 })
  assert.equal(harness.run.accounts.has(aliceKey), false)
  await handlers.forget({ key: aliceKey })
  assert.equal(unsent.questions.length, 3, 'an account that is gone needs no question')
})
