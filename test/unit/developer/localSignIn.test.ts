import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { WebContents } from 'electron'
import { Failure } from '../../../main/auth/errors.ts'
import type { Mint } from '../../../main/auth/ports.ts'
import { createTemporaryClipboard } from '../../../main/developer/temporaryClipboard.ts'
import { createDeveloperHandlers, type DeveloperOptions } from '../../../main/developer/handlers.ts'
import type { DeveloperMode } from '../../../main/settings/developerMode.ts'
import { createLocalSignIn } from '../../../main/developer/localSignIn.ts'
import { answerCalls, type Handlers } from '../../../main/ipc/ipc.ts'
import type { Reply } from '../../../preload/contract.ts'
import { alice, openHarness, send, status } from '../auth/harness.ts'
import { FakeClipboard } from '../../support/fakeClipboard.ts'
import { testSecret } from '../../support/fakes.ts'

/** The handlers over a harness, called as the window calls them. */
function open() {
  const harness = openHarness()
  const clipboard = new FakeClipboard()
  const secretClipboard = createTemporaryClipboard({
    clipboard,
    clock: harness.clock,
    log: harness.log,
  })
  const handlers = createLocalSignIn({ session: harness.run.session, secretClipboard })
  const listeners = new Map<string, (event: unknown, request: unknown) => Promise<unknown>>()
  const frame = { origin: 'app://latchkey' }
  const handle = (name: string, listener: never) => void listeners.set(name, listener)
  answerCalls(
    { handle },
    { contents: () => ({ mainFrame: frame }) as WebContents },
    handlers as Handlers,
    harness.log,
  )
  const call = async (name: keyof typeof handlers, request?: unknown): Promise<Reply<unknown>> =>
    (await listeners.get(name)?.({ senderFrame: frame }, request)) as Reply<unknown>
  return { harness, clipboard, call, secretClipboard }
}

const done = { ok: true, value: null }

function code(reply: Reply<unknown>): string {
  return reply.ok ? 'done' : `${reply.code} ${reply.field}`
}

test('while developer mode is off, local sign-in and copying fail', () => {
  const { harness, secretClipboard } = open()
  const mode = { isOn: () => false } as DeveloperMode
  const options: Partial<DeveloperOptions> = { mode, session: harness.run.session, secretClipboard }
  const handlers = createDeveloperHandlers(options as DeveloperOptions)
  const refusal = { code: 'notAllowed' }
  const request = { userId: 'luke', secret: testSecret, lifetime: '' }
  assert.throws(() => handlers.signInWithDevelopmentToken({ userId: 'luke' }), refusal)
  assert.throws(() => handlers.signInWithSecret(request), refusal)
  assert.throws(() => handlers.copyToken(undefined), refusal)
  assert.equal(status(harness), 'signedOut')
})

test('a development token signs in and is copied on request', async () => {
  const { call, harness, clipboard } = open()
  harness.chat.checksAuth = false
  assert.deepEqual(await call('signInWithDevelopmentToken', { userId: ' luke ' }), done)
  assert.equal(harness.run.session.signedIn()?.account.userId, 'luke')
  assert.deepEqual(await call('copyToken'), done)
  assert.match(clipboard.text, /^eyJ.*\.devtoken$/)
  await harness.clock.turn(30_000)
  assert.equal(clipboard.text, '')
})

test('a token from a secret signs in, is renewed, and the newest is copied', async () => {
  const { call, harness, clipboard } = open()
  const request = { userId: 'luke', secret: testSecret, lifetime: '600' }
  assert.deepEqual(await call('signInWithSecret', request), done)
  await call('copyToken')
  const first = clipboard.text
  // Real signing takes its time: a message waits for the token that is due after 379.4 s.
  await harness.clock.turn(380_000)
  await send(harness)
  await call('copyToken')
  assert.notEqual(clipboard.text, first)
  assert.equal(clipboard.text, harness.run.session.signedIn()?.activeSession.token()?.reveal())
})

test('a token from elsewhere is not copied, and neither is a missing one', async () => {
  const { call, harness, clipboard } = open()
  assert.equal(code(await call('copyToken')), 'notAllowed null')
  await harness.run.session.signIn(alice, true)
  assert.equal(code(await call('copyToken')), 'notAllowed null')
  assert.equal(clipboard.text, '')
})

const wrong: [request: { userId: string; secret: string; lifetime: string }, code: string][] = [
  [{ userId: 'luke', secret: ' ', lifetime: '' }, 'badInput secret'],
  [{ userId: 'luke', secret: 'another app', lifetime: '' }, 'tokenSignatureInvalid secret'],
  [{ userId: ' ', secret: testSecret, lifetime: '' }, 'badInput userId'],
  [{ userId: 'l u', secret: testSecret, lifetime: '' }, 'userIdSpaces userId'],
  [{ userId: 'luke', secret: testSecret, lifetime: '-5' }, 'lifetimeNegative lifetime'],
]
for (const [request, expected] of wrong) {
  test(`${JSON.stringify(request.userId)} with a lifetime of ${JSON.stringify(request.lifetime)} is ${expected}`, async () => {
    const { call, harness } = open()
    assert.equal(code(await call('signInWithSecret', request)), expected)
    assert.equal(status(harness), 'signedOut')
  })
}

test('a sign-in that fails before it begins drops the secret', async () => {
  let mint: Mint | null = null
  const { secretClipboard } = open()
  const ways = createLocalSignIn({
    session: {
      signedIn: () => null,
      signIn: async (method) => {
        if (method.method === 'minted') ({ mint } = method)
        throw new Failure('sandboxFailed', 'No backend.')
      },
    },
    secretClipboard,
  })
  const request = { userId: 'luke', secret: testSecret, lifetime: '' }
  await assert.rejects(async () => ways.signInWithSecret(request), { code: 'sandboxFailed' })
  const signed = (mint as Mint | null)?.sign({ user_id: 'luke', iat: 0 }) ?? Promise.resolve()
  await assert.rejects(signed, { code: 'signedOut' })
})

// What existing clients get wrong, 9.
test('the secret is in no reply, no view of the session and no line of the log', async () => {
  const secret = randomBytes(24).toString('hex')
  const { call, harness } = open()
  const replies: unknown[] = []
  for (const request of [
    { userId: 'luke', secret, lifetime: '' },
    { userId: 'l u', secret, lifetime: '' },
    { userId: 'luke', secret, lifetime: '0' },
    { userId: 'luke', secret, lifetime: 7 },
    { userId: 'luke', secret: { secret }, lifetime: '' },
    { userId: 'luke', secret, lifetime: '', extra: secret },
  ])
    replies.push(await call('signInWithSecret', request))
  const said = JSON.stringify([replies, harness.log.lines, harness.disk.journal])
  assert.ok(!said.includes(secret))
  assert.ok(harness.log.lines.length >= 6)
})
