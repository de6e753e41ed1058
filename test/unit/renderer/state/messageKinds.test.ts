import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../../../../preload/contract.ts'
import { notSentText } from '../../../../renderer/text/errors.ts'
import { longestMessage, messageLength, composerNote } from '../../../../renderer/text/labels.ts'
import * as views from '../../../components/harness/views.ts'
import { openWindow } from '../fakeBridge.ts'

const launch = 'livestream:launch'
const garden = 'messaging:garden'

async function openLaunch() {
  const window = await openWindow(views.signedIn())
  window.state.channels.open(launch)
  await window.bridge.release('openChannel', {
    ok: true,
    value: { ...views.channels[0], cid: launch, messages: [views.message('1')], watcherCount: 1 },
  } as never)
  const messages = () => window.state.channels.histories.value.get(launch)?.messages ?? []
  const preview = () => {
    const listing = window.state.channels.listing.value
    const channels = listing.state === 'ready' ? listing.channels : []
    return channels.find(({ cid }) => cid === launch)?.preview
  }
  return { ...window, messages, preview }
}

test('a deleted message loses its shown text and is not a preview', async () => {
  const { bridge, messages, preview } = await openLaunch()
  const message: Message = views.message('m', { text: 'Oops', createdAt: Date.now() + 1000 })
  await bridge.emit('message', message)
  assert.equal(preview(), 'Oops')
  await bridge.emit('message', { ...message, text: '', isDeleted: true })
  const shown = messages().filter(({ id }) => id === 'm')
  assert.deepEqual(
    shown.map(({ text, isDeleted }) => [text, isDeleted]),
    [['', true]],
  )
  // A late copy of the plain message does not restore its text.
  await bridge.emit('message', message)
  assert.equal(messages().find(({ id }) => id === 'm')?.text, '')
})

test('a silent message marks no channel as unread', async () => {
  const { bridge, state } = await openLaunch()
  await bridge.emit('message', views.message('s', { cid: garden, isSilent: true }))
  assert.equal(state.channels.unread.counts.value.has(garden), false)
  await bridge.emit('message', views.message('t', { cid: garden }))
  assert.equal(state.channels.unread.counts.value.has(garden), true)
})

test('a message in slow mode shows its wait, and a rejected one the server’s text', async () => {
  const { bridge, state, clock } = await openLaunch()
  bridge.hold('sendMessage')
  state.outbox.send(launch, 'Hello')
  const [{ id }] = bridge.requests('sendMessage') as [{ id: string }]
  await bridge.emit('messageDelayed', { id, code: 'rateLimited', retryAfterMs: 10_000 })
  const [waiting] = state.outbox.outgoing(launch)
  assert.ok(waiting?.status.state === 'waiting')
  assert.equal(waiting.status.retryAt, clock.now() + 10_000)
  const refusal = {
    ok: false,
    code: 'requestRefused',
    message: '',
    field: null,
    about: { text: 'Be kind.' },
  } as const
  await bridge.release('sendMessage', refusal)
  assert.deepEqual(state.outbox.outgoing(launch)[0]?.status, {
    state: 'failed',
    code: 'requestRefused',
    about: { text: 'Be kind.' },
  })
  assert.equal(state.outbox.outgoing(launch)[0]?.text, 'Hello')
})

test('the server’s reason follows "Not sent"', () => {
  assert.equal(
    notSentText('requestRefused', { text: 'Be kind.' }),
    'Not sent. The server rejected this request: “Be kind.”',
  )
})

test('the remaining length is shown for a long message', () => {
  assert.equal(messageLength(-longestMessage), null)
  assert.equal(messageLength(-500), null)
  assert.equal(messageLength(-499), '499 of 5,000 characters left.')
  assert.equal(messageLength(0), '0 of 5,000 characters left.')
  assert.equal(messageLength(1), '1 over the limit of 5,000 characters.')
})

test('slow mode is shown below the composer', () => {
  const session = views.signedIn().session
  assert.ok(session.state !== 'signedOut')
  const [channel] = views.channels
  assert.ok(channel)
  assert.match(composerNote(session, channel), /Enter sends/)
  assert.equal(
    composerNote(session, { ...channel, cooldownSeconds: 10 }),
    'Slow mode: one message every 10 s.',
  )
})
