import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notSentText } from '../../../../renderer/text/errors.ts'
import * as views from '../../../components/harness/views.ts'
import { settled } from '../../../support/fakes.ts'
import { openWindow, refused } from '../fakeBridge.ts'

const cid = 'livestream:launch'

test('a refused message says what was refused, and asks the server again what the account may do', async () => {
  const { state, bridge } = await openWindow(views.signedIn())
  state.channels.open(cid)
  await settled()
  bridge.answer('sendMessage', refused('notAllowed'))
  bridge.answer('openChannel', { ok: true, value: views.opened({ canSend: false }) })
  state.outbox.send(cid, 'Hello')
  await settled()
  const [message] = state.outbox.outgoing(cid)
  assert.equal(message?.status.state, 'failed')
  assert.equal(
    notSentText('notAllowed'),
    'Not sent. You do not have permission to write in this channel.',
  )
  const listing = state.channels.listing.value
  assert.ok(listing.state === 'ready')
  assert.equal(listing.channels.find((channel) => channel.cid === cid)?.canSend, false)
})

test('slow mode counts from the last message that was sent, in its channel only', async () => {
  const { state, bridge, clock } = await openWindow(views.signedIn())
  const slow = views.channel(cid, 'Launch day', { cooldownSeconds: 30 })
  assert.equal(state.outbox.nextSendAt(slow), null)
  bridge.answer('sendMessage', { ok: true, value: views.message('id-1') })
  state.outbox.send(cid, 'Hello')
  await settled()
  assert.equal(state.outbox.nextSendAt(slow), clock.now() + 30_000)
  assert.equal(state.outbox.nextSendAt({ ...slow, cid: 'team:engine' }), null)
  assert.equal(state.outbox.nextSendAt(views.channel(cid, 'Launch day')), null)
})
