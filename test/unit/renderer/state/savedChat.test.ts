import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Session } from '../../../../preload/contract.ts'
import * as views from '../../../components/harness/views.ts'
import { FakeBridge, openWindow, refused, type TestWindow } from '../fakeBridge.ts'

const garden = 'messaging:garden'
const connecting: Session = { state: 'signingIn', account: views.alice }
const savedAt = 1_000
const saved = {
  savedAt,
  channels: [
    {
      ...views.channel(garden, 'Garden club'),
      messages: [views.message('seed', { cid: garden, text: 'Saved' })],
      watcherCount: 4,
    },
  ],
}

const listed = ({ state }: TestWindow) => {
  const listing = state.channels.listing.value
  return listing.state === 'ready' ? listing.channels.map(({ cid }) => cid) : listing.state
}
const texts = ({ state }: TestWindow, cid = garden) =>
  state.channels.histories.value.get(cid)?.messages.map(({ text }) => text)

/** A window that starts with Alice and a saved chat. */
async function openSaved(session: Session, bridge = new FakeBridge()) {
  bridge.answer('readSavedChat', { ok: true, value: saved })
  const window = await openWindow(views.signedIn(session), bridge)
  await window.clock.turn(400)
  return window
}

for (const session of [connecting, views.offline(null), views.needsSignIn()]) {
  test(`a start that is ${session.state} shows the saved chat, as of its time`, async () => {
    const window = await openSaved(session)
    assert.deepEqual(listed(window), [garden])
    assert.deepEqual(texts(window), ['Saved'])
    assert.equal(window.state.savedChat.asOf.value, savedAt)
    assert.deepEqual(window.bridge.requests('readSavedChat'), [{ key: views.alice.key }])
  })
}

test('the server’s list takes the place of the saved one, and the mark goes', async () => {
  const window = await openSaved(connecting)
  await window.show(views.signedIn())
  assert.equal(window.state.savedChat.asOf.value, savedAt, 'until the list is there')
  await window.bridge.emit('reconnected', null)
  assert.equal(listed(window).length, views.channels.length)
  assert.equal(window.state.savedChat.asOf.value, null)
  assert.deepEqual(texts(window), ['Saved'], 'for the moment in which the channel loads')
})

test('a list that cannot be read leaves the saved one and its mark', async () => {
  const window = await openSaved(connecting)
  window.bridge.answer('listChannels', refused('serverError'))
  await window.show(views.signedIn())
  await window.bridge.emit('reconnected', null)
  assert.deepEqual(listed(window), [garden])
  assert.equal(window.state.savedChat.asOf.value, savedAt)
})

test('a start that connects within 400 ms does not read the saved chat', async () => {
  const window = await openWindow(views.signedIn(connecting))
  await window.clock.turn(399)
  await window.show(views.signedIn())
  await window.clock.turn(400)
  assert.deepEqual(window.bridge.requests('readSavedChat'), [])
})

test('a start that fails to connect, and a switch, read it at once', async () => {
  const window = await openWindow(views.signedIn(connecting))
  await window.show(views.signedIn(views.offline(null)))
  await window.show(views.signedIn({ state: 'signingIn', account: views.bob }))
  assert.deepEqual(window.bridge.requests('readSavedChat'), [
    { key: views.alice.key },
    { key: views.bob.key },
  ])
})

test('a saved chat that comes late replaces nothing', async () => {
  const bridge = new FakeBridge()
  bridge.hold('readSavedChat')
  const window = await openWindow(views.signedIn(connecting), bridge)
  await window.clock.turn(400)
  await window.show(views.signedIn())
  assert.equal(listed(window).length, views.channels.length)
  await bridge.release('readSavedChat', { ok: true, value: saved })
  assert.equal(listed(window).length, views.channels.length)
  assert.equal(window.state.savedChat.asOf.value, null)
})

test('one account’s saved chat is never shown to the next', async () => {
  const bridge = new FakeBridge()
  bridge.hold('readSavedChat')
  const window = await openWindow(views.signedIn(connecting), bridge)
  await window.clock.turn(400)
  bridge.answer('readSavedChat', { ok: true, value: null })
  await window.show(views.signedIn({ state: 'signingIn', account: views.bob }))
  await bridge.release('readSavedChat', { ok: true, value: saved })
  assert.equal(listed(window), 'unread')
  assert.equal(window.state.savedChat.asOf.value, null)
})

