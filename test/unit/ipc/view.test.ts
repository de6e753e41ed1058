import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { VaultState } from '../../../main/keychain/vault.ts'
import type { ProxyQuestion } from '../../../main/network/proxyAuth.ts'
import { makeView } from '../../../main/ipc/view.ts'
import type { Workspaces } from '../../../main/workspaces/workspaces.ts'
import type { View, Workspace } from '../../../preload/contract.ts'
import { alice, openSignedIn, openWorld, workspaceId, type World } from '../auth/harness.ts'
import { FakeMint } from '../../support/fakeMint.ts'
import { makeToken, settled, startOfTime, testSecret } from '../../support/fakes.ts'
import { preferences } from '../../components/stage/scenes.ts'

const workspace: Workspace = {
  id: workspaceId,
  name: 'Team',
  host: 'chat.team.example',
  from: 'configuration',
  signIn: 'password',
  hints: [],
}

function viewOf(
  world: World,
  vault: VaultState = { kind: 'ready' },
  platform: NodeJS.Platform = 'linux',
  proxy: ProxyQuestion | null = null,
): View {
  const workspaces = { current: () => workspace, list: () => [workspace] } as Workspaces
  return makeView({
    session: world.run.session.state(),
    memory: world.run.memory,
    vault,
    workspaces,
    platform,
    proxy,
    notice: 'A notice.',
    preferences: { ...preferences, developerMode: true },
    fixed: ['logLevel'],
    errand: null,
    update: { version: '0.2.0' },
  })
}

/** Every piece of every secret that the world has seen. */
function secretsOf(world: World): string[] {
  const pieces = world.service.issued.flatMap((token) => token.split('.').slice(1))
  for (const { token, refreshCredential } of world.vault.records.values()) {
    pieces.push(...token.split('.').slice(1), refreshCredential ?? 'credential-')
  }
  const made = world.run.session.present()?.live.token()?.reveal()
  if (made) pieces.push(...made.split('.').slice(1), testSecret)
  return [...pieces, 'alice-sandbox', 'credential-alice']
}

/** [what brings the session there, its state in the view] */
const states: [state: View['session']['state'], go: () => Promise<World>][] = [
  [
    'signedOut',
    async () => {
      const world = await openSignedIn()
      world.run.session.switchAccount()
      return world
    },
  ],
  [
    'signingIn',
    async () => {
      const world = await openSignedIn()
      world.chat.mode = 'silent'
      world.restart()
      void world.run.session.restore(workspaceId)
      await settled()
      return world
    },
  ],
  ['connected', () => openSignedIn()],
  [
    'refreshing',
    async () => {
      const world = await openSignedIn()
      world.service.mode = 'never'
      world.chat.end('alice')
      return world
    },
  ],
  [
    'offline',
    async () => {
      const world = await openSignedIn()
      world.chat.mode = new Failure('network', 'Away.')
      world.chat.cut()
      return world
    },
  ],
  [
    'needsSignIn',
    async () => {
      const world = await openSignedIn()
      world.service.endSessions()
      world.chat.end('alice')
      await settled()
      return world
    },
  ],
]

for (const [state, go] of states) {
  // What existing clients get wrong, 9.
  test(`the view of a session that is ${state} says so and holds no secret`, async () => {
    const world = await go()
    const view = viewOf(world)
    assert.equal(view.session.state, state)
    const said = JSON.stringify(view)
    for (const secret of secretsOf(world)) assert.ok(!said.includes(secret), secret)
    assert.deepEqual(structuredClone(view), view)
  })
}

test('a connected session says who, in which role, and what is known of the token', async () => {
  const world = await openSignedIn()
  const { session, remembered, notice, developerMode, update } = viewOf(world)
  const account = { key: 'team/alice', kind: 'user', userId: 'alice', name: 'Alice Moreau' }
  assert.deepEqual(session, {
    state: 'connected',
    account,
    role: 'user',
    token: {
      way: 'service',
      expiresAt: startOfTime + 3_600_000,
      renewsAt: startOfTime + 2_280_000,
      renewedBy: 'tokenService',
      rests: 'keychain',
    },
  })
  assert.deepEqual(remembered, [account])
  assert.deepEqual([notice, developerMode, update], ['A notice.', true, { version: '0.2.0' }])
})

