import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { Failure } from '../../../main/auth/errors.ts'
import { answerCalls, type Handlers } from '../../../main/ipc/ipc.ts'
import type { Reply } from '../../../preload/contract.ts'
import { FakeLog, makeToken } from '../../support/fakes.ts'

type Listener = (event: IpcMainInvokeEvent, request: unknown) => Promise<Reply<unknown>>

const frame = { origin: 'app://latchkey' }
const contents = { mainFrame: frame }
const ours = { senderFrame: frame }

/** The bridge with handlers that write down their calls; `answer` is what each of them does. */
function openBridge(
  answer: (request: unknown) => unknown = () => null,
  window: unknown = contents,
) {
  const listeners = new Map<string, Listener>()
  const called: [name: string, request: unknown][] = []
  const log = new FakeLog()
  const handlers = new Proxy({} as Handlers, {
    get: (_, name) => async (request: unknown) => {
      called.push([String(name), request])
      return answer(request)
    },
  })
  answerCalls(
    { handle: (name, listener) => void listeners.set(name, listener as Listener) },
    { contents: () => window as WebContents },
    handlers,
    log,
  )
  function call(name: string, request?: unknown, event: unknown = ours): Promise<Reply<unknown>> {
    const listener = listeners.get(name)
    assert.ok(listener, name)
    return listener(event as IpcMainInvokeEvent, request)
  }
  return { call, called, log, names: [...listeners.keys()] }
}

const newWorkspace = {
  name: 'A',
  apiKey: 'k',
  serverUrl: 'x',
  tokenServiceUrl: '',
  signIn: 'none',
} as const

const good: Record<string, unknown> = {
  readView: undefined,
  signInWithService: { userId: 'alice', password: 'pw', keep: true },
  signInWithToken: { token: 'eyJ', userId: '', keep: false },
  signInAsGuest: { name: 'Ada', keep: true },
  signInAnonymously: undefined,
  switchTo: { key: 'team/alice' },
  forget: { key: 'team/alice' },
  switchAccount: undefined,
  signOut: undefined,
  retryConnection: undefined,
  pageRendered: undefined,
  networkOnline: undefined,
  retryKeychain: undefined,
  listChannels: { page: 0 },
  openChannel: { account: 'a', cid: 'messaging:general' },
  createChannel: { account: 'a', type: 'team', id: 'plans', name: 'Plans', members: ['bob'] },
  readOlderMessages: { cid: 'messaging:general', before: 'm-1' },
  readSavedChat: { key: 'sandbox/alice' },
  sendMessage: { account: 'team/alice', cid: 'livestream:launch-day', id: 'm-1', text: 'Hello' },
  discardMessage: { id: 'm-1' },
  addWorkspace: newWorkspace,
  readWorkspace: { id: 'a' },
  checkWorkspace: newWorkspace,
  openWorkspaceFile: undefined,
  updateWorkspace: { id: 'a', workspace: { ...newWorkspace, signOut: 'delete' } },
  moveWorkspace: { id: 'a', to: 'up' },
  signInWithBrowser: { userId: null, keep: true },
  openBrowserAgain: undefined,
  cancelBrowserSignIn: undefined,
  chooseWorkspace: { id: 'sandbox' },
  removeWorkspace: { id: 'sandbox', unsentMessages: 1 },
  answerProxy: { host: 'proxy.example:8080', username: 'ada', password: 'a fake one' },
  cancelProxy: undefined,
  readKeptInputs: undefined,
  keepInput: { key: '["draft"]', text: 'half a thought' },
  restartToUpdate: undefined,
  signInWithDevelopmentToken: { userId: 'luke' },
  signInWithSecret: { userId: 'luke', secret: 'not a secret', lifetime: '3600' },
  copyToken: undefined,
  inspectSession: undefined,
  inspectToken: { token: 'eyJ' },
  readTimeline: undefined,
  exportTimeline: undefined,
  readFaults: undefined,
  changeFaults: { network: 'off' },
  runSandboxAction: 'cut',
  readTokenService: undefined,
  checkTokenService: { url: 'x', userId: 'luke', password: '', signIn: 'password' },
  stopCheck: undefined,
  changePreferences: { theme: 'dark', tray: true },
  readAbout: undefined,
  showLog: undefined,
  acceptLink: undefined,
  openWebLink: { url: 'https://example.org/' },
  findChannel: { cid: 'messaging:general' },
  dismissLink: undefined,
}

