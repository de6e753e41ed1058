import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acme, configured, ids, openWorkspaces } from './openWorkspaces.ts'

const acmeId = 'acme-key@https://chat.acme.example'

test('an added workspace can be read as it was typed; no other can', () => {
  const { workspaces } = openWorkspaces(configured)
  workspaces.add(acme)
  assert.deepEqual(workspaces.read(acmeId), {
    name: 'Acme',
    apiKey: 'acme-key',
    serverUrl: 'https://chat.acme.example/',
    tokenServiceUrl: '',
    signIn: 'password',
    signOut: 'none',
  })
  assert.throws(() => workspaces.read('team-key@https://chat.team.example/base'), {
    code: 'notFound',
  })
})

test('a changed workspace keeps its place and stays chosen, also with another address', () => {
  const { workspaces, store } = openWorkspaces()
  workspaces.add(acme)
  workspaces.add({ ...acme, apiKey: 'second' })
  workspaces.choose(acmeId)
  const tokenServiceUrl = 'https://api.acme.example/token'
  workspaces.update(acmeId, { ...acme, name: 'New', tokenServiceUrl, signOut: 'delete' })
  assert.equal(workspaces.current().name, 'New')
  assert.equal(workspaces.isToldOfSignOuts(acmeId), true)

  workspaces.update(acmeId, { ...acme, serverUrl: 'https://chat2.acme.example' })
  const newId = 'acme-key@https://chat2.acme.example'
  assert.equal(workspaces.current().id, newId)
  assert.deepEqual(ids(workspaces), [
    newId,
    'second@https://chat.acme.example',
    'sandbox',
    'sandbox-sso',
  ])
  assert.equal(store.values.get('workspace'), newId)
})

const provider = {
  issuer: 'https://login.acme.example',
  clientId: 'latchkey',
  scopes: '',
  audience: null,
  prompt: null,
}
const withSingleSignOn = {
  ...acme,
  tokenServiceUrl: 'https://api.acme.example/token',
  signIn: 'oidc',
} as const

test('a workspace with single sign-on keeps its issuer as it is typed, and has the usual scopes unless told', () => {
  const { workspaces } = openWorkspaces()
  workspaces.add({ ...withSingleSignOn, singleSignOn: provider })
  const { singleSignOn } = workspaces.read(acmeId)
  assert.deepEqual(singleSignOn, { ...provider, scopes: 'openid offline_access' })
  const scopes = ' openid  chat '
  workspaces.update(acmeId, { ...withSingleSignOn, singleSignOn: { ...provider, scopes } })
  assert.equal(workspaces.read(acmeId).singleSignOn?.scopes, 'openid chat')
})

for (const [what, change, field] of [
  ['no issuer', { issuer: ' ' }, 'issuer'],
  ['an issuer without encryption', { issuer: 'http://login.acme.example' }, 'issuer'],
  ['an issuer with a question mark', { issuer: 'https://login.acme.example?a=1' }, 'issuer'],
  ['no client ID', { clientId: '' }, 'clientId'],
  ['scopes with a quotation mark', { scopes: 'openid "chat"' }, 'scopes'],
] as const) {
  test(`single sign-on with ${what} is refused at its field`, () => {
    const { workspaces } = openWorkspaces()
    const singleSignOn = { ...provider, ...change }
    assert.throws(() => workspaces.add({ ...withSingleSignOn, singleSignOn }), {
      code: 'badInput',
      field,
    })
  })
}

test('a change that is refused stands at its field and changes nothing', () => {
  const { workspaces, store } = openWorkspaces(configured)
  workspaces.add(acme)
  workspaces.add({ ...acme, apiKey: 'second' })
  const before = structuredClone([...store.values])
  for (const [changes, refusal] of [
    [{ name: ' ' }, { code: 'badInput', field: 'workspaceName' }],
    [{ tokenServiceUrl: 'ftp://a.b' }, { code: 'badInput', field: 'tokenServiceUrl' }],
    [{ apiKey: 'second' }, { code: 'workspaceExists', field: 'serverUrl' }],
    [
      { apiKey: 'team-key', serverUrl: 'https://chat.team.example/base' },
      { code: 'workspaceExists', field: 'serverUrl' },
    ],
  ] as const) {
    assert.throws(() => workspaces.update(acmeId, { ...acme, ...changes }), refusal)
  }
  assert.throws(() => workspaces.update('sandbox', acme), { code: 'notFound' })
  assert.deepEqual([...store.values], before)
})

test('a workspace whose token service changed gets another backend', async () => {
  const { workspaces, made } = openWorkspaces()
  workspaces.add({ ...acme, tokenServiceUrl: 'https://api.acme.example/token' })
  await workspaces.backend(acmeId)
  const tokenServiceUrl = 'https://api.acme.example/token'
  workspaces.update(acmeId, { ...acme, tokenServiceUrl, signIn: 'none' })
  await workspaces.backend(acmeId)
  assert.equal(made.length, 2)
})

test('added workspaces are moved among themselves, and the order is kept', () => {
  const { workspaces, store } = openWorkspaces(configured)
  for (const apiKey of ['a', 'b', 'c']) workspaces.add({ ...acme, apiKey })
  const [a, b, c] = ['a', 'b', 'c'].map((key) => `${key}@https://chat.acme.example`)
  const team = 'team-key@https://chat.team.example/base'
  assert.ok(a && b && c)
  workspaces.move(c, 'up')
  assert.deepEqual(ids(workspaces), [team, a, c, b])
  workspaces.move(a, 'down')
  assert.deepEqual(ids(workspaces), [team, c, a, b])
  workspaces.move(c, 'up')
  workspaces.move(b, 'down')
  assert.deepEqual(ids(workspaces), [team, c, a, b])
  assert.equal(workspaces.current().id, c)
  assert.throws(() => workspaces.move(team, 'down'), { code: 'notFound' })
  const saved = store.values.get('workspaces') as { apiKey: string }[]
  assert.deepEqual(
    saved.map(({ apiKey }) => apiKey),
    ['c', 'a', 'b'],
  )
})

test('moving and adding change the order, not the workspace in use, when none was ever chosen', () => {
  const { workspaces, store } = openWorkspaces()
  for (const apiKey of ['a', 'b']) workspaces.add({ ...acme, apiKey })
  store.values.delete('workspace')
  workspaces.move('b@https://chat.acme.example', 'up')
  assert.equal(workspaces.current().id, 'a@https://chat.acme.example')

  const fresh = openWorkspaces()
  fresh.workspaces.add(acme, 'keep')
  assert.equal(fresh.workspaces.current().id, 'sandbox')
})
