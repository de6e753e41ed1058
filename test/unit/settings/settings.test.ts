import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import type { AccountIndex, IndexEntry } from '../../../main/auth/ports.ts'
import { createSettings, type Settings } from '../../../main/settings/settings.ts'
import { FakeIndex, FakeStore } from '../../support/fakes.ts'

function entryOf(userId: string, stage: IndexEntry['stage'] = 'kept'): IndexEntry {
  const account = makeAccount({ workspaceId: 'team', kind: 'user', userId, name: userId })
  return { account, method: 'service', stage }
}

function openSettings(store = new FakeStore()) {
  let made = 0
  return { store, settings: createSettings(store, () => `random-${(made += 1)}-name`) }
}

const indexes: [name: string, open: () => AccountIndex][] = [
  ['the fake account index', () => new FakeIndex()],
  ['the account index of the settings', () => openSettings().settings.accounts],
]

// The port: main/auth/ports.ts, AccountIndex.
for (const [name, open] of indexes) {
  test(`${name}: what is put is listed in the order of arrival, one entry an account, which keeps its place`, () => {
    const index = open()
    assert.deepEqual(index.list(), [])
    index.put(entryOf('alice', 'saving'))
    index.put(entryOf('bob'))
    index.put(entryOf('alice', 'kept'))
    assert.deepEqual(index.list(), [entryOf('alice'), entryOf('bob')])
  })

  test(`${name}: what is removed is gone, the others stay, and removing a stranger is no failure`, () => {
    const index = open()
    index.put(entryOf('alice'))
    index.put(entryOf('bob'))
    index.remove('team/alice')
    index.remove('team/nobody')
    assert.deepEqual(index.list(), [entryOf('bob')])
  })

  test(`${name}: one account, or none, is the current one`, () => {
    const index = open()
    assert.equal(index.current(), null)
    index.setCurrent('team/alice')
    assert.equal(index.current(), 'team/alice')
    index.setCurrent(null)
    index.setCurrent(null)
    assert.equal(index.current(), null)
  })

  test(`${name}: changing what was listed changes nothing that is kept`, () => {
    const index = open()
    index.put(entryOf('alice'))
    index.list().pop()
    assert.equal(index.list().length, 1)
  })
}

test('settings outlive the object that wrote them', () => {
  const { store, settings } = openSettings()
  const workspace = {
    name: 'Acme',
    apiKey: 'k',
    serverUrl: 'https://a.example',
    tokenService: null,
  }
  const place = { x: 1, y: 2, width: 900, height: 640, isMaximized: false }
  settings.setWorkspaces([workspace])
  settings.setWorkspace('k@a.example')
  settings.setWindow(place)
  settings.accounts.put(entryOf('alice'))
  const profile = settings.profile()

  const next = openSettings(store).settings
  assert.deepEqual(next.workspaces(), [workspace])
  assert.equal(next.workspace(), 'k@a.example')
  assert.deepEqual(next.window(), place)
  assert.deepEqual(next.accounts.list(), [entryOf('alice')])
  assert.equal(next.profile(), profile)
})

test('the profile has a short random name, made once', () => {
  const { settings } = openSettings()
  assert.equal(settings.profile(), 'random-1')
  assert.equal(settings.profile(), 'random-1')
})

for (const [name, change] of [
  ['a setting', (settings: Settings) => settings.setDeveloperMode(true)],
  ['an account', (settings: Settings) => settings.accounts.put(entryOf('alice'))],
  ['the current account', (settings: Settings) => settings.accounts.setCurrent('alice')],
] as const) {
  test(`the profile is named with the first change, here ${name}: a file without it counts as damaged`, () => {
    const { store, settings } = openSettings()
    assert.equal(store.get('profile'), undefined)
    change(settings)
    assert.equal(store.get('profile'), 'random-1')
  })
}

const garbage = [
  undefined,
  null,
  7,
  '',
  'x',
  true,
  [],
  [null],
  [[]],
  {},
  { length: 3 },
  [{ account: 7 }],
]

test('what does not read as it should counts as absent, whatever it is', () => {
  for (const value of garbage) {
    const { store, settings } = openSettings()
    for (const key of ['accounts', 'current', 'workspaces', 'workspace', 'window', 'profile']) {
      store.values.set(key, value)
    }
    assert.deepEqual(settings.accounts.list(), [])
    assert.deepEqual(settings.workspaces(), [])
    assert.equal(settings.window(), null)
    if (typeof value !== 'string') {
      assert.equal(settings.accounts.current(), null)
      assert.equal(settings.workspace(), null)
      assert.equal(settings.profile(), 'random-1')
    }
    settings.accounts.put(entryOf('alice'))
    assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
  }
})

test('one broken entry does not take the others along', () => {
  const { store, settings } = openSettings()
  store.values.set('accounts', [
    { account: 1 },
    entryOf('alice'),
    { ...entryOf('bob'), stage: 'x' },
  ])
  assert.deepEqual(settings.accounts.list(), [entryOf('alice')])
})

test('an account that a damaged file lists twice is listed once after it is stored', () => {
  const store = new FakeStore()
  const [alice, bob] = [entryOf('alice'), entryOf('bob')]
  store.set('accounts', [bob, alice, bob, alice])
  const settings = createSettings(store, () => 'id')
  settings.accounts.put(alice)
  const users = settings.accounts.list().map(({ account }) => account.userId)
  assert.deepEqual(users, ['bob', 'alice', 'bob'])
})

test('a saved workspace whose address is none is absent, and so is one that is not safe', () => {
  const { store, settings } = openSettings()
  const good = { name: 'A', apiKey: 'k', serverUrl: 'https://a.example', tokenService: null }
  store.values.set('workspaces', [
    { ...good, serverUrl: 'not an address' },
    { ...good, serverUrl: 'http://a.example' },
    { ...good, tokenService: { url: 'nowhere', signIn: 'password' } },
    { ...good, tokenService: { url: 'http://a.example', signIn: 'password' } },
    good,
  ])
  assert.deepEqual(settings.workspaces(), [good])
})

// What existing clients get wrong, 9.
test('an entry with more in it than belongs there loses the rest at the next reading', () => {
  const { store, settings } = openSettings()
  store.values.set('accounts', [{ ...entryOf('alice'), token: 'a-token' }])
  assert.ok(!JSON.stringify(settings.accounts.list()).includes('a-token'))
})