test('every call of the contract is answered with the value of its handler', async () => {
  const { call, called, names } = openBridge(() => 'value')
  assert.deepEqual(names.toSorted(), Object.keys(good).toSorted())
  for (const [name, request] of Object.entries(good)) {
    assert.deepEqual(await call(name, request), { ok: true, value: 'value' })
  }
  assert.deepEqual(called, Object.entries(good))
})

const strangers: [who: string, event: unknown, window?: unknown][] = [
  ['another frame of the window', { senderFrame: { origin: 'app://latchkey' } }],
  [
    'the window showing another origin',
    { senderFrame: frame },
    { mainFrame: { origin: 'https://x' } },
  ],
  ['a frame that is gone', { senderFrame: null }],
  ['anybody while there is no window', ours, null],
]
for (const origin of [
  'https://evil.example',
  'app://latchkey.evil',
  'app://other',
  'file://',
  'null',
  '',
]) {
  const other = { origin }
  strangers.push([
    `a main frame of origin “${origin}”`,
    { senderFrame: other },
    { mainFrame: other },
  ])
}

for (const [who, event, window = contents] of strangers) {
  test(`${who} is refused at every call, and no handler runs`, async () => {
    const { call, called } = openBridge(() => 'value', window)
    for (const [name, request] of Object.entries(good)) {
      const reply = await call(name, request, event)
      assert.ok(!reply.ok && reply.code === 'badInput')
    }
    assert.deepEqual(called, [])
  })
}

const bad: [name: string, request: unknown, at: string][] = [
  ['readView', { extra: 1 }, 'the request'],
  ['signOut', null, 'the request'],
  ['signInWithService', undefined, 'the request'],
  ['signInWithService', { userId: 'a', password: 'b' }, 'keep'],
  ['signInWithService', { userId: 7, password: 'b', keep: true }, 'userId'],
  ['signInWithService', { userId: 'a', password: 'b', keep: 'yes' }, 'keep'],
  ['signInWithService', { userId: 'a', password: 'b', keep: true, extra: 1 }, 'extra'],
  ['signInWithService', { userId: 'x'.repeat(2_001), password: 'b', keep: true }, 'userId'],
  ['signInWithToken', { token: 'x'.repeat(1_000_001), userId: '', keep: true }, 'token'],
  ['switchTo', { key: ['team/alice'] }, 'key'],
  ['openWebLink', { url: 'javascript:alert(1)' }, 'url'],
  ['openWebLink', { url: 'file:///etc/passwd' }, 'url'],
  ['openWebLink', { url: 'https://example.org' }, 'url'],
  ['openWebLink', { url: 'latchkey://open' }, 'url'],
  ['createChannel', { account: 'k', type: 'a:b', id: 'x', name: 'X', members: [] }, 'type'],
  ['createChannel', { account: 'k', type: 'a', id: 'x', name: '', members: [] }, 'name'],
  ['listChannels', { page: -1 }, 'page'],
  ['listChannels', { page: 0.5 }, 'page'],
  ['readOlderMessages', { cid: 'messaging:general', before: '' }, 'before'],
  ['openChannel', { account: 'k', cid: 'messaging' }, 'cid'],
  ['openChannel', { account: 'k', cid: 'messaging:../../app' }, 'cid'],
  ['openChannel', { account: 'k', cid: 'a/b:c' }, 'cid'],
  ['openChannel', { account: 'k', cid: 'a:b?x=y' }, 'cid'],
  ['keepInput', { key: 'a', text: 'x'.repeat(100_001) }, 'text'],
  ['keepInput', { key: 'x'.repeat(2_001), text: null }, 'key'],
  ['keepInput', { key: 'a' }, 'text'],
  ['sendMessage', { account: 'k', cid: 'a:b', id: 'm 1', text: 'x' }, 'id'],
  ['sendMessage', { account: 'k', cid: 'a:b', id: '', text: 'x' }, 'id'],
  ['sendMessage', { account: 'k', cid: 'a:b', id: 'm', text: '' }, 'text'],
  ['sendMessage', { account: 'k', cid: 'a:b', id: 'm', text: 'x'.repeat(20_001) }, 'text'],
  [
    'addWorkspace',
    { name: 'A', apiKey: 'k', serverUrl: 'x', tokenServiceUrl: '', signIn: 'x' },
    'signIn',
  ],
  ['addWorkspace', { ...newWorkspace, signOut: 'post' }, 'signOut'],
  ['updateWorkspace', { id: 'a', workspace: { ...newWorkspace, name: 1 } }, 'workspace.name'],
  ['moveWorkspace', { id: 'a', to: 'left' }, 'to'],
  ['removeWorkspace', { id: 'a', unsentMessages: -1 }, 'unsentMessages'],
]

