import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLink, readLink, type Link } from '../../../main/desktop/deepLink.ts'

const channel = (workspace: string | null, cid: string): Link => ({
  kind: 'channel',
  workspace,
  cid,
})
const open = (workspace: string | null = null): Link => ({ kind: 'open', workspace })

const links: [text: string, link: Link][] = [
  ['latchkey://open', open()],
  ['latchkey://open/', open()],
  ['LATCHKEY://open', open()],
  ['latchkey://open?workspace=Acme', open('Acme')],
  ['latchkey://open?channel=messaging:garden', channel(null, 'messaging:garden')],
  ['latchkey://open?channel=messaging%3Agarden', channel(null, 'messaging:garden')],
  ['latchkey://open?channel=messaging:!members-x', channel(null, 'messaging:!members-x')],
  [
    'latchkey://open?workspace=Acme+%26+S%C3%B8n&channel=team:a-b_c',
    channel('Acme & Søn', 'team:a-b_c'),
  ],
  ['latchkey://open?channel=a:b&workspace=x', channel('x', 'a:b')],
]

for (const [text, link] of links) {
  test(`${text} points where it says`, () => assert.deepEqual(readLink(text), link))
}

const strange: string[] = [
  '',
  'latchkey:',
  'latchkey:open',
  'latchkey://',
  'latchkey://OPEN',
  'latchkey://close',
  'latchkey://open.evil.example',
  'latchkey://open:8080',
  'latchkey://open/settings',
  'latchkey://open#channel',
  'latchkey://user@open',
  'latchkey://user:word@open',
  'latchkeys://open',
  'https://open?channel=a:b',
  ' javascript:alert(1)',
  'latchkey://open?channel=',
  'latchkey://open?channel=garden',
  'latchkey://open?channel=a:b:c',
  'latchkey://open?channel=../x:y',
  'latchkey://open?channel=a:b%0A',
  'latchkey://open?channel=a:b&channel=c:d',
  `latchkey://open?channel=${'a'.repeat(65)}:b`,
  'latchkey://open?workspace=',
  'latchkey://open?workspace=%20',
  'latchkey://open?workspace=a%00b',
  'latchkey://open?workspace=a%0Ab',
  // Turns the rest of a sentence around.
  'latchkey://open?workspace=a%E2%80%AEb',
  'latchkey://open?workspace=a&workspace=b',
  `latchkey://open?workspace=${'a'.repeat(201)}`,
  `latchkey://open?workspace=a&channel=b:c${' '.repeat(2_000)}`,
  'latchkey://open?channel=a:b&user=alice',
  'latchkey://open?Channel=a:b',
]

for (const text of strange) {
  test(`${JSON.stringify(text.slice(0, 60))} is not a link of ours`, () => {
    assert.deepEqual(readLink(text), { kind: 'unknown' })
  })
}

// Never a token in a link: it would be in histories, logs and whatever else it was pasted into.
test('a link with anything like a secret in it is unknown as a whole', () => {
  for (const name of ['token', 'password', 'access_token', 'jwt', 'secret', 'authorization', 'key'])
    assert.deepEqual(readLink(`latchkey://open?channel=a:b&${name}=x`), { kind: 'unknown' })
  const jwt = `eyJ${'h'.repeat(20)}.eyJ${'p'.repeat(20)}.${'s'.repeat(20)}`
  assert.deepEqual(readLink(`latchkey://open?workspace=${jwt}`), { kind: 'unknown' })
  assert.deepEqual(readLink('latchkey://open?workspace=password%3Dx'), { kind: 'unknown' })
})

test('the link is found among the arguments wherever it stands, the last of several, and none where there is none', () => {
  const link = 'latchkey://open?channel=a:b'
  assert.equal(findLink(['latchkey', link]), link)
  assert.equal(findLink(['electron', '.', '--user-data-dir=/tmp/x', link]), link)
  assert.equal(findLink(['latchkey', 'LatchKey://open', link]), link)
  assert.equal(findLink(['latchkey', 'LATCHKEY://open']), 'LATCHKEY://open')
  assert.equal(findLink(['latchkey', '--config=latchkey://x', 'x', '']), null)
  // The program itself is no argument.
  assert.equal(findLink([link]), null)
  assert.equal(findLink([]), null)
})
