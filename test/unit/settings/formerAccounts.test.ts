import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IndexEntry } from '../../../main/auth/ports.ts'
import { adoptFormerAccounts, migrateAccounts } from '../../../main/settings/formerAccounts.ts'
import { spellAddress, workspaceId } from '../../../main/settings/workspaceId.ts'
import { FakeDisk, FakeIndex } from '../../support/fakes.ts'

function former(workspaceId: string, change: Record<string, unknown> = {}) {
  const account = {
    key: `${workspaceId}/alice`,
    workspaceId,
    kind: 'user' as const,
    userId: 'alice',
    name: 'Alice',
    image: null,
  }
  return { account, way: 'service', stage: 'kept', ...change }
}

const acme = {
  name: 'Acme',
  apiKey: 'k',
  serverUrl: 'https://chat.acme.example/eu/',
  tokenService: { url: 'https://api.acme.example/token', signIn: 'password' },
}
const id = 'k@https://chat.acme.example/eu'
const addresses = {
  server: 'https://chat.acme.example/eu',
  tokenService: 'https://api.acme.example/token',
  issuer: null,
}

test('an account of a workspace that was added in the app gets its new id and its addresses', () => {
  const values = {
    profile: 'p',
    accounts: [former('k@chat.acme.example')],
    current: 'k@chat.acme.example/alice',
    workspace: 'k@chat.acme.example',
    workspaces: [acme],
  }
  const migrated = migrateAccounts(values)
  assert.deepEqual(migrated, {
    ...values,
    accounts: [
      {
        account: {
          ...former('k@chat.acme.example').account,
          key: `${id}/alice`,
          workspaceId: id,
        },
        method: 'service',
        stage: 'kept',
        record: 'k@chat.acme.example/alice',
        issuedFor: addresses,
      },
    ],
    current: `${id}/alice`,
    workspace: id,
  })
})

test('stages get their new names', () => {
  for (const [stage, now] of [
    ['arriving', 'saving'],
    ['kept', 'kept'],
    ['leaving', 'deleting'],
  ] as const) {
    const { accounts } = migrateAccounts({ accounts: [former('gone@host', { stage })] })
    assert.equal((accounts as IndexEntry[])[0]?.stage, now)
  }
})

for (const [what, workspaces] of [
  ['that is gone', []],
  ['that could be two', [acme, { ...acme, serverUrl: 'https://chat.acme.example/us' }]],
  ['whose address does not read', [{ ...acme, serverUrl: 'nowhere' }]],
] as const) {
  test(`an account of a workspace ${what} stays under its old id, without addresses`, () => {
    const { accounts } = migrateAccounts({ accounts: [former('k@chat.acme.example')], workspaces })
    const { account } = former('k@chat.acme.example')
    assert.deepEqual(accounts, [{ account, method: 'service', stage: 'kept' }])
  })
}

test('an account whose key is not of its workspace is not moved', () => {
  const edited = former('k@chat.acme.example')
  edited.account.key = 'other@host/alice'
  const { accounts } = migrateAccounts({ accounts: [edited], workspaces: [acme] })
  assert.deepEqual(accounts, [{ account: edited.account, method: 'service', stage: 'kept' }])
})

test('an account of the sandbox stays, and is known to be the sandbox’s', () => {
  const { accounts } = migrateAccounts({ accounts: [former('sandbox')] })
  const [entry] = accounts as IndexEntry[]
  assert.equal(entry?.account.key, 'sandbox/alice')
  assert.equal(entry?.issuedFor?.server, 'sandbox:')
})

test('what does not read is left as it is', () => {
  for (const values of [{}, { accounts: 7 }, { accounts: [1, null] }, { workspaces: 'x' }]) {
    assert.deepEqual(migrateAccounts(values), values)
  }
})

const configured = {
  apiKey: 'k',
  serverUrl: 'https://chat.acme.example',
  tokenService: { url: 'https://api.acme.example/token' },
  isShipped: true,
}
const entry = { ...former('k@chat.acme.example'), method: 'service' } as unknown as IndexEntry

function adopt(
  workspace: typeof configured | (Omit<typeof configured, 'tokenService'> & { tokenService: null }),
  before = [entry],
) {
  const index = new FakeIndex()
  for (const one of before) index.put(one)
  index.setCurrent(entry.account.key)
  adoptFormerAccounts(index, workspace)
  return index
}

test('an account of the configured workspace moves under its new id, and stays the one to restore', () => {
  const index = adopt(configured)
  const key = 'k@https://chat.acme.example/alice'
  assert.deepEqual(
    index.list().map(({ account, record }) => [account.key, account.workspaceId, record]),
    [[key, 'k@https://chat.acme.example', entry.account.key]],
  )
  assert.equal(index.current(), key)
})

