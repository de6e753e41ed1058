import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NotificationConstructorOptions } from 'electron'
import {
  createNotifications,
  type NotificationsOptions,
} from '../../../main/desktop/notifications.ts'
import type { Preferences, View } from '../../../preload/contract.ts'
import { FakeClock, makeToken } from '../../support/fakes.ts'
import * as views from '../../components/harness/views.ts'
import { en } from '../../../main/text/en.ts'

/** Somebody who looks elsewhere, and what the system shows them. */
function open(
  platform: NodeJS.Platform = 'darwin',
  preferences: Partial<Preferences> = {},
  whenAnswering?: (act: () => void) => void,
) {
  const shown: FakeNotification[] = []
  const opened: (string | null)[] = []
  const desk = { isAway: true, isSupported: true }
  class FakeNotification {
    static isSupported = () => desk.isSupported
    isOpen = true
    click: () => void = () => undefined
    readonly title: string
    readonly body: string
    constructor({ title = '', body = '' }: NotificationConstructorOptions) {
      this.title = title
      this.body = body
    }
    on = (event: string, listener: () => void) => {
      assert.equal(event, 'click')
      this.click = listener
    }
    show = () => void shown.push(this)
    close = () => void (this.isOpen = false)
  }
  const clock = new FakeClock()
  const notices = createNotifications({
    Notification: FakeNotification as unknown as NotificationsOptions['Notification'],
    platform,
    clock,
    texts: () => en,
    ...(whenAnswering ? { whenAnswering } : {}),
    isAway: () => desk.isAway,
    open: (cid) => void opened.push(cid),
  })
  const view = (base: View): View => ({
    ...base,
    preferences: { ...views.preferences, ...preferences },
  })
  const update = (base: View) => notices.update(view(base))
  update(views.signedIn())
  return { notices, update, shown, opened, desk, clock }
}

const hello = views.message('1', { userName: 'Bob', text: 'Hello\n there' })

test('a message is notified while the person is away, with its author and text', () => {
  const { notices, shown } = open()
  notices.message(hello)
  assert.deepEqual(
    shown.map(({ title, body }) => [title, body]),
    [['Message from Bob', 'Hello there']],
  )
})

for (const flag of ['isSilent', 'isDeleted'] as const) {
  test(`a message with ${flag} is not notified`, () => {
    const { notices, shown } = open()
    notices.message({ ...hello, [flag]: true })
    assert.deepEqual(shown, [])
    notices.message(hello)
    assert.equal(shown.length, 1)
  })
}

test('a click shows the window with the channel open', () => {
  const { notices, shown, opened } = open()
  notices.message(hello)
  shown[0]?.click()
  assert.deepEqual(opened, ['livestream:launch'])
})

test('nothing is notified at the window, when switched off, or where the system shows no notifications', () => {
  const signedIn = open()
  signedIn.desk.isAway = false
  const unwilling = open('darwin', { notifyMessages: false })
  const mute = open()
  mute.desk.isSupported = false
  for (const { notices, shown } of [signedIn, unwilling, mute]) {
    notices.message(hello)
    assert.deepEqual(shown, [])
  }
})

test('a person’s own message is not notified', () => {
  const { notices, shown } = open()
  notices.message(views.message('1', { userId: 'alice', userName: 'Alice Liddell' }))
  assert.deepEqual(shown, [])
})

test('fifty messages in ten seconds are two notifications, and the second takes the place of the first', async () => {
  const { notices, shown, opened, clock } = open()
  for (let count = 0; count < 50; count += 1) {
    const userName = count % 2 === 0 ? 'Bob' : 'Carol'
    notices.message(views.message(`${count}`, { userName, cid: `messaging:c${count}` }))
    await clock.turn(200)
  }
  await clock.turn(60_000)
  assert.deepEqual(
    shown.map(({ title, body, isOpen }) => [title, body, isOpen]),
    [
      ['Message from Bob', 'This is message 0', false],
      ['49 new messages', 'From Carol, Bob', true],
    ],
  )
  shown[1]?.click()
  assert.deepEqual(opened, ['messaging:c49'])
  assert.deepEqual(clock.pending(), [])
})

test('a stream of messages is told of once in ten seconds, and after a pause at once', async () => {
  const { notices, shown, clock } = open()
  for (let count = 0; count < 300; count += 1) {
    notices.message(hello)
    await clock.turn(100)
  }
  assert.ok(shown.length <= 4, `${shown.length} in 30 s`)
  await clock.turn(20_000)
  const before = shown.length
  notices.message(hello)
  assert.equal(shown.length, before + 1)
})

test('a second message alone is told by its sender and its text', async () => {
  const { notices, shown, clock } = open()
  notices.message(hello)
  notices.message(views.message('2', { userName: 'Carol', text: 'And me' }))
  await clock.turn(10_000)
  assert.deepEqual([shown[1]?.title, shown[1]?.body], ['Message from Carol', 'And me'])
})

