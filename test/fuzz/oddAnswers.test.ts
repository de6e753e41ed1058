import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { makeAccount } from '../../main/auth/account.ts'
import { Failure } from '../../main/auth/errors.ts'
import { Token } from '../../main/auth/token/token.ts'
import { messageOf } from '../../main/chat/channels.ts'
import { createChat, type Caller } from '../../main/chat/client.ts'
import { systemClock } from '../../main/platform/clock.ts'
import { createTokenService } from '../../main/workspaces/tokenService.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import type { Message } from '../../preload/contract.ts'
import { dial } from '../support/directDial.ts'
import { testSecret } from '../support/fakes.ts'
import { OneOddPlace, oddity, type Oddity } from './oddPlaces.ts'
import { fuzz, outcomeOf } from './run.ts'

const encoding = new OneOddPlace()
let sandbox: Sandbox
let caller: Caller

before(async () => {
  const limits = { userRateLimit: 1_000_000, appRateLimit: 1_000_000 }
  sandbox = await startSandbox({ secret: testSecret, bot: 'off', encoding, faults: limits })
  const account = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice' })
  const token = new Token(await sandbox.issueToken('alice', 'forever'))
  caller = { account, token, connectionId: null, signal: new AbortController().signal }
})
after(() => sandbox.stop())

const http = () => ({ fetch, learn: () => undefined })
const launch = 'livestream:launch-day'

function openChat(hear: (message: Message) => void = () => undefined) {
  return createChat({
    apiKey: sandbox.apiKey,
    serverUrl: new URL(sandbox.url),
    client: 'latchkey-fuzz',
    clock: systemClock,
    http: http(),
    dial,
    newId: randomUUID,
    event(event) {
      const message = messageOf(event)
      if (message) hear(message)
    },
  })
}

/** Connects; resolves with the welcome, or with the failure. */
function connect(chat: ReturnType<typeof openChat>) {
  const done = Promise.withResolvers<unknown>()
  const id = Promise.withResolvers<string>()
  const socket = chat.connect(caller.account, caller.token, {
    welcome({ connectionId, role, name }) {
      id.resolve(connectionId)
      done.resolve({ role, name })
    },
    closed: (failure) => done.resolve({ failure: failure.code }),
    asking: () => undefined,
  })
  // Called at the first sound, be it a welcome or nothing that can be read.
  socket.check(() => setImmediate(() => done.resolve({ failure: 'nothing read' })))
  return { done: done.promise, connectionId: id.promise, socket }
}

/** The steps of a client and their results; always the same with a plain sandbox. */
const calls: Record<string, (arm: () => void) => Promise<unknown>> = {
  'the channel list'(arm) {
    arm()
    return openChat().listChannels(caller, 0)
  },
  'an opened channel'(arm) {
    arm()
    return openChat().openChannel(caller, launch)
  },
  async 'a message that is sent'(arm) {
    arm()
    const id = randomUUID()
    const sent = await openChat().sendMessage(caller, { cid: launch, id, text: 'Hello' })
    return { ...sent, id: sent.id === id, created_at: '' }
  },
  async 'a refusal'(arm) {
    arm()
    await openChat().openChannel(caller, 'messaging:bob-and-carol')
  },
  async 'a new guest'(arm) {
    arm()
    const { token, name } = await openChat().createGuest('Vera', caller.signal)
    return { isGuest: token.userId.startsWith('guest-'), name }
  },
  async 'a token service'(arm) {
    arm()
    const service = createTokenService(new URL(sandbox.tokenServiceUrl), http())
    const grant = await service.signIn('alice', 'alice-sandbox', caller.signal)
    return {
      userId: grant.token.userId,
      canRenew: grant.refreshCredential !== null,
      name: grant.name,
    }
  },
  async 'a welcome'(arm) {
    arm()
    const { done, socket } = connect(openChat())
    const welcome = await done
    socket.close()
    return welcome
  },
  async 'a refused connection'(arm) {
    arm()
    sandbox.faults.change({ refuseWith: 43 })
    const { done } = connect(openChat())
    const welcome = await done
    sandbox.faults.change({ refuseWith: null })
    return welcome
  },
  async 'a message that comes'(arm) {
    const heard = Promise.withResolvers<unknown>()
    const chat = openChat((message) => heard.resolve(message))
    const { done, socket, connectionId } = connect(chat)
    await done
    await chat.openChannel({ ...caller, connectionId: await connectionId }, launch)
    arm()
    socket.check(() => setImmediate(() => heard.resolve(null)))
    sandbox.faults.act({
      action: 'post',
      cid: launch,
      user_id: 'bob',
      text: 'News',
      id: randomUUID(),
    })
    const message = (await heard.promise) as Message | null
    socket.close()
    return message && { ...message, id: '', createdAt: 0 }
  },
}

/** Where an answer without this one value is no answer: there the call may fail instead. */
const essential = new Set(
  'channels channel message token access_token user refresh_token id type connection_id error code cid'.split(
    ' ',
  ),
)

for (const [name, call] of Object.entries(calls)) {
  test(`${name} is the same with one odd place, or costs no more than that place`, async (t) => {
    encoding.set(null)
    const plain = await outcome(() => call(() => undefined))
    await fuzz(
      t,
      150,
      fc.asyncProperty(oddity, async (oddity: Oddity) => {
        const odd = await outcome(() => call(() => encoding.set(oddity)))
        const cost = difference(plain, odd)
        const last = encoding.path?.findLast((key) => typeof key === 'string')
        const mayFail = encoding.needed > 0 && essential.has(String(last))
        const message = `at ${encoding.path?.join('.') ?? oddity.kind}: ${JSON.stringify(odd)}`
        assert.ok(cost <= encoding.needed || (mayFail && isFailure(odd)), message)
      }),
    )
  })
}

async function outcome(call: () => Promise<unknown>): Promise<unknown> {
  const value = await outcomeOf(call)
  return value instanceof Failure
    ? { failure: value.code }
    : JSON.parse(JSON.stringify(value ?? null))
}

function isFailure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'failure' in value
}

/** How many leaves or elements differ; a list counts its elements by what they are, in whatever order. */
function difference(one: unknown, other: unknown): number {
  if (JSON.stringify(one) === JSON.stringify(other)) return 0
  if (Array.isArray(one) && Array.isArray(other)) {
    if (other.length === 0) return 1
    const keyOf = (value: unknown) => identity(value)
    const others = new Map(other.map((value) => [keyOf(value), value]))
    const costs = one.map((value) => {
      const match = others.get(keyOf(value))
      return match === undefined ? 1 : difference(value, match)
    })
    return costs.reduce((sum, cost) => sum + cost, 0)
  }
  if (!isObject(one) || !isObject(other)) return 1
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].reduce((sum, name) => sum + difference(one[name], other[name]), 0)
}

function identity(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value)
  const channel = value['channel']
  return String(isObject(channel) ? channel['cid'] : (value['id'] ?? value['userId']))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
