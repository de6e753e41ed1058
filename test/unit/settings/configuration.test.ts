import assert from 'node:assert/strict'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import {
  readConfiguration,
  type ConfigurationPlaces,
} from '../../../main/settings/configuration.ts'
import { makeToken } from '../../support/fakes.ts'

const good = {
  name: 'Acme',
  apiKey: 'acme-key',
  serverUrl: 'https://chat.acme.example',
  tokenService: { url: 'https://api.acme.example/chat-token', signIn: 'none' },
  developerMode: true,
  updates: { url: 'https://updates.acme.example/latchkey' },
}
const named = (name: string) => JSON.stringify({ ...good, name })

/** Reads with some files there and nothing else. */
function read(files: Record<string, string>, places: Partial<ConfigurationPlaces> = {}) {
  return readConfiguration({
    argv: [],
    env: {},
    resources: '/resources',
    cwd: '/home/alice',
    read: (path) => files[path] ?? null,
    ...places,
  })
}

function nameOf(configuration: ReturnType<typeof read>): string {
  return configuration.kind === 'read' ? configuration.workspace.name : configuration.kind
}

const inResources = join('/resources', 'latchkey.json')

test('with no file anywhere there is no configuration, and nothing is wrong', () => {
  assert.deepEqual(read({}), { kind: 'none' })
})

test('the servers of pictures are read, and each must be an address', () => {
  const pictures = ['https://pictures.acme.example']
  const withPictures = (pictures: unknown) =>
    read({ [inResources]: JSON.stringify({ ...good, pictures }) })
  const configuration = withPictures(pictures)
  assert.deepEqual(configuration.kind === 'read' && configuration.workspace.pictures, pictures)
  const second = withPictures([...pictures, 'http://pictures.acme.example'])
  assert.match(second.kind === 'wrong' ? second.problem : '', /“pictures.1” must start with https/)
  assert.equal(withPictures('https://pictures.acme.example').kind, 'wrong')
})

test('a whole file is read', () => {
  assert.deepEqual(read({ [inResources]: JSON.stringify(good) }), {
    kind: 'read',
    workspace: {
      name: 'Acme',
      apiKey: 'acme-key',
      serverUrl: 'https://chat.acme.example',
      tokenService: { url: 'https://api.acme.example/chat-token', signIn: 'none' },
    },
    developerMode: true,
    feed: 'https://updates.acme.example/latchkey',
    isShipped: true,
  })
})

test('what may be left out has its usual value', () => {
  const { name, apiKey, serverUrl } = good
  const bare = read({ [inResources]: JSON.stringify({ name, apiKey, serverUrl }) })
  assert.ok(bare.kind === 'read')
  assert.equal(bare.workspace.tokenService, null)
  assert.equal(bare.developerMode, false)
  assert.equal(bare.feed, null)
  const url = 'https://api.acme.example'
  const service = read({
    [inResources]: JSON.stringify({ name, apiKey, serverUrl, tokenService: { url } }),
  })
  assert.equal(service.kind === 'read' && service.workspace.tokenService?.signIn, 'password')
})

test("the switch comes before the environment, that before the app's resources", () => {
  const files = {
    [resolve('/home/alice/a.json')]: named('switch'),
    [resolve('/etc/b.json')]: named('environment'),
    [inResources]: named('resources'),
  }
  const argv = ['electron', '.', '--config=a.json']
  const env = { LATCHKEY_CONFIG: '/etc/b.json' }
  assert.equal(nameOf(read(files, { argv, env })), 'switch')
  assert.equal(nameOf(read(files, { env })), 'environment')
  assert.equal(nameOf(read(files)), 'resources')
  assert.equal(
    nameOf(read(files, { argv: ['--config='], env: { LATCHKEY_CONFIG: '' } })),
    'resources',
  )
})

test('a named file that is not there, or cannot be read, is told by its path', () => {
  const missing = read({ [inResources]: named('resources') }, { argv: ['--config=/x/y.json'] })
  assert.ok(missing.kind === 'wrong')
  assert.match(
    missing.problem,
    /^The configuration .*y\.json is not used: there is no such file\.$/,
  )
  const unreadable = read(
    {},
    {
      read() {
        throw new Error('EACCES: permission denied')
      },
    },
  )
  assert.ok(unreadable.kind === 'wrong')
  assert.match(unreadable.problem, /latchkey\.json is not used: EACCES: permission denied\.$/)
})

const singleSignOn = {
  url: 'https://api.acme.example/chat-token',
  signIn: 'oidc',
  issuer: 'https://login.acme.example',
  clientId: 'latchkey',
}

test('a token service with single sign-on has usual scopes, and no audience or prompt', () => {
  const read1 = (service: object) =>
    read({ [inResources]: JSON.stringify({ ...good, tokenService: service }) })
  const bare = read1(singleSignOn)
  assert.ok(bare.kind === 'read')
  assert.deepEqual(bare.workspace.tokenService, {
    ...singleSignOn,
    scopes: 'openid offline_access',
    audience: null,
    prompt: null,
  })
  const extras = {
    scopes: 'openid  chat',
    audience: 'https://chat.acme.example',
    prompt: 'consent',
  }
  const whole = read1({ ...singleSignOn, ...extras })
  assert.ok(whole.kind === 'read')
  assert.deepEqual(whole.workspace.tokenService, {
    ...singleSignOn,
    ...extras,
    scopes: 'openid chat',
  })
})