test('of many senders the latest three are named', async () => {
  const { notices, shown, clock } = open()
  for (const userName of ['Ada', 'Bob', 'Carol', 'Dan', 'Eve', 'Bob']) {
    notices.message(views.message(userName, { userName }))
  }
  await clock.turn(10_000)
  assert.equal(shown[1]?.body, 'From Bob, Eve, Dan and 1 more')
})

test('coming to the window withdraws all notifications, and gathered ones are dropped', async () => {
  const { notices, shown, clock } = open()
  notices.message(hello)
  notices.message(hello)
  notices.seen()
  await clock.turn(60_000)
  assert.deepEqual(
    shown.map(({ isOpen }) => isOpen),
    [false],
  )
  notices.message(hello)
  assert.equal(shown.length, 2)
})

test('the next account gets no notification of the one before', async () => {
  const { notices, update, shown, clock } = open()
  notices.message(hello)
  notices.message(hello)
  update(views.view())
  await clock.turn(60_000)
  assert.deepEqual(
    shown.map(({ isOpen }) => isOpen),
    [false],
  )
})

test('a text is cut at 120 characters, between them and not within', () => {
  for (const text of ['x'.repeat(500), '👩‍👩‍👧'.repeat(200), `${'a'.repeat(119)}é…`]) {
    const { notices, shown } = open()
    notices.message(views.message('1', { text, userName: 'N'.repeat(300) }))
    const { title = '', body = '' } = shown[0] ?? {}
    assert.ok(body.length > 100 && body.length <= 120, String(body.length))
    assert.ok(title.length <= 80)
    assert.doesNotMatch(body, /\p{Cs}|\u200d…/u)
  }
})

// What existing clients get wrong, 9.
test('a notification never shows a token', () => {
  const { notices, shown } = open()
  const token = makeToken('bob')
  notices.message(views.message('1', { text: `try ${token}`, userName: `Bob ${token}` }))
  const said = JSON.stringify(shown)
  for (const part of token.split('.')) assert.ok(!said.includes(part))
  assert.match(shown[0]?.body ?? '', /^try \[token\]$/)
})

test('on Linux, where a body is markup, a message cannot be any', () => {
  const text = '<b>1</b> & <a href="x">2</a>'
  for (const [platform, body] of [
    ['linux', '&lt;b&gt;1&lt;/b&gt; &amp; &lt;a href="x"&gt;2&lt;/a&gt;'],
    ['darwin', text],
    ['win32', text],
  ] as const) {
    const { notices, shown } = open(platform)
    notices.message(views.message('1', { text }))
    assert.equal(shown[0]?.body, body)
  }
})

test('the need to sign in again is notified once, and withdrawn once it is done', () => {
  const { update, shown, opened } = open()
  update(views.signedIn(views.needsSignIn()))
  update(views.signedIn(views.needsSignIn()))
  assert.deepEqual(
    shown.map(({ title, body }) => [title, body]),
    [['Latchkey: sign in again', 'Alice Liddell is no longer signed in to Latchkey Sandbox.']],
  )
  shown[0]?.click()
  assert.deepEqual(opened, [null])
  update(views.signedIn())
  assert.equal(shown[0]?.isOpen, false)
  update(views.signedIn(views.needsSignIn()))
  assert.equal(shown.length, 2)
})

test('the need to sign in again is not notified at the window, or when switched off', () => {
  const signedIn = open()
  signedIn.desk.isAway = false
  const unwilling = open('darwin', { notifySignIn: false })
  for (const { update, shown } of [signedIn, unwilling]) {
    update(views.signedIn(views.needsSignIn()))
    assert.deepEqual(shown, [])
  }
})

for (const userName of [
  'Latchkey: sign in again',
  'Latchkey',
  '\u202Eniaga ni ngis :yekhctaL',
  '\u2067Latchkey: sign in again\u2069',
  '\u200F',
  '',
]) {
  test(`a user named ${JSON.stringify(userName)} cannot imitate a notification of Latchkey`, () => {
    const { notices, shown } = open()
    notices.message(views.message('1', { userName, text: 'Alice is no longer signed in.' }))
    const title = shown[0]?.title ?? ''
    assert.match(title, /^Message from [\p{L}\p{P} ]+$/u)
    assert.ok(title.length > 'Message from '.length)
  })
}

test('what is withdrawn while the daemon is asked is never shown', () => {
  const asked: (() => void)[] = []
  const { notices, update, shown } = open('linux', {}, (act) => void asked.push(act))
  notices.message(hello)
  notices.seen()
  update(views.view({ session: views.needsSignIn() }))
  update(views.signedIn())
  for (const act of asked.splice(0)) act()
  assert.equal(shown.length, 0)
  notices.message(hello)
  for (const act of asked.splice(0)) act()
  assert.equal(shown.length, 1)
  notices.seen()
  assert.equal(shown[0]?.isOpen, true, 'it is closed when the daemon answers')
  for (const act of asked.splice(0)) act()
  assert.equal(shown[0]?.isOpen, false)
})
