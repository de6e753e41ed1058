import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as views from '../../../components/harness/views.ts'
import { settled } from '../../../support/fakes.ts'
import { FakeBridge, makeState, openWindow, refused } from '../fakeBridge.ts'

test('a view event before the first reply applies after the kept inputs', async () => {
  const bridge = new FakeBridge()
  bridge.texts.set(JSON.stringify(['signIn', 'sandbox', 'guest', 'displayName']), 'Mallory')
  bridge.hold('readView')
  const state = makeState(bridge)
  void state.start()
  await bridge.emit('view', views.view({ notice: 'The newer one.' }))
  assert.equal(state.viewState.value.state, 'nothing', 'no form is shown before it is made')
  await bridge.release('readView', { ok: true, value: views.view() })
  assert.deepEqual(state.viewState.value, {
    state: 'view',
    view: views.view({ notice: 'The newer one.' }),
  })
  assert.equal(state.signIn.login.value.guest.values.displayName.value, 'Mallory')
})

test('a window that cannot read its view shows an error and can retry', async () => {
  const bridge = new FakeBridge()
  bridge.answer('readView', refused('internal'))
  const state = makeState(bridge)
  await state.start()
  assert.deepEqual(state.viewState.value, { state: 'failed', code: 'internal' })
  bridge.answer('readView', { ok: true, value: views.view() })
  await state.read()
  assert.equal(state.viewState.value.state, 'view')
})

test('one account’s data is never shown to the next', async () => {
  const { state, bridge, show } = await openWindow()
  bridge.hold('listChannels')
  await show(views.signedIn())
  await show(views.view())
  bridge.answer('listChannels', { ok: true, value: views.channelPage([]) })
  await show(views.signedIn(views.connected(views.bob)))
  await bridge.release('listChannels', { ok: true, value: views.channelPage() })
  await settled()
  assert.deepEqual(state.channels.listing.value, {
    state: 'ready',
    channels: [],
    more: { state: 'none' },
  })
})