for (const [name, request, at] of bad) {
  test(`${name} refuses ${JSON.stringify(request)?.slice(0, 60)} at ${at}`, async () => {
    const { call, called } = openBridge()
    const reply = await call(name, request)
    assert.ok(!reply.ok)
    assert.equal(reply.code, 'badInput')
    assert.ok(reply.message.endsWith(`at ${at}.`), reply.message)
    assert.deepEqual(called, [])
  })
}

test('a Failure becomes a reply: its code, its message, its field, and nothing else', async () => {
  const { call } = openBridge(() => {
    throw new Failure('credentialsRefused', 'Wrong.', { field: 'password', cause: new Error('x') })
  })
  assert.deepEqual(await call('signOut'), {
    ok: false,
    code: 'credentialsRefused',
    message: 'Wrong.',
    field: 'password',
  })
})

test('a reply names what the Failure is about', async () => {
  const about = { host: 'chat.lab', proxy: 'proxy.lab:3130' }
  const { call } = openBridge(() => {
    throw new Failure('proxyDenied', 'No.', { about })
  })
  assert.deepEqual(await call('signOut'), {
    ok: false,
    code: 'proxyDenied',
    message: 'No.',
    field: null,
    about,
  })
})

test('any other error of a handler is internal, and its message is not passed on', async () => {
  for (const thrown of [
    new Error('at /home/alice/secret.ts'),
    'text',
    null,
    undefined,
    { code: 5 },
  ]) {
    const { call } = openBridge(() => {
      throw thrown
    })
    const reply = await call('signOut')
    assert.ok(!reply.ok && reply.code === 'internal' && reply.field === null)
    assert.equal(reply.message, 'Something unforeseen went wrong in Latchkey.')
  }
})

// What existing clients get wrong, 9.
test('no token and no password is in a reply or in the log, not even of a call that failed', async () => {
  const token = makeToken('alice')
  const { call, log } = openBridge((request) => {
    throw new Failure(
      'tokenRejected',
      `Refused: ${token} of ${JSON.stringify(request)?.slice(0, 0)}`,
    )
  })
  const replies = [
    await call('signInWithToken', { token, userId: '', keep: true }),
    await call('signInWithToken', { token, userId: 7, keep: true }),
    await call('signInWithService', { userId: 'a', password: 'hunter2', keep: 7 }),
    await call('signInWithService', { userId: 'a', password: 'hunter2', keep: true }),
  ]
  for (const said of [JSON.stringify(replies), log.lines.join('\n')]) {
    for (const part of token.split('.').slice(1)) assert.ok(!said.includes(part))
    assert.ok(!said.includes('hunter2'))
  }
  assert.equal(log.lines.length, 4)
})
