import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { makeAccount, type Account } from '../../../main/auth/account.ts'
import { Failure } from '../../../main/auth/errors.ts'
import type { ChatServer, Welcome } from '../../../main/auth/ports.ts'
import { Token } from '../../../main/auth/token/token.ts'
import { createChat } from '../../../main/chat/client.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import { FakeClock, makeToken, settled, testSecret, tokenOf } from '../../support/fakes.ts'
import { FakeChat } from '../../support/fakeServers.ts'
import { dial as line } from '../../support/directDial.ts'

interface Bench {
  chat: ChatServer
  /** Ends all tokens that Alice has shown. */
  end(): void
  cut(): void
  /** Every new socket and call meets this. */
  become(trouble: 'away' | 'unavailable' | 'refusing the API key'): void
}

async function openReal(t: TestContext) {
  const clock = new FakeClock()
  const sandbox = await startSandbox({ secret: testSecret, clock, bot: 'off' })
  t.after(() => sandbox.stop())
  const chat = createChat({
    apiKey: sandbox.apiKey,
    serverUrl: new URL(sandbox.url),
    client: 'latchkey-test',
    clock,
    http: { fetch, learn: () => undefined },
    dial: line,
    newId: randomUUID,
    event: () => undefined,
  })
  return { clock, sandbox, chat }
}

const chats: [name: string, open: (t: TestContext) => Promise<Bench>][] = [
  [
    'the fake chat server',
    async () => {
      const chat = new FakeChat(new FakeClock())
      const troubles = {
        away: new Failure('network', 'Away.'),
        unavailable: new Failure('serverError', 'It answered 503.'),
        'refusing the API key': new Failure('workspaceInvalid', 'Which API key?'),
      }
      return {
        chat,
        end: () => chat.end('alice'),
        cut: () => chat.cut(),
        become: (trouble) => void (chat.mode = chat.guestMode = troubles[trouble]),
      }
    },
  ],
  [
    'the chat server over the wire',
    async (t) => {
      const { chat, sandbox } = await openReal(t)
      const troubles = {
        away: { network: 'off' },
        unavailable: { sockets: 'unavailable', chat: 'unavailable' },
        'refusing the API key': { refuseWith: 2 },
      } as const
      return {
        chat,
        end: () => sandbox.faults.act({ action: 'expire', user_id: 'alice' }),
        cut: () => sandbox.faults.act({ action: 'cut' }),
        become: (trouble) => void sandbox.faults.change(troubles[trouble]),
      }
    },
  ],
]

const alice = makeAccount({
  workspaceId: 'team',
  kind: 'user',
  userId: 'alice',
  name: 'Alice Moreau',
})
const nobody = makeAccount({ workspaceId: 'team', kind: 'anonymous', userId: randomUUID() })

/** A socket, and what its listener hears. */
function dial(chat: ChatServer, account: Account, token: Token | null) {
  const told: string[] = []
  const welcomed = Promise.withResolvers<Welcome>()
  const closed = Promise.withResolvers<Failure>()
  const socket = chat.connect(account, token, {
    welcome(welcome) {
      told.push('welcome')
      welcomed.resolve(welcome)
    },
    closed(failure) {
      told.push(failure.code)
      closed.resolve(failure)
    },
    asking: () => undefined,
  })
  return { socket, told, welcomed: welcomed.promise, closed: closed.promise }
}

