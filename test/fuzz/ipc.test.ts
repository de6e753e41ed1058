import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import fc from 'fast-check'
import { answerCalls, type Handlers } from '../../main/ipc/ipc.ts'
import type { Reply } from '../../preload/contract.ts'
import { FakeLog } from '../support/fakes.ts'
import { anyJson, anyText, mutated } from './json.ts'
import { fuzz } from './run.ts'

type Listener = (event: IpcMainInvokeEvent, request: unknown) => Promise<Reply<unknown>>

const frame = { origin: 'app://latchkey' }
const ours = { senderFrame: frame }
const listeners = new Map<string, Listener>()
let handled: unknown[] = []
answerCalls(
  { handle: (name, listener) => void listeners.set(name, listener as Listener) },
  { contents: () => ({ mainFrame: frame }) as WebContents },
  new Proxy({} as Handlers, {
    get: () => (request: unknown) => {
      handled.push(request)
      return null
    },
  }),
  new FakeLog(),
)

const short = fc.string({ unit: 'binary', maxLength: 2_000 })
const cid = fc
  .tuple(fc.stringMatching(/^[\w-]{1,64}$/), fc.stringMatching(/^[\w!-]{1,64}$/))
  .map((parts) => parts.join(':'))
const keep = fc.boolean()
const nothing = fc.constant(undefined)
const key = fc.record({ key: short })
const id = fc.record({ id: short })

/** Valid arguments of the window's calls. */
const newWorkspace = fc.record(
  {
    name: short,
    apiKey: short,
    serverUrl: short,
    tokenServiceUrl: short,
    signIn: fc.constantFrom('password', 'none'),
    signOut: fc.constantFrom('delete', 'none'),
  },
  { requiredKeys: ['name', 'apiKey', 'serverUrl', 'tokenServiceUrl', 'signIn'] },
)