for (const way of ['development', 'minted'] as const) {
  test(`a session with a ${way} token says so, and its view holds neither token nor secret`, async () => {
    const world = openWorld()
    world.chat.checksAuth = false
    const mint = new FakeMint()
    await world.run.session.signIn({ way, userId: 'luke', lifetime: '600', mint }, false)
    const view = viewOf(world)
    assert.ok(view.session.state === 'connected')
    const { renewsAt, ...token } = view.session.token
    assert.deepEqual(token, {
      way,
      expiresAt: way === 'minted' ? startOfTime + 599_000 : null,
      renewedBy: way === 'minted' ? 'thisApp' : 'notNeeded',
      rests: 'memory',
    })
    assert.equal(renewsAt === null, way === 'development')
    assert.deepEqual(view.remembered, [])
    const said = JSON.stringify(view)
    for (const secret of secretsOf(world)) assert.ok(!said.includes(secret), secret)
    world.chat.cut(new Failure('tokenSignatureInvalid', 'A new secret.'))
    const { session } = viewOf(world)
    assert.equal(session.state === 'needsSignIn' && session.way, way)
  })
}

test("times are told by this computer's clock, however wrong it is", async () => {
  const world = openWorld()
  world.clock.setWall(-600_000)
  await world.run.session.signIn(alice, true)
  const { session } = viewOf(world)
  assert.ok(session.state === 'connected')
  assert.equal(session.token.expiresAt, startOfTime - 600_000 + 3_600_000)
})

test('who renews the token is told: the token service, nobody, or nobody needs to', async () => {
  const renewers: string[] = []
  for (const way of [
    alice,
    { way: 'token', token: makeToken('luke', { exp: 60 }), userId: '' },
    { way: 'token', token: makeToken('luke'), userId: '' },
    { way: 'guest', name: 'Ada' },
    { way: 'anonymous', userId: 'x' },
  ] as const) {
    const world = openWorld()
    await world.run.session.signIn(way, false)
    const { session } = viewOf(world)
    assert.ok(session.state === 'connected')
    renewers.push(`${session.token.renewedBy} ${session.token.rests}`)
  }
  assert.deepEqual(renewers, [
    'tokenService memory',
    'nobody memory',
    'notNeeded memory',
    'notNeeded memory',
    'notNeeded nowhere',
  ])
})

test('an offline session says why and when the next try is', async () => {
  const world = await openSignedIn()
  world.chat.mode = new Failure('serverError', 'It answered 503.')
  world.chat.cut()
  await world.clock.turn(1_000)
  const { session } = viewOf(world)
  assert.ok(session.state === 'offline')
  assert.equal(session.code, 'serverError')
  assert.ok((session.nextTryAt ?? 0) > world.clock.now())
})

test('who has to sign in again is told why, and how it was before', async () => {
  const world = await openSignedIn()
  world.service.endSessions()
  world.chat.end('alice')
  await settled()
  const { session } = viewOf(world)
  assert.ok(session.state === 'needsSignIn')
  assert.deepEqual([session.code, session.way], ['renewalRefused', 'service'])
})

test('accounts of other workspaces, and those half remembered or half wiped, are not offered', async () => {
  const world = await openSignedIn()
  const [kept] = world.index.list()
  assert.ok(kept)
  for (const [key, stage, workspaceId] of [
    ['team/bob', 'arriving', 'team'],
    ['team/carol', 'leaving', 'team'],
    ['other/dave', 'kept', 'other'],
  ] as const) {
    world.index.put({ ...kept, stage, account: { ...kept.account, key, workspaceId } })
  }
  assert.deepEqual(
    viewOf(world).remembered.map(({ key }) => key),
    ['team/alice'],
  )
})

test('the keychain is told with its name and, where something is wrong, what to do about it', () => {
  const world = openWorld()
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const show = (state: VaultState) => viewOf(world, state, platform).keychain
    assert.equal(show({ kind: 'unknown' }).state, 'unknown')
    assert.deepEqual(Object.keys(show({ kind: 'ready' })), ['state', 'name'])
    const locked = show({ kind: 'locked' })
    assert.ok(locked.state === 'locked' && locked.remedy.length > 10)
    const away = show({ kind: 'unavailable', reason: 'The keychain process crashed.' })
    assert.ok(away.state === 'unavailable' && away.reason.length > 10 && away.remedy.length > 10)
  }
})

test('a proxy that asks is told with its host, and what it calls itself is cut clean', () => {
  const world = openWorld()
  const proxy = { host: 'proxy.example:8080', realm: `Acme\n${makeToken('alice')}`, isAgain: true }
  assert.deepEqual(viewOf(world, { kind: 'ready' }, 'linux', proxy).proxy, {
    host: 'proxy.example:8080',
    realm: 'Acme [token]',
    isAgain: true,
  })
  assert.equal(viewOf(world).proxy, null)
})