// The port: main/auth/ports.ts, ChatServer.
for (const [name, open] of chats) {
  test(`${name}: a good token is welcomed, with a connection id, a role and a name`, async (t) => {
    const { chat } = await open(t)
    const one = await dial(chat, alice, tokenOf('alice', { exp: 60 })).welcomed
    const two = await dial(chat, alice, tokenOf('alice')).welcomed
    assert.equal(one.role, 'user')
    assert.equal(one.name, 'Alice Moreau')
    assert.ok(one.connectionId && two.connectionId && one.connectionId !== two.connectionId)
  })

  test(`${name}: an anonymous visitor is welcomed without a token, in its role`, async (t) => {
    const { chat } = await open(t)
    assert.equal((await dial(chat, nobody, null).welcomed).role, 'anonymous')
  })

  const refused: [what: string, token: Token, code: string][] = [
    ['an expired token', tokenOf('alice', { exp: -1 }), 'tokenExpired'],
    ['a token that is not valid yet', tokenOf('alice', { nbf: 30 }), 'tokenNotYetValid'],
    ['a token of the future', tokenOf('alice', { iat: 30 }), 'tokenUsedBeforeIssued'],
    ['a wrong signature', tokenOf('alice', { secret: 'another' }), 'tokenSignatureInvalid'],
    ["somebody else's token", tokenOf('bob'), 'authenticationFailed'],
    [
      'a development token',
      new Token(`${makeToken('alice').split('.').slice(0, 2).join('.')}.devtoken`),
      'authenticationFailed',
    ],
  ]
  for (const [what, token, code] of refused) {
    test(`${name}: ${what} is refused with ${code}, once, without a welcome`, async (t) => {
      const { chat } = await open(t)
      const line = dial(chat, alice, token)
      assert.equal((await line.closed).code, code)
      await settled()
      assert.deepEqual(line.told, [code])
    })
  }

  test(`${name}: a token that ends in mid-connection is told once, at once`, async (t) => {
    const { chat, end } = await open(t)
    const line = dial(chat, alice, tokenOf('alice'))
    await line.welcomed
    end()
    assert.equal((await line.closed).code, 'tokenExpired')
    await settled()
    assert.deepEqual(line.told, ['welcome', 'tokenExpired'])
  })

  test(`${name}: a token that has ended is refused, another of the same user is not`, async (t) => {
    const { chat, end } = await open(t)
    const token = tokenOf('alice')
    await dial(chat, alice, token).welcomed
    end()
    assert.equal((await dial(chat, alice, token).closed).code, 'tokenExpired')
    await dial(chat, alice, tokenOf('alice')).welcomed
  })

  test(`${name}: a connection that is cut closes with network`, async (t) => {
    const { chat, cut } = await open(t)
    const line = dial(chat, alice, tokenOf('alice'))
    await line.welcomed
    cut()
    const failure = await line.closed
    assert.deepEqual([failure.code, failure.canRetry], ['network', true])
  })

  for (const [trouble, code] of [
    ['away', 'network'],
    ['unavailable', 'serverError'],
    ['refusing the API key', 'workspaceInvalid'],
  ] as const) {
    test(`${name}, ${trouble}: sockets and guests meet ${code}`, async (t) => {
      const { chat, become } = await open(t)
      become(trouble)
      assert.equal((await dial(chat, alice, tokenOf('alice')).closed).code, code)
      await assert.rejects(chat.createGuest('Ada', new AbortController().signal), { code })
    })
  }

  test(`${name}: who closes a socket, opening or open, hears no more of it`, async (t) => {
    const { chat, cut } = await open(t)
    const opening = dial(chat, alice, tokenOf('alice'))
    opening.socket.close()
    const up = dial(chat, alice, tokenOf('alice'))
    await up.welcomed
    up.socket.close()
    up.socket.close()
    const other = dial(chat, alice, tokenOf('alice'))
    await other.welcomed
    cut()
    await other.closed
    await settled()
    assert.deepEqual([opening.told, up.told], [[], ['welcome']])
  })

  test(`${name}: each guest is somebody new, with a token of its own that the server takes`, async (t) => {
    const { chat } = await open(t)
    const { signal } = new AbortController()
    const [one, two] = [
      await chat.createGuest('Ada', signal),
      await chat.createGuest('Ada', signal),
    ]
    assert.notEqual(one.token.userId, two.token.userId)
    assert.equal(one.name, 'Ada')
    assert.equal(one.refreshCredential, null)
    const { userId } = one.token
    const guest = makeAccount({ workspaceId: 'team', kind: 'guest', userId, name: 'Ada' })
    assert.equal((await dial(chat, guest, one.token).welcomed).role, 'guest')
  })

  test(`${name}: making a guest can be called off`, async (t) => {
    const { chat } = await open(t)
    const controller = new AbortController()
    controller.abort()
    await assert.rejects(chat.createGuest('Ada', controller.signal), { code: 'aborted' })
  })
}

test("a guest whose returned token is somebody else's is refused", async () => {
  const { chat } = answering(201, { user: { id: 'guest-1' }, access_token: makeToken('guest-2') })
  await assert.rejects(chat.createGuest('Ada', new AbortController().signal), {
    code: 'userMismatch',
  })
})

// Found by test/fuzz/chat.test.ts: it stood at the field for a token, which a guest's form does not have.
test('a guest whose token is none is refused as a bad answer of the server', async () => {
  const { chat } = answering(201, { user: { id: 'guest-1' }, access_token: 'not a token' })
  await assert.rejects(chat.createGuest('Ada', new AbortController().signal), {
    code: 'badAnswer',
    field: null,
  })
})

/** A chat whose REST calls all get one answer. */
function answering(status: number, body: unknown) {
  const asked: { url: URL; headers: Headers; body: unknown }[] = []
  const chat = createChat({
    apiKey: 'key 1',
    serverUrl: new URL('https://chat.example/v1/'),
    client: 'latchkey-test',
    clock: new FakeClock(),
    http: {
      async fetch(url, init) {
        asked.push({
          url: new URL(url),
          headers: new Headers(init?.headers),
          body: JSON.parse(init?.body as string),
        })
        return Response.json(body, { status })
      },
      learn: () => undefined,
    },
    dial: line,
    newId: () => '12345678-uuid',
    event: () => undefined,
  })
  return { chat, asked }
}

test('a REST call says who calls: API key, user, connection, raw token, kind of authentication', async () => {
  const { chat, asked } = answering(200, { channels: [] })
  const token = tokenOf('alice')
  const { signal } = new AbortController()
  const cid = 'livestream:a'
  await chat.findChannel({ account: alice, token, connectionId: 'c1', signal }, cid)
  await chat.findChannel({ account: nobody, token: null, connectionId: null, signal }, cid)
  const [one, two] = asked
  assert.ok(one && two)
  assert.equal(
    one.url.href,
    'https://chat.example/v1/channels?api_key=key+1&user_id=alice&connection_id=c1',
  )
  assert.equal(one.headers.get('authorization'), token.reveal())
  assert.equal(one.headers.get('stream-auth-type'), 'jwt')
  assert.equal(one.headers.get('x-stream-client'), 'latchkey-test')
  assert.ok(one.headers.get('x-client-request-id'))
  assert.equal(two.headers.get('authorization'), null)
  assert.equal(two.headers.get('stream-auth-type'), 'anonymous')
  assert.equal(two.url.searchParams.get('connection_id'), null)
})

test("a guest is asked for anonymously, under a readable id that is nobody's", async () => {
  const { chat, asked } = answering(201, { user: { id: 'g' }, access_token: makeToken('g') })
  const grant = await chat.createGuest('Ada Løvelace!', new AbortController().signal)
  assert.deepEqual(asked[0]?.body, { user: { id: 'ada-l-velace-12345678', name: 'Ada Løvelace!' } })
  assert.equal(asked[0]?.headers.get('stream-auth-type'), 'anonymous')
  assert.equal(asked[0]?.headers.get('authorization'), null)
  assert.equal(grant.name, 'Ada Løvelace!')
})
