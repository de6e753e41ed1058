import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { createAccountStore } from '../../../main/auth/accountStore.ts'
import { createSession } from '../../../main/auth/session.ts'
import { createRecords } from '../../../main/keychain/records.ts'
import { createVault } from '../../../main/keychain/vault.ts'
import { unattended } from '../../../main/network/pausableTimeouts.ts'
import type { Patience } from '../../../main/network/pausableTimeouts.ts'
import type { Configuration } from '../../../main/settings/configuration.ts'
import { adoptFormerAccounts } from '../../../main/settings/formerAccounts.ts'
import { createSettings } from '../../../main/settings/settings.ts'
import { createBackends } from '../../../main/workspaces/backends.ts'
import { en } from '../../../main/text/en.ts'
import { createWorkspaces } from '../../../main/workspaces/workspaces.ts'
import type { NewWorkspace } from '../../../preload/contract.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import { dial } from '../../support/directDial.ts'
import { FakeKeychain } from '../../support/fakeKeychain.ts'
import { FakeClock, FakeLog, FakeStore, noPictures, testSecret } from '../../support/fakes.ts'
import { startRecorder } from '../../support/recorder.ts'
import { describe } from '../auth/harness.ts'

type Team = Extract<Configuration, { kind: 'read' }>

/** The main process but Electron, in front of real servers; it can be started again with another configuration. */
async function openApp(t: TestContext) {
  const clock = new FakeClock()
  const sandbox = await startSandbox({ secret: testSecret, clock, bot: 'off' })
  t.after(() => sandbox.stop())
  const home = await startRecorder(t, sandbox.url)
  const evil = await startRecorder(t, sandbox.url)
  const at = (port: number, path = '', host = '127.0.0.1') => `http://${host}:${port}${path}`
  const team: Team = {
    kind: 'read',
    workspace: {
      name: 'Team',
      apiKey: sandbox.apiKey,
      serverUrl: at(home.port, '/eu'),
      tokenService: { url: at(home.port, '/eu/token'), signIn: 'password' },
    },
    developerMode: false,
    feed: null,
    isShipped: false,
  }
  const store = new FakeStore()
  const keychain = new FakeKeychain()

  function start(configuration: Configuration) {
    const log = new FakeLog()
    const settings = createSettings(store, randomUUID)
    if (configuration.kind === 'read') {
      const { workspace, isShipped = false } = configuration
      adoptFormerAccounts(settings.accounts, { ...workspace, isShipped })
    }
    const backends = createBackends({
      clock,
      log,
      network: { fetch, dial, patience: unattended as Patience, prepare: () => undefined },
      client: 'latchkey-test',
      newId: randomUUID,
      pictures: noPictures,
      browser: {
        run: () => Promise.reject(new Error('There is no browser.')),
        show: () => Promise.reject(new Error('There is no browser.')),
      },
      event: () => undefined,
      timeMoved: () => undefined,
    })
    const workspaces = createWorkspaces({
      texts: () => en,
      configuration,
      settings,
      sandbox: {
        start: () => Promise.reject(new Error('There is no sandbox.')),
        started: () => null,
      },
      makeBackend: backends.make,
      changed: () => undefined,
    })
    const vault = createVault({
      keychain,
      records: createRecords(keychain, Infinity),
      profile: () => settings.profile(),
      log,
      newId: randomUUID,
      changed: () => undefined,
    })
    const accounts = createAccountStore(vault, settings.accounts, log)
    const session = createSession({
      clock,
      random: Math.random,
      log,
      accounts,
      backend: (id) => workspaces.backend(id),
      changed: () => undefined,
      connected: () => undefined,
    })
    t.after(() => session.leave())
    return { session, workspaces, accounts, settings }
  }

  return { clock, store, keychain, home, evil, at, team, start }
}

type App = Awaited<ReturnType<typeof openApp>>

const request = { method: 'service', userId: 'alice', password: 'alice-sandbox' } as const

/** Alice signs in, is kept, and quits; her token is long due at the next start. */
async function signInAndQuit({ clock, start }: App, configuration: Configuration) {
  const { session } = start(configuration)
  await session.signIn(request, true)
  session.leave()
  clock.sleep(7_200_000)
}

/** Starts, restores, and tries to continue as everybody there is. */
async function startAndTry(app: App, configuration: Configuration): Promise<string[]> {
  const run = app.start(configuration)
  await run.session.restore(run.workspaces.current().id)
  const states = [describe(run.session.state())]
  for (const { account } of app.store.get('accounts') as { account: { key: string } }[]) {
    await run.session.continueAs(account.key).catch(() => undefined)
    states.push(describe(run.session.state()))
  }
  run.session.retryNow()
  run.session.keychainReady()
  run.session.leave()
  return states
}

function change(team: Team, workspace: Partial<Team['workspace']>): Team {
  return { ...team, workspace: { ...team.workspace, ...workspace } }
}

