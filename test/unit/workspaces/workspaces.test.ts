import assert from 'node:assert/strict'
import { test } from 'node:test'
import { de } from '../../../main/text/de.ts'
import { outcome } from '../auth/harness.ts'
import { acme, configured, ids, openWorkspaces } from './openWorkspaces.ts'

test('without anything the sandbox is there, so that the first start needs no account', () => {
  const { workspaces, sandbox } = openWorkspaces()
  assert.deepEqual(ids(workspaces), ['sandbox', 'sandbox-sso'])
  assert.equal(workspaces.current().signIn, 'password')
  assert.deepEqual(workspaces.current().sandboxUsers, [])
  assert.equal(sandbox.starts, 0)
})

test('a started sandbox lists its users', async () => {
  const { workspaces } = openWorkspaces()
  await workspaces.backend()
  assert.deepEqual(workspaces.current().sandboxUsers, [
    { userId: 'alice', password: 'alice-sandbox' },
  ])
})

test('a team that ships its configuration ships no playground', async () => {
  const { workspaces, sandbox, made } = openWorkspaces(configured)
  assert.deepEqual(ids(workspaces), ['team-key@https://chat.team.example/base'])
  assert.deepEqual(workspaces.current(), {
    id: 'team-key@https://chat.team.example/base',
    name: 'Team',
    host: 'chat.team.example/base',
    passwordHost: 'api.team.example',
    source: 'configuration',
    signIn: 'none',
    sandboxUsers: [],
  })
  await workspaces.backend()
  assert.equal(sandbox.starts, 0)
  assert.deepEqual(made, [
    'team-key@https://chat.team.example/base at https://chat.team.example/base',
  ])
})

test('a workspace added in the app becomes the current one and is remembered, trimmed', () => {
  const { workspaces, store, changes } = openWorkspaces()
  workspaces.add(acme)
  assert.equal(workspaces.current().id, 'acme-key@https://chat.acme.example')
  assert.equal(workspaces.current().name, 'Acme')
  assert.equal(workspaces.current().signIn, null)
  assert.deepEqual(ids(workspaces), [
    'acme-key@https://chat.acme.example',
    'sandbox',
    'sandbox-sso',
  ])
  assert.equal(changes(), 1)
  assert.ok(JSON.stringify(store.values.get('workspaces')).includes('https://chat.acme.example'))
})

const sameServers = [
  ['the same', {}],
  ['another name', { name: 'New' }],
  ['another token service', { tokenServiceUrl: 'https://evil.example/t' }],
  ['a slash at the end', { serverUrl: 'https://chat.acme.example//' }],
  ['the usual port', { serverUrl: 'https://chat.acme.example:443' }],
  ['capital letters in the host', { serverUrl: 'HTTPS://Chat.ACME.example' }],
] as const

for (const [what, changes] of sameServers) {
  test(`adding a workspace that is there, with ${what}, is refused at its field and changes nothing`, () => {
    const { workspaces, store } = openWorkspaces()
    workspaces.add({ ...acme, tokenServiceUrl: 'https://api.acme.example/t' })
    const before = structuredClone([...store.values])
    assert.throws(() => workspaces.add({ ...acme, ...changes }), {
      code: 'workspaceExists',
      field: 'serverUrl',
    })
    assert.deepEqual([...store.values], before)
  })
}

test('adding the configured workspace is refused at its field', () => {
  const { workspaces, store } = openWorkspaces(configured)
  const twin = { ...acme, apiKey: 'team-key', serverUrl: 'https://chat.team.example/base/' }
  assert.throws(() => workspaces.add(twin), { code: 'workspaceExists', field: 'serverUrl' })
  assert.deepEqual([...store.values], [])
})

const otherServers = [
  ['another key', { apiKey: 'other' }],
  ['another host', { serverUrl: 'https://chat2.acme.example' }],
  ['another port', { serverUrl: 'https://chat.acme.example:8443' }],
  ['a path', { serverUrl: 'https://chat.acme.example/eu' }],
  ['another case of the path', { serverUrl: 'https://chat.acme.example/EU' }],
  ['a query', { serverUrl: 'https://chat.acme.example/?tenant=a' }],
  ['a dot after the host', { serverUrl: 'https://chat.acme.example.' }],
  ['this computer, without TLS', { serverUrl: 'http://localhost' }],
  ['this computer, with TLS', { serverUrl: 'https://localhost' }],
] as const

test('a workspace is its key at the whole address of its server', () => {
  const { workspaces } = openWorkspaces()
  workspaces.add(acme)
  for (const [, changes] of otherServers) workspaces.add({ ...acme, ...changes })
  const all = workspaces.list().map(({ id }) => id)
  assert.equal(new Set(all).size, otherServers.length + 3)
})

test('a copy of the configured workspace from older settings is listed once, and can be removed', () => {
  const { workspaces, store } = openWorkspaces(configured)
  if (configured.kind !== 'read') return assert.fail()
  store.values.set('workspaces', [{ ...configured.workspace, name: 'Copy' }])
  assert.deepEqual(ids(workspaces), ['team-key@https://chat.team.example/base'])
  workspaces.remove('team-key@https://chat.team.example/base')
  assert.deepEqual(ids(workspaces), ['team-key@https://chat.team.example/base'])
  assert.deepEqual(store.values.get('workspaces'), [])
})

test('only workspaces that were added in the app can be removed', () => {
  for (const [id, configuration] of [
    ['team-key@https://chat.team.example/base', configured],
    ['sandbox', undefined],
    ['nowhere', undefined],
  ] as const) {
    const { workspaces } = openWorkspaces(configuration)
    assert.throws(() => workspaces.remove(id), { code: 'notFound' })
  }
})