test('the mark leaves with its account', async () => {
  const window = await openSaved(views.offline(null))
  await window.show(views.view())
  assert.equal(window.state.savedChat.asOf.value, null)
})

test('messages that the server has sent are not replaced by saved ones', async () => {
  const bridge = new FakeBridge()
  bridge.hold('listChannels')
  const window = await openWindow(views.signedIn(), bridge)
  const messages = [views.message('new', { cid: garden, text: 'From the server' })]
  bridge.answer('openChannel', { ok: true, value: views.opened({ cid: garden, messages }) })
  await window.state.channels.read(garden)
  bridge.answer('readSavedChat', { ok: true, value: saved })
  await window.show(views.signedIn(views.offline(null)))
  assert.deepEqual(listed(window), [garden])
  assert.deepEqual(texts(window), ['From the server'])
})

test('an unlocked keychain brings the saved chat', async () => {
  const bridge = new FakeBridge()
  const locked = { ...views.needsSignIn(), code: 'keychainLocked' } as const
  const window = await openWindow(views.signedIn(locked), bridge)
  assert.equal(listed(window), 'unread')
  bridge.answer('readSavedChat', { ok: true, value: saved })
  await window.show(views.signedIn(connecting))
  assert.deepEqual(listed(window), [garden])
})

test('a start without a saved chat, or while signed out, shows none', async () => {
  const window = await openWindow(views.signedIn(views.offline(null)))
  assert.equal(listed(window), 'unread')
  assert.equal(window.state.savedChat.asOf.value, null)
  const { bridge } = await openWindow(views.view())
  assert.deepEqual(bridge.requests('readSavedChat'), [])
})

suite('a chat that loses its connection', () => {
  test('is marked as of that moment, and no longer once the list is there again', async () => {
    const window = await openWindow(views.signedIn())
    const { clock, state, bridge } = window
    await clock.turn(60_000)
    const lostAt = clock.now()
    await window.show(views.signedIn(views.offline(null)))
    await clock.turn(60_000)
    await window.show(views.signedIn(connecting))
    assert.equal(state.savedChat.asOf.value, lostAt)
    assert.deepEqual(bridge.requests('readSavedChat'), [], 'the window has it')
    await window.show(views.signedIn())
    assert.equal(state.savedChat.asOf.value, lostAt)
    await bridge.emit('reconnected', null)
    assert.equal(state.savedChat.asOf.value, null)
  })

  test('is not marked while its token is renewed', async () => {
    const window = await openWindow(views.signedIn())
    const refreshing = { state: 'refreshing', account: views.alice, token: views.tokenFacts() }
    await window.show(views.signedIn(refreshing as Session))
    assert.equal(window.state.savedChat.asOf.value, null)
  })
})

test('unsent messages and drafts of a saved channel are at hand', async () => {
  const window = await openWindow(views.signedIn())
  const { state, bridge } = window
  bridge.hold('sendMessage')
  state.drafts.keep(garden, 'half a thought')
  state.outbox.send(garden, 'on its way')
  bridge.answer('readSavedChat', { ok: true, value: saved })
  await window.show(views.signedIn(views.offline(null)))
  const reloaded = await window.reload()
  assert.deepEqual(listed(reloaded), [garden])
  assert.equal(reloaded.state.drafts.text(garden), 'half a thought')
  assert.deepEqual(
    reloaded.state.outbox.outgoing(garden).map(({ text }) => text),
    ['on its way'],
  )
})

test('messages before the saved ones can be loaded once connected', async () => {
  const bridge = new FakeBridge()
  const [channel] = saved.channels
  assert.ok(channel)
  const messages = [views.message('old', { createdAt: 1 }), ...channel.messages]
  const value = { savedAt, channels: [{ ...channel, messages, olderBefore: 'old' }] }
  bridge.answer('readSavedChat', { ok: true, value })
  const window = await openWindow(views.signedIn(connecting), bridge)
  await window.clock.turn(400)
  bridge.answer('openChannel', { ok: true, value: { ...channel, olderBefore: 'seed' } })
  bridge.answer('readOlderMessages', { ok: true, value: { messages: [] } })
  await window.show(views.signedIn())
  await window.state.channels.read(garden)
  await window.state.channels.readOlder(garden)
  assert.deepEqual(bridge.requests('readOlderMessages'), [{ cid: garden, before: 'old' }])
})