const wrong: [what: string, content: unknown, sentence: RegExp][] = [
  ['no JSON', '{"name": "Acme",}', /it is not JSON/],
  ['an empty file', '', /it is not JSON/],
  ['a text', '"Acme"', /it is not a JSON object/],
  ['null', 'null', /it is not a JSON object/],
  ['no name', { ...good, name: undefined }, /the field “name” is missing/],
  ['an empty name', { ...good, name: ' ' }, /the field “name” is empty/],
  ['a number as name', { ...good, name: 7 }, /the field “name” must be string, but is 7/],
  ['no API key', { ...good, apiKey: undefined }, /the field “apiKey” is missing/],
  ['a name without end', { ...good, name: 'x'.repeat(201) }, /the field “name” is too long/],
  [
    'an address without end',
    { ...good, serverUrl: `https://${'x'.repeat(2_000)}` },
    /the field “serverUrl” is too long/,
  ],
  ['an empty API key', { ...good, apiKey: '' }, /the field “apiKey” is empty/],
  ['no server', { ...good, serverUrl: undefined }, /the field “serverUrl” is missing/],
  ['a server that is no URL', { ...good, serverUrl: 'acme' }, /the field “serverUrl” is not a URL/],
  [
    'a server without TLS',
    { ...good, serverUrl: 'http://acme.example' },
    /the field “serverUrl” must start with https/,
  ],
  [
    'a server with a password',
    { ...good, serverUrl: 'https://a:b@acme.example' },
    /the field “serverUrl” must not contain a user name or password/,
  ],
  [
    'a text as token service',
    { ...good, tokenService: 'https://a.example' },
    /the field “tokenService”/,
  ],
  [
    'a token service without a URL',
    { ...good, tokenService: {} },
    /the field “tokenService.url” is missing/,
  ],
  [
    'a token service without TLS',
    { ...good, tokenService: { url: 'http://acme.example' } },
    /the field “tokenService.url” must start with https/,
  ],
  [
    'an unknown way to sign in',
    { ...good, tokenService: { url: 'https://a.example', signIn: 'magic' } },
    /the field “tokenService.signIn” must be .*, but is "magic"/,
  ],
  [
    'single sign-on without an issuer',
    { ...good, tokenService: { ...singleSignOn, issuer: undefined } },
    /the field “tokenService.issuer” is missing/,
  ],
  [
    'single sign-on without a client',
    { ...good, tokenService: { ...singleSignOn, clientId: undefined } },
    /the field “tokenService.clientId” is missing/,
  ],
  [
    'an issuer without TLS',
    { ...good, tokenService: { ...singleSignOn, issuer: 'http://login.acme.example' } },
    /the field “tokenService.issuer” must start with https/,
  ],
  [
    'an issuer with a query',
    { ...good, tokenService: { ...singleSignOn, issuer: 'https://login.acme.example/?a=1' } },
    /the field “tokenService.issuer” must not contain a “\?”/,
  ],
  [
    'a scope that is none',
    { ...good, tokenService: { ...singleSignOn, scopes: 'openid "chat"' } },
    /the field “tokenService.scopes” has a character that no scope can have/,
  ],
  [
    'a prompt that is unknown',
    { ...good, tokenService: { ...singleSignOn, prompt: 'none' } },
    /the field “tokenService.prompt” must be/,
  ],
  [
    'an issuer without single sign-on',
    { ...good, tokenService: { ...singleSignOn, signIn: 'password' } },
    /the field “tokenService.issuer” needs "signIn": "oidc"/,
  ],
  [
    'a sign-out at the service with single sign-on',
    { ...good, tokenService: { ...singleSignOn, signOut: 'delete' } },
    /the field “tokenService.signOut” is for other values of “signIn” than "oidc"/,
  ],
  [
    'a text as developer mode',
    { ...good, developerMode: 'yes' },
    /the field “developerMode” must be boolean, but is "yes"/,
  ],
  [
    'a text as updates',
    { ...good, updates: 'https://updates.acme.example' },
    /the field “updates” must be Object, but is "https/,
  ],
  ['updates from nowhere', { ...good, updates: {} }, /the field “updates.url” is missing/],
  [
    'updates without TLS',
    { ...good, updates: { url: 'http://updates.acme.example' } },
    /the field “updates.url” must start with https/,
  ],
  [
    'updates with a password',
    { ...good, updates: { url: 'https://a:b@updates.acme.example' } },
    /the field “updates.url” must not contain a user name or password/,
  ],
  [
    'an unknown field of updates',
    { ...good, updates: { url: 'https://updates.acme.example', channel: 'beta' } },
    /the field “updates.channel” is unknown/,
  ],
  ['an unknown field', { ...good, theme: 'dark' }, /the field “theme” is unknown/],
  [
    'an unknown inner field',
    { ...good, tokenService: { url: 'https://a.example', key: 1 } },
    /the field “tokenService.key” is unknown/,
  ],
]

for (const [what, content, sentence] of wrong) {
  test(`a file with ${what} is not used, and one sentence names what is wrong`, () => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    const configuration = read({ [inResources]: text })
    assert.ok(configuration.kind === 'wrong')
    assert.match(configuration.problem, sentence)
    assert.match(
      configuration.problem,
      /^The configuration .*latchkey\.json is not used: .*[^.]\.$/,
    )
  })
}

test('a file saved with a byte order mark is read all the same', () => {
  assert.equal(nameOf(read({ [inResources]: `\uFEFF${named('notepad')}` })), 'notepad')
})

// Found by test/fuzz/configuration.test.ts.
test('what is quoted of a file is short, on one line and no secret', () => {
  const token = makeToken('alice')
  for (const developerMode of ['x'.repeat(50_000), token]) {
    const configuration = read({ [inResources]: JSON.stringify({ ...good, developerMode }) })
    assert.ok(configuration.kind === 'wrong')
    assert.ok(configuration.problem.length < 400)
    assert.ok(!configuration.problem.includes(token.slice(0, 20)))
  }
})