const good: Record<string, fc.Arbitrary<unknown>> = {
  answerProxy: fc.record({ host: short, username: short, password: short }),
  cancelProxy: nothing,
  readView: nothing,
  signInWithService: fc.record({ userId: short, password: short, keep }),
  signInWithToken: fc.record({ token: anyText, userId: short, keep }),
  signInAsGuest: fc.record({ name: short, keep }),
  signInAnonymously: nothing,
  switchTo: key,
  forget: key,
  switchAccount: nothing,
  signOut: nothing,
  retryConnection: nothing,
  pageRendered: nothing,
  networkOnline: nothing,
  retryKeychain: nothing,
  listChannels: fc.record({ page: fc.nat(100) }),
  openWebLink: fc.record({
    url: fc.webUrl({ validSchemes: ['http', 'https'] }).map((url) => new URL(url).href),
  }),
  openChannel: fc.record({ account: short, cid }),
  createChannel: fc.record({
    account: short,
    type: fc.stringMatching(/^[\w-]{1,64}$/),
    id: fc.stringMatching(/^[\w-]{1,64}$/),
    name: fc.string({ minLength: 1, maxLength: 255 }),
    members: fc.array(fc.string({ maxLength: 255 }), { maxLength: 5 }),
  }),
  readOlderMessages: fc.record({ cid, before: fc.string({ minLength: 1, maxLength: 512 }) }),
  readSavedChat: key,
  sendMessage: fc.record({
    account: short,
    cid,
    id: fc.stringMatching(/^[\w-]{1,64}$/),
    text: fc.string({ unit: 'binary', minLength: 1, maxLength: 20_000 }),
  }),
  discardMessage: id,
  addWorkspace: newWorkspace,
  readWorkspace: id,
  checkWorkspace: newWorkspace,
  openWorkspaceFile: nothing,
  updateWorkspace: fc.record({ id: short, workspace: newWorkspace }),
  moveWorkspace: fc.record({ id: short, to: fc.constantFrom('up', 'down') }),
  signInWithBrowser: fc.record({ userId: fc.option(short), keep: fc.boolean() }),
  openBrowserAgain: nothing,
  cancelBrowserSignIn: nothing,
  chooseWorkspace: id,
  removeWorkspace: fc.record({ id: short, unsentMessages: fc.nat() }, { requiredKeys: ['id'] }),
  readKeptInputs: nothing,
  keepInput: fc.record({ key: fc.string(), text: fc.option(fc.string()) }),
  restartToUpdate: nothing,
  signInWithDevelopmentToken: fc.record({ userId: short }),
  signInWithSecret: fc.record({ userId: short, secret: short, lifetime: short }),
  copyToken: nothing,
  inspectSession: nothing,
  inspectToken: fc.record({ token: anyText }),
  readTimeline: nothing,
  exportTimeline: nothing,
  readFaults: nothing,
  changeFaults: fc.record(
    {
      tokenLifeSeconds: fc.oneof(fc.integer(), fc.constant('forever')),
      tokenService: fc.constantFrom('ok', 'down', 'html'),
      chatDelayMs: fc.nat(),
      refuseWith: fc.constantFrom(null, 2, 40, 43),
      disableAuthChecks: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  runSandboxAction: fc.constantFrom('expire', 'revoke', 'cut', 'reset'),
  readTokenService: nothing,
  checkTokenService: fc.record({
    url: short,
    userId: short,
    password: short,
    signIn: fc.constantFrom('password', 'none'),
  }),
  stopCheck: nothing,
  changePreferences: fc.record(
    {
      theme: fc.constantFrom('system', 'light', 'dark'),
      language: fc.constantFrom('system', 'en', 'de'),
      keepWindow: fc.boolean(),
      launchAtLogin: fc.boolean(),
      tray: fc.boolean(),
      closeToTray: fc.boolean(),
      startHidden: fc.boolean(),
      saveChats: fc.boolean(),
      notifySignIn: fc.boolean(),
      notifyMessages: fc.boolean(),
      developerMode: fc.boolean(),
      logLevel: fc.constantFrom('error', 'warn', 'info', 'debug'),
    },
    { requiredKeys: [] },
  ),
  readAbout: nothing,
  showLog: nothing,
  acceptLink: nothing,
  findChannel: fc.record({ cid }),
  dismissLink: nothing,
}

/** All that structured cloning can bring across, and not JSON alone. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
})

async function call(name: string, event: unknown, request: unknown): Promise<Reply<unknown>> {
  handled = []
  // Electron clones too: what arrives has the usual prototypes.
  const listener = listeners.get(name)
  if (!listener) throw new Error(`There is no call ${name}.`)
  return listener(event as IpcMainInvokeEvent, structuredClone(request))
}

test('there is a generator for each call', () => {
  for (const name of listeners.keys()) assert.ok(Object.hasOwn(good, name), name)
})

test('what the window may ask reaches its handler unchanged', async (t) => {
  const asked = fc
    .constantFrom(...Object.keys(good))
    .chain((name) => fc.tuple(fc.constant(name), good[name] ?? nothing))
  await fuzz(
    t,
    2_000,
    fc.asyncProperty(asked, async ([name, request]) => {
      assert.deepEqual(await call(name, ours, request), { ok: true, value: null })
      assert.deepEqual(handled, [structuredClone(request)])
    }),
  )
})

test('whatever it asks is answered with badInput at a field, without its content, or reaches its handler as it is', async (t) => {
  const asked = fc.constantFrom(...Object.keys(good)).chain((name) => {
    const request = good[name] ?? nothing
    const flawed = request === nothing ? anyJson : mutated(request)
    return fc.tuple(fc.constant(name), fc.oneof(request, flawed, anyJson, anything))
  })
  let [taken, refused] = [0, 0]
  await fuzz(
    t,
    4_000,
    fc.asyncProperty(asked, async ([name, request]) => {
      const reply = await call(name, ours, request)
      structuredClone(reply)
      if (reply.ok) {
        taken += 1
        assert.deepEqual(handled, [structuredClone(request)])
      } else {
        refused += 1
        assert.deepEqual(handled, [])
        assert.equal(reply.code, 'badInput')
        assert.ok(reply.message.length <= 301)
        assert.ok(reply.message.startsWith(`The call ${name} is not as expected at `))
      }
    }),
  )
  assert.ok(taken > 500 && refused > 1_000, `${taken} taken, ${refused} refused`)
})

test('nobody but the window is heard, however good the request', async (t) => {
  const origin = fc.oneof(fc.webUrl(), anyText, fc.constantFrom('app://latchkey', 'null', ''))
  const sender = fc.oneof(
    fc.constant(null),
    // The right origin in another frame is another frame.
    fc.record({ origin }),
  )
  const asked = fc
    .constantFrom(...Object.keys(good))
    .chain((name) => fc.tuple(fc.constant(name), good[name] ?? nothing))
  await fuzz(
    t,
    1_000,
    fc.asyncProperty(asked, sender, async ([name, request], senderFrame) => {
      const reply = await call(name, { senderFrame }, request)
      assert.equal(!reply.ok && reply.code, 'badInput')
      assert.deepEqual(handled, [])
    }),
  )
})