/** [what is other at the next start, how] */
const moves: [what: string, move: (app: App) => Configuration][] = [
  [
    'another token service in the configuration',
    ({ team, evil, at }) =>
      change(team, { tokenService: { url: at(evil.port, '/token'), signIn: 'password' } }),
  ],
  [
    'the token service under another path',
    ({ team, home, at }) =>
      change(team, { tokenService: { url: at(home.port, '/us/token'), signIn: 'password' } }),
  ],
  [
    'the token service under another name of the computer',
    ({ team, home, at }) =>
      change(team, {
        tokenService: { url: at(home.port, '/eu/token', 'localhost'), signIn: 'password' },
      }),
  ],
  ['no token service', ({ team }) => change(team, { tokenService: null })],
  ['another base path', ({ team, home, at }) => change(team, { serverUrl: at(home.port, '/us') })],
  [
    'the base path in capitals',
    ({ team, home, at }) => change(team, { serverUrl: at(home.port, '/EU') }),
  ],
  ['no base path', ({ team, home, at }) => change(team, { serverUrl: at(home.port) })],
  ['another port', ({ team, evil, at }) => change(team, { serverUrl: at(evil.port, '/eu') })],
  [
    'another name of the host',
    ({ team, home, at }) => change(team, { serverUrl: at(home.port, '/eu', 'localhost') }),
  ],
  ['another API key', ({ team }) => change(team, { apiKey: 'another' })],
  [
    'an index entry that is edited to another workspace',
    ({ store, team, evil, at }) => {
      const other = change(team, { apiKey: 'evil', serverUrl: at(evil.port) })
      edit(store, (account) => ({ ...account, workspaceId: `evil@${at(evil.port)}` }))
      return other
    },
  ],
  [
    'an index entry whose key is edited along, with the record it points to',
    ({ store, team, evil, at }) => {
      const id = `evil@${at(evil.port)}`
      edit(store, (account) => ({ ...account, workspaceId: id, key: `${id}/alice` }))
      const [entry] = store.get('accounts') as { account: { key: string } }[]
      store.set('accounts', [{ ...entry, record: `${team.workspace.apiKey}@x/alice` }])
      return change(team, { apiKey: 'evil', serverUrl: at(evil.port) })
    },
  ],
  [
    'a record that is copied under the key of another workspace',
    ({ store, keychain, team, evil, at }) => {
      const other = change(team, { serverUrl: at(evil.port) })
      const id = `${team.workspace.apiKey}@${at(evil.port)}`
      edit(store, (account) => ({ ...account, workspaceId: id, key: `${id}/alice` }))
      const [secret = ''] = keychain.entries.values()
      keychain.get = async () => secret
      return other
    },
  ],
]

for (const [what, move] of moves) {
  test(`with ${what} no server gets a stored credential`, async (t) => {
    const app = await openApp(t)
    await signInAndQuit(app, app.team)
    const [home, evil] = [app.home.received.length, app.evil.received.length]
    const states = await startAndTry(app, move(app))
    for (const state of states)
      assert.match(state, /^(signedOut|needsSignIn (workspaceMoved|notFound|secretMissing))$/)
    await flush(app)
    assert.equal(app.home.received.length, home + 1)
    assert.equal(app.evil.received.length, evil + 1)
  })
}

for (const [what, spelling] of [
  ['itself', '/eu'],
  ['a slash at the end', '/eu/'],
  ['two', '/eu//'],
  ['a detour', '/us/../eu'],
] as const) {
  test(`a workspace spelt with ${what} is the same one and restores its session`, async (t) => {
    const app = await openApp(t)
    await signInAndQuit(app, app.team)
    const again = change(app.team, { serverUrl: app.at(app.home.port, spelling) })
    const run = app.start(again)
    await run.session.restore(run.workspaces.current().id)
    assert.equal(run.session.signedIn()?.account.userId, 'alice')
    run.session.leave()
  })
}

test('a script in the window that adds the workspace again, or a copy beside it, moves no credential', async (t) => {
  const app = await openApp(t)
  const { apiKey, serverUrl } = app.team.workspace
  const added: NewWorkspace = {
    name: 'Team',
    apiKey,
    serverUrl,
    tokenServiceUrl: app.at(app.home.port, '/eu/token'),
    signIn: 'password',
  }
  const first = app.start({ kind: 'none' })
  first.workspaces.add(added)
  await first.session.signIn(request, true)
  const [account] = first.accounts.kept([first.workspaces.current().id])
  assert.ok(account)
  first.session.switchAccount()
  app.clock.sleep(7_200_000)
  const evil = { ...added, tokenServiceUrl: app.at(app.evil.port, '/token') }
  for (const serverUrl of [added.serverUrl, `${added.serverUrl}/`]) {
    assert.throws(() => first.workspaces.add({ ...evil, serverUrl }), { code: 'workspaceExists' })
  }
  first.workspaces.add({ ...evil, serverUrl: app.at(app.home.port, '/eu/x') })
  assert.deepEqual(first.accounts.kept([first.workspaces.current().id]), [])
  first.workspaces.remove(first.workspaces.current().id)
  await flush(app)
  assert.equal(app.evil.received.length, 1)
})

function edit(
  store: FakeStore,
  change: (account: Record<string, unknown>) => Record<string, unknown>,
): void {
  const accounts = store.get('accounts') as { account: Record<string, unknown> }[]
  const edited = accounts.map((entry) => ({ ...entry, account: change(entry.account) }))
  store.set('accounts', edited)
  store.set('current', edited[0]?.account['key'])
}

/** One request to each server: what was sent before has arrived before it. */
async function flush({ home, evil, at }: App): Promise<void> {
  for (const { port } of [home, evil]) await (await fetch(at(port, '/flush'))).text()
}