for (const [what, change, isKnown] of [
  ['shipped with the app', {}, true],
  ['named, with another host’s token service', { isShipped: false }, false],
  ['named, without a token service', { isShipped: false, tokenService: null }, true],
  [
    'named, with a token service at the same origin',
    { isShipped: false, tokenService: { url: 'https://chat.acme.example/token' } },
    true,
  ],
  [
    'named, with a token service on another port',
    { isShipped: false, tokenService: { url: 'https://chat.acme.example:8443/token' } },
    false,
  ],
  [
    'named, with a path',
    { isShipped: false, tokenService: null, serverUrl: 'https://chat.acme.example/eu' },
    false,
  ],
] as const) {
  test(`what an account was issued for is ${isKnown ? '' : 'not '}known with a configuration ${what}`, () => {
    const [moved] = adopt({ ...configured, ...change }).list()
    assert.equal(moved?.issuedFor !== undefined, isKnown)
    assert.equal(moved?.record, entry.account.key)
  })
}

for (const [serverUrl, isKnown] of [
  ['http://127.0.0.1:8711', true],
  ['http://localhost', false],
  ['https://localhost', false],
] as const) {
  test(`on this computer ${serverUrl} is ${isKnown ? '' : 'not '}known to be the old one`, () => {
    const host = new URL(serverUrl).host
    const one = { ...former(`k@${host}`), method: 'service' } as unknown as IndexEntry
    const workspace = { apiKey: 'k', serverUrl, tokenService: null, isShipped: false }
    const [moved] = adopt(workspace, [one]).list()
    assert.equal(moved?.account.workspaceId, workspaceId(workspace))
    assert.equal(moved?.issuedFor !== undefined, isKnown)
  })
}

test('an account that a named configuration has moved is known once the app’s own configuration is back', () => {
  const index = adopt({ ...configured, isShipped: false })
  assert.equal(index.list()[0]?.issuedFor, undefined)
  adoptFormerAccounts(index, configured)
  assert.equal(index.list()[0]?.issuedFor?.tokenService, 'https://api.acme.example/token')
  // What is known is not changed by another configuration.
  adoptFormerAccounts(index, { ...configured, tokenService: { url: 'https://evil.example' } })
  assert.equal(index.list()[0]?.issuedFor?.tokenService, 'https://api.acme.example/token')
})

test('accounts of other workspaces, and edited ones, are left alone', () => {
  const others = ['other@chat.acme.example', 'k@other.example', 'sandbox'].map(
    (one) => ({ ...former(one), method: 'service' }) as unknown as IndexEntry,
  )
  const edited = { ...entry, account: { ...entry.account, key: 'evil/alice' } }
  const index = adopt(configured, [...others, edited])
  assert.deepEqual(index.list(), [...others, edited])
})

test('one who has signed in under the new id already keeps that, and the old entry stays to be forgotten', () => {
  const key = 'k@https://chat.acme.example/alice'
  const fresh = {
    ...entry,
    account: { ...entry.account, key, workspaceId: 'k@https://chat.acme.example' },
  }
  const index = adopt(configured, [entry, fresh])
  assert.deepEqual(index.list(), [entry, fresh])
})

test('a move that was cut short is finished at the next start', () => {
  const disk = new FakeDisk()
  const index = new FakeIndex(disk)
  index.put(entry)
  index.setCurrent(entry.account.key)
  for (const step of [1, 2, 3]) {
    disk.cutAfter(step)
    adoptFormerAccounts(index, configured)
    disk.restorePower()
    index.restart()
  }
  adoptFormerAccounts(index, configured)
  assert.equal(index.list().length, 1)
  assert.equal(index.list()[0]?.record, entry.account.key)
})

test('settings that cannot be written stop nobody', () => {
  const disk = new FakeDisk()
  const index = new FakeIndex(disk)
  index.put(entry)
  disk.fill(true)
  adoptFormerAccounts(index, configured)
  assert.ok(index.list().some(({ account }) => account.workspaceId.includes('://')))
})

test('an address has one spelling, and no two servers share one', () => {
  const same = [
    'https://h.example/eu',
    'https://H.example:443/eu/',
    'HTTPS://h.example/eu//',
    'https://h.example/x/../eu',
  ]
  assert.equal(new Set(same.map(spellAddress)).size, 1)
  const others = [
    'http://h.example/eu',
    'https://h.example:8443/eu',
    'https://h.example./eu',
    'https://h.example/EU',
    'https://h.example/%65u',
    'https://h.example/eu?x=1',
    'https://h.example',
    'https://h.example.evil.example/eu',
  ]
  assert.equal(new Set([...same, ...others].map(spellAddress)).size, 1 + others.length)
})
