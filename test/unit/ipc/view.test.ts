import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { VaultState } from '../../../main/keychain/vault.ts'
import type { ProxyChallenge } from '../../../main/network/proxyAuth.ts'
import { makeView } from '../../../main/ipc/view.ts'
import type { Workspaces } from '../../../main/workspaces/workspaces.ts'
import type { View, Workspace } from '../../../preload/contract.ts'
import { alice, openSignedIn, openHarness, workspaceId, type Harness } from '../auth/harness.ts'
import { FakeMint } from '../../support/fakeMint.ts'
import { makeToken, noPictures, settled, startOfTime, testSecret } from '../../support/fakes.ts'
import { preferences } from '../../components/harness/views.ts'
import { en } from '../../../main/text/en.ts'

const workspace: Workspace = {
  id: workspaceId,
  name: 'Team',
  host: 'chat.team.example',
  passwordHost: null,
  source: 'configuration',
  signIn: 'password',
  sandboxUsers: [],
}

function viewOf(
  harness: Harness,
  vault: VaultState = { kind: 'ready' },
  platform: NodeJS.Platform = 'linux',
  proxy: ProxyChallenge | null = null,
): View {
  const workspaces = { current: () => workspace, list: () => [workspace] } as Workspaces
  return makeView({
    session: harness.run.session.state(),
    endingOf: (key) => harness.run.session.endingOf(key),
    accounts: harness.run.accounts,
    vault,
    workspaces,
    platform,
    keyring: undefined,
    browserSignIn: null,
    proxy,
    notice: 'A notice.',
    preferences: { ...preferences, developerMode: true },
    language: 'en',
    locale: 'en-GB',
    texts: () => en,
    fixed: ['logLevel'],
    linkRequest: null,
    update: { version: '0.2.0' },
    pictures: noPictures,
  })
}

/** Every piece of every secret that the world has seen. */
function secretsOf(harness: Harness): string[] {
  const pieces = harness.service.issued.flatMap((token) => token.split('.').slice(1))
  for (const { token, refreshCredential } of harness.vault.records.values()) {
    pieces.push(...token.split('.').slice(1), refreshCredential ?? 'credential-')
  }
  const made = harness.run.session.signedIn()?.activeSession.token()?.reveal()
  if (made) pieces.push(...made.split('.').slice(1), testSecret)
  return [...pieces, 'alice-sandbox', 'credential-alice']
}

/** [what brings the session there, its state in the view] */
const states: [state: View['session']['state'], go: () => Promise<Harness>][] = [
  [
    'signedOut',
    async () => {
      const harness = await openSignedIn()
      harness.run.session.switchAccount()
      return harness
    },
  ],
  [
    'signingIn',
    async () => {
      const harness = await openSignedIn()
      harness.chat.mode = 'silent'
      harness.restart()
      void harness.run.session.restore(workspaceId)
      await settled()
      return harness
    },
  ],
  ['connected', () => openSignedIn()],
  [
    'refreshing',
    async () => {
      const harness = await openSignedIn()
      harness.service.mode = 'never'
      harness.chat.end('alice')
      return harness
    },
  ],
  [
    'offline',
    async () => {
      const harness = await openSignedIn()
      harness.chat.mode = new Failure('network', 'Away.')
      harness.chat.cut()
      return harness
    },
  ],
  [
    'needsSignIn',
    async () => {
      const harness = await openSignedIn()
      harness.service.endSessions()
      harness.chat.end('alice')
      await settled()
      return harness
    },
  ],
]

for (const [state, go] of states) {
  // What existing clients get wrong, 9.
  test(`the view of a session that is ${state} says so and holds no secret`, async () => {
    const harness = await go()
    const view = viewOf(harness)
    assert.equal(view.session.state, state)
    const said = JSON.stringify(view)
    for (const secret of secretsOf(harness)) assert.ok(!said.includes(secret), secret)
    assert.deepEqual(structuredClone(view), view)
  })
}

test('a connected session shows account, role and token facts', async () => {
  const harness = await openSignedIn()
  const { session, remembered, notice, developerMode, update } = viewOf(harness)
  const account = { key: 'team/alice', kind: 'user', userId: 'alice', name: 'Alice Moreau' }
  assert.deepEqual(session, {
    state: 'connected',
    account,
    role: 'user',
    token: {
      method: 'service',
      expiresAt: startOfTime + 3_600_000,
      renewsAt: startOfTime + 2_280_000,
      renewedBy: 'tokenService',
      signInEndsAt: null,
      storedIn: 'keychain',
    },
  })
  assert.deepEqual(remembered, [{ ...account, workspaceId, status: { state: 'active' } }])
  assert.deepEqual([notice, developerMode, update], ['A notice.', true, { version: '0.2.0' }])
})

for (const method of ['development', 'minted'] as const) {
  test(`a session with a ${method} token says so, and its view holds neither token nor secret`, async () => {
    const harness = openHarness()
    harness.chat.checksAuth = false
    const mint = new FakeMint()
    await harness.run.session.signIn({ method, userId: 'luke', lifetime: '600', mint }, false)
    const view = viewOf(harness)
    assert.ok(view.session.state === 'connected')
    const { renewsAt, ...token } = view.session.token
    assert.deepEqual(token, {
      method: method,
      expiresAt: method === 'minted' ? startOfTime + 599_000 : null,
      renewedBy: method === 'minted' ? 'thisApp' : 'notNeeded',
      signInEndsAt: null,
      storedIn: 'memory',
    })
    assert.equal(renewsAt === null, method === 'development')
    assert.deepEqual(view.remembered, [])
    const said = JSON.stringify(view)
    for (const secret of secretsOf(harness)) assert.ok(!said.includes(secret), secret)
    harness.chat.cut(new Failure('tokenSignatureInvalid', 'A new secret.'))
    const { session } = viewOf(harness)
    assert.equal(session.state === 'needsSignIn' && session.method, method)
  })
}