test('the host that gets the password is told where it is not the chat server’s', () => {
  const { workspaces } = openWorkspaces()
  for (const [tokenServiceUrl, host] of [
    ['', null],
    ['https://chat.acme.example/token', null],
    ['https://api.acme.example/token', 'api.acme.example'],
    ['https://chat.acme.example:8443/token', 'chat.acme.example:8443'],
  ] as const) {
    workspaces.add({ ...acme, tokenServiceUrl })
    assert.equal(workspaces.current().passwordHost, host)
    workspaces.remove(workspaces.current().id)
  }
})

for (const [field, changes] of [
  ['workspaceName', { name: ' ' }],
  ['apiKey', { apiKey: '' }],
  ['serverUrl', { serverUrl: '' }],
  ['serverUrl', { serverUrl: 'http://chat.acme.example' }],
  ['serverUrl', { serverUrl: 'acme' }],
  ['tokenServiceUrl', { tokenServiceUrl: 'http://api.acme.example' }],
] as const) {
  test(`a new workspace with ${JSON.stringify(changes)} is refused at ${field}, and nothing is saved`, () => {
    const { workspaces, store } = openWorkspaces()
    assert.throws(() => workspaces.add({ ...acme, ...changes }), { code: 'badInput', field })
    assert.deepEqual([...store.values], [])
  })
}

test('the chosen workspace stays chosen; one that is not there cannot be chosen', () => {
  const { workspaces } = openWorkspaces()
  workspaces.add(acme)
  workspaces.choose('sandbox')
  assert.equal(workspaces.current().id, 'sandbox')
  assert.throws(() => workspaces.choose('nowhere'), { code: 'notFound' })
  assert.equal(workspaces.current().id, 'sandbox')
})

test('when the chosen workspace is removed another one is current', () => {
  const { workspaces } = openWorkspaces()
  workspaces.add(acme)
  workspaces.remove('acme-key@https://chat.acme.example')
  assert.deepEqual(ids(workspaces), ['sandbox', 'sandbox-sso'])
  assert.equal(workspaces.current().id, 'sandbox')
})

test('a workspace has one backend, made when first asked for', async () => {
  const { workspaces, made } = openWorkspaces()
  workspaces.add(acme)
  const [one, two] = [await workspaces.backend(), await workspaces.backend()]
  assert.equal(one, two)
  assert.equal(made.length, 1)
  assert.equal(await outcome(workspaces.backend('nowhere')), 'notFound')
})

test('a sandbox that starts again is at another port, and gets another backend', async () => {
  const { workspaces, made, sandbox } = openWorkspaces()
  await workspaces.backend('sandbox')
  sandbox.port = 2
  await workspaces.backend('sandbox')
  assert.deepEqual(made, ['sandbox at http://127.0.0.1:1', 'sandbox at http://127.0.0.1:2'])
})

test('damaged saved workspaces do not hide the valid ones', () => {
  const { workspaces, store } = openWorkspaces()
  store.values.set('workspaces', [
    { name: 'X', apiKey: 'k', serverUrl: 'rubbish', tokenService: null },
  ])
  store.values.set('workspace', 'rubbish')
  assert.deepEqual(ids(workspaces), ['sandbox', 'sandbox-sso'])
  assert.equal(workspaces.current().id, 'sandbox')
})

test('the current workspace’s token service can be had, the sandbox’s too', async () => {
  assert.deepEqual(await openWorkspaces().workspaces.tokenService(), {
    url: 'http://127.0.0.1:1/token',
    signIn: 'password',
    signOut: 'delete',
  })
  assert.deepEqual(await openWorkspaces(configured).workspaces.tokenService(), {
    url: 'https://api.team.example/token',
    signIn: 'none',
  })
  const { workspaces } = openWorkspaces()
  workspaces.add(acme)
  assert.equal(await workspaces.tokenService(), null)
})

test('the addresses that are known are those of every workspace and of a sandbox that runs', async () => {
  const { workspaces } = openWorkspaces(configured)
  const tokenServiceUrl = 'https://auth.acme.example/token'
  workspaces.add({ ...acme, tokenServiceUrl })
  const saved = [
    'https://chat.team.example/base',
    'https://api.team.example/token',
    'https://chat.acme.example/',
    tokenServiceUrl,
  ]
  assert.deepEqual(workspaces.addresses(), saved)

  const playground = openWorkspaces()
  assert.deepEqual(playground.workspaces.addresses(), [])
  await playground.workspaces.backend()
  const sandbox = ['http://127.0.0.1:1', 'http://127.0.0.1:1/token']
  assert.deepEqual(playground.workspaces.addresses(), sandbox)
})

test('the sandbox with single sign-on has its identity provider, at its port of this run', async () => {
  const { workspaces, sandbox } = openWorkspaces()
  workspaces.choose('sandbox-sso')
  sandbox.port = 7
  assert.deepEqual([workspaces.current().signIn, workspaces.current().sandboxUsers], ['oidc', []])
  const service = await workspaces.tokenService()
  assert.ok(service?.signIn === 'oidc')
  assert.equal(service.issuer, 'http://127.0.0.1:7/sso')
  assert.equal(workspaces.isToldOfSignOuts('sandbox-sso'), true)
})

test('the sandbox is named in the language of the app', () => {
  const { workspaces } = openWorkspaces({ kind: 'none' }, de)
  assert.deepEqual(
    workspaces.list().map(({ name, host }) => `${name} (${host})`),
    ['Sandbox (auf diesem Computer)', 'Sandbox mit Single Sign-on (auf diesem Computer)'],
  )
})
