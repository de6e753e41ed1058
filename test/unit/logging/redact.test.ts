import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redact, redactFact } from '../../../main/logging/redact.ts'
import { makeToken, signToken } from '../../support/fakes.ts'

const developmentToken = makeToken('alice').split('.').slice(0, 2).join('.') + '==.devtoken'
const tokens = [
  makeToken('alice'),
  makeToken('zoë_o’neil-東京?'),
  signToken({ user_id: '~~~???ÿÿÿ>>>' }),
  developmentToken,
]

test('text that looks like a token is removed, whole or truncated, in any place', () => {
  for (const token of tokens) {
    const [header = '', payload = ''] = token.split('.')
    for (const cut of [token, `${header}.${payload}`, `${header}.`, header, token.slice(0, 50)]) {
      for (const text of [cut, `token=${cut}&x`, `"${cut}"`, `a ${cut} b ${cut} c`]) {
        const safe = redact(text)
        assert.ok(!safe.includes(header) && !safe.includes(payload.slice(0, 12)), safe)
        assert.match(safe, /\[token\]/)
      }
    }
  }
})

test('other words stay as they are', () => {
  for (const text of ['Sign in with your password again.', 'eyJ', 'a.b.c', '東京 is fine']) {
    assert.equal(redact(text), text)
  }
})

test('control characters, line breaks too, become spaces, and an endless text is cut', () => {
  assert.equal(redact('one\r\ntwo\u001b[31mthree\u0000'), 'one two [31mthree ')
  assert.equal(redact('x'.repeat(10_000)).length, 301)
})