test("times are told by this computer's clock, however wrong it is", async () => {
  const harness = openHarness()
  harness.clock.setWall(-600_000)
  await harness.run.session.signIn(alice, true)
  const { session } = viewOf(harness)
  assert.ok(session.state === 'connected')
  assert.equal(session.token.expiresAt, startOfTime - 600_000 + 3_600_000)
})

test('the view says how the token is renewed: by the token service, not at all, or not needed', async () => {
  const renewers: string[] = []
  for (const method of [
    alice,
    { method: 'token', token: makeToken('luke', { exp: 60 }), userId: '' },
    { method: 'token', token: makeToken('luke'), userId: '' },
    { method: 'guest', name: 'Ada' },
    { method: 'anonymous', userId: 'x' },
  ] as const) {
    const harness = openHarness()
    await harness.run.session.signIn(method, false)
    const { session } = viewOf(harness)
    assert.ok(session.state === 'connected')
    renewers.push(`${session.token.renewedBy} ${session.token.storedIn}`)
  }
  assert.deepEqual(renewers, [
    'tokenService memory',
    'none memory',
    'notNeeded memory',
    'notNeeded memory',
    'notNeeded nowhere',
  ])
})

test('a token service that refuses the renewal of a good token is told, until the person has signed in again', async () => {
  const harness = await openSignedIn()
  harness.service.endSessions()
  await harness.clock.turn(2_281_000)
  const { session } = viewOf(harness)
  assert.ok(session.state === 'connected')
  assert.deepEqual(
    [session.token.renewedBy, session.token.renewsAt, session.token.expiresAt],
    ['refusedByTokenService', null, startOfTime + 3_600_000],
  )
  await harness.run.session.signOut()
  await harness.run.session.signIn(alice, true)
  const after = viewOf(harness).session
  assert.equal(after.state === 'connected' && after.token.renewedBy, 'tokenService')
})

test('an offline session says why and when the next try is', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = new Failure('serverError', 'It answered 503.')
  harness.chat.cut()
  await harness.clock.turn(1_000)
  const { session } = viewOf(harness)
  assert.ok(session.state === 'offline')
  assert.equal(session.code, 'serverError')
  assert.ok((session.nextTryAt ?? 0) > harness.clock.now())
})

test('an offline session names the proxy that is in the way, and nothing where there is nothing to name', async () => {
  const harness = await openSignedIn()
  const about = { host: 'chat.lab', proxy: 'proxy.lab:3130' }
  harness.chat.mode = new Failure('proxyDenied', 'No.', { about })
  harness.chat.cut()
  await harness.clock.turn(1_000)
  const denied = viewOf(harness).session
  assert.deepEqual(denied.state === 'offline' && denied.about, about)
  harness.chat.mode = new Failure('network', 'Away.')
  await harness.clock.turn(60_000)
  assert.equal('about' in viewOf(harness).session, false)
})

test('a session that ended shows the reason and the previous sign-in method', async () => {
  const harness = await openSignedIn()
  harness.service.endSessions()
  harness.chat.end('alice')
  await settled()
  const { session } = viewOf(harness)
  assert.ok(session.state === 'needsSignIn')
  assert.deepEqual([session.code, session.method], ['renewalRefused', 'service'])
})

test('accounts of workspaces that are not listed, and those half remembered or half wiped, are not offered', async () => {
  const harness = await openSignedIn()
  const [kept] = harness.index.list()
  assert.ok(kept)
  for (const [key, stage, workspaceId] of [
    ['team/bob', 'saving', 'team'],
    ['team/carol', 'deleting', 'team'],
    ['other/dave', 'kept', 'other'],
  ] as const) {
    harness.index.put({ ...kept, stage, account: { ...kept.account, key, workspaceId } })
  }
  assert.deepEqual(
    viewOf(harness).remembered.map(({ key }) => key),
    ['team/alice'],
  )
})

test('the keychain is shown with its name and, when it has a problem, the remedy', () => {
  const harness = openHarness()
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const show = (state: VaultState) => viewOf(harness, state, platform).keychain
    assert.equal(show({ kind: 'unknown' }).state, 'unknown')
    assert.deepEqual(Object.keys(show({ kind: 'ready' })), ['state', 'name'])
    const locked = show({ kind: 'locked', isDismissed: false })
    assert.ok(locked.state === 'locked' && locked.remedy.length > 10)
    const away = show({ kind: 'unavailable', reason: 'The keychain process crashed.' })
    assert.ok(away.state === 'unavailable' && away.reason.length > 10 && away.remedy.length > 10)
  }
})

test('a proxy’s question is shown with its host and a redacted realm', () => {
  const harness = openHarness()
  const proxy = { host: 'proxy.example:8080', realm: `Acme\n${makeToken('alice')}`, isRetry: true }
  assert.deepEqual(viewOf(harness, { kind: 'ready' }, 'linux', proxy).proxy, {
    host: 'proxy.example:8080',
    realm: 'Acme [token]',
    isRetry: true,
  })
  assert.equal(viewOf(harness).proxy, null)
})