/** A text, and what of it nobody may read. */
const secrets: [text: string, secret: string][] = [
  ['Authorization: Bearer opaque-credential', 'opaque-credential'],
  ['authorization=opaque&x=1', 'opaque'],
  ['{"Authorization":"opaque"}', 'opaque'],
  ['Authorization: Basic YWxpY2U6c2VjcmV0', 'YWxpY2U6c2VjcmV0'],
  ['it said Bearer abc123def', 'abc123def'],
  ['{"user_id":"alice","password":"a \\"hunter2"}', 'hunter2'],
  ["{ password: 'hunter two' }", 'hunter'],
  ['password=hunter2&x', 'hunter2'],
  ['userPassword=hunter2', 'hunter2'],
  ['api_key=abcdef&y', 'abcdef'],
  ['"api_secret": "xyz"', 'xyz'],
  ['"refresh_token":"opaque"', 'opaque'],
  ['refreshCredential=opaque', 'opaque'],
  ['wss://chat.example/connect?json=%7B%22user_token%22%7D&api_key=k123', 'k123'],
  ['https://chat.example/a?authorization=opaque#top', 'opaque'],
  ['https://chat.example/a?state=opaque', 'opaque'],
  ['eyJhbGciOi', 'hbGciOi'],
  ['https://alice:hunter2@chat.example/', 'hunter2'],
  ['the rest of one: .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'dBjftJeZ4CVP'],
  ['in two lines dBjftJeZ4CVP-mB92K27\nuhbUJU1p1r_wW1gFWFOEjXk', 'uhbUJU1p1r_wW1g'],
  ['secret 7c9e6679b7dc4e2f8f0a0d6a54f8e1c2', '7c9e6679'],
]

test('credentials are cut out by their names, their places and their shapes', () => {
  for (const [text, secret] of secrets) {
    for (const safe of [redact(text), redactFact('reason', text)]) {
      assert.ok(!safe.includes(secret), `${text} became ${safe}`)
    }
  }
})

/** Only in the log: the window tells people of their own passwords and addresses. */
const logSecrets: [text: string, secret: string][] = [
  ['password: hunter2', 'hunter2'],
  ['Bearer opaque-credential', 'opaque'],
  ['no such user alice.moreau+chat@mail.example.org, sorry', 'moreau'],
  ['user_id=alice%40example.com', 'alice'],
  ['<zoë@exämple.org>', 'zo'],
]

test('a fact of the log is cut cleaner still: no e-mail address, nothing after “password:”', () => {
  for (const [text, secret] of logSecrets) {
    const safe = redactFact('reason', text)
    assert.ok(!safe.includes(secret), `${text} became ${safe}`)
  }
})

const names = ['password', 'apiSecret', 'token', 'refresh_token', 'refreshCredential', 'api_key']

test('a fact with the name of a secret is not shown, with any value', () => {
  for (const name of [...names, 'Authorization', 'cookies']) {
    assert.equal(redactFact(name, 'x'), '[secret]')
    assert.equal(redactFact(name, 1234), '[secret]')
    assert.equal(redactFact(name, null), 'null')
    assert.equal(redactFact(name, true), 'true')
  }
})

const harmless = [
  'Sign in with your password: it ended.',
  'The token is for another user.',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  '2031-05-06T07:08:09.123Z',
  '/home/alice/.config/Latchkey (development)/settings.broken-2031-05-06-070809000.json',
  'file:///opt/Latchkey/resources/app.asar/out/main/index.js:12:3456',
  'guest-3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'https://chat.example/channels/messaging/design-review',
  'a basic understanding of bearer tokens',
]

test('text that only resembles a secret stays', () => {
  for (const text of harmless) assert.equal(redact(text), text)
})

test('a secret at the cut of an endless text does not get through in pieces', () => {
  const filler = `${makeToken('alice')} `.repeat(200)
  for (let shift = 0; shift < 80; shift += 1) {
    const text = `${filler.slice(0, 8_000 - shift)} xQ7zxQ7zxQ7zxQ7zxQ7zxQ7zxQ7zxQ7z and so on`
    assert.ok(!redactFact('reason', text).includes('xQ7z'))
  }
})

test('a text made to be slow to search is not', () => {
  const slow = ['eyJ', '@a', 'password', 'a://', 'bearer ', '"password":"\\', '-', 'a1B', '//a']
  for (const piece of slow) {
    const startedAt = performance.now()
    redactFact('reason', piece.repeat(1_000_000 / piece.length))
    const ms = performance.now() - startedAt
    assert.ok(ms < 250, `${piece} took ${ms} ms`)
  }
})

test('the code of an error is no key, however long it is', () => {
  for (const code of [
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_HTTP2_INADEQUATE_TRANSPORT_SECURITY',
  ]) {
    assert.equal(redact(code), code)
    assert.equal(redactFact('reason', code), code)
  }
  const key = 'ERR_7C9E6679B7DC4E2F8F0A0D6A54F8E1C2'
  assert.equal(redactFact('reason', key), '[secret]')
})

/** Ways in which a server or a proxy wraps what it was sent. */
const wrappings: ((text: string) => string)[] = [
  (text) => JSON.stringify({ body: text }),
  (text) => JSON.stringify([JSON.stringify({ body: text })]),
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => encodeURIComponent(JSON.stringify({ body: text })),
  (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
  (text) => text.replaceAll('"', '\\u0022'),
  (text) => text.replaceAll('"', '\\x22'),
]

test('a secret by name is found in JSON inside JSON, in an address and in a page, however deep', () => {
  for (const secret of ['hunter2', 'a"hunter2', 'a\\hunter2', 'a hunter2', 'ä&hunter2']) {
    const named = [
      JSON.stringify({ user: 'alice', password: secret, next: 1 }),
      JSON.stringify({ refreshToken: secret }),
      `user=alice&client_secret=${encodeURIComponent(secret)}&next=1`,
    ]
    for (const text of named) {
      for (const inner of [(text: string) => text, ...wrappings]) {
        for (const outer of wrappings) {
          const whole = outer(inner(text))
          assert.ok(!redact(whole).includes('hunter2'), whole)
          assert.ok(!redactFact('message', whole).includes('hunter2'), whole)
        }
      }
    }
  }
})

test('the names and forms in which servers give a secret are known', () => {
  for (const text of [
    'pwd=hunter2',
    'pass=hunter2',
    'private_key=hunter2',
    'user[password]=hunter2',
    'password[]=hunter2',
    'password => hunter2',
    '<password>hunter2</password>',
    '<ns:userPassword>hunter2</ns:userPassword>',
    'Set-Cookie: sid=hunter2; Path=/',
    'X-Api-Key: hunter2',
    'X-Auth-Token: hunter2',
  ]) {
    assert.ok(!redact(text).includes('hunter2'), text)
  }
})

test('a path of Windows, an encoded text and one with an ampersand stay as they are written', () => {
  for (const text of [
    'at open (C:\\Users\\Luke1\\AppData\\Local\\Programs\\Latchkey\\main.js:1:2)',
    'the name “a%20b” is taken',
    'salt & pepper \\o/',
    '{"a":"{\\"b\\":1}"}',
  ]) {
    assert.equal(redact(text), text)
  }
})

test('escapes without end do not hold the app up', () => {
  for (const text of [
    '\\'.repeat(8_000),
    '%25'.repeat(2_500),
    '&amp;'.repeat(1_600),
    '\\"password'.repeat(800),
  ]) {
    const startedAt = performance.now()
    redact(text)
    assert.ok(performance.now() - startedAt < 200)
  }
})
