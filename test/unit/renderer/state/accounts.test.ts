import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { View } from '../../../../preload/contract.ts'
import * as views from '../../../components/harness/views.ts'
import { settled } from '../../../support/fakes.ts'
import { ok, openWindow, refused } from '../fakeBridge.ts'

const remembered = [views.remembered(views.alice), views.remembered(views.bob)]
const alice: View = { ...views.signedIn(), remembered }
const bob: View = { ...views.signedIn(views.connected(views.bob)), remembered }
const out: View = views.view({ remembered })

suite('the switch between accounts', () => {
  test('an account of the menu is switched to, and the settings close', async () => {
    const { state, bridge } = await openWindow(alice)
    await bridge.emit('accountChosen', { key: 'bob' })
    assert.deepEqual(bridge.requests('switchTo'), [{ key: 'bob' }])
    assert.equal(state.settings.screen.value.state, 'closed')
  })

  test('of two switches only the last one reports an error', async () => {
    const { state, bridge } = await openWindow(alice)
    bridge.hold('switchTo')
    void state.accounts.switchTo('bob')
    void state.accounts.switchTo('alice')
    assert.equal(state.accounts.switchingTo.value, 'alice')
    await bridge.release('switchTo', refused('notFound'))
    assert.equal(state.accounts.switchingTo.value, null)
    assert.notEqual(state.notices.notice.value, null)

    state.notices.notice.value = null
    void state.accounts.switchTo('bob')
    bridge.answer('switchTo', ok)
    await state.accounts.switchTo('alice')
    await bridge.release('switchTo', refused('notFound'))
    assert.equal(state.notices.notice.value, null)
  })

  test('a stored account shows in the chat before it is connected', async () => {
    const { state, show } = await openWindow(out)
    assert.equal(state.screen.value, 'login')
    await show({ ...out, session: { state: 'signingIn', account: views.alice } })
    assert.equal(state.screen.value, 'chat')
  })

  test('a late list of the account that was left is not shown to the other', async () => {
    const { state, bridge, show } = await openWindow(alice)
    bridge.hold('listChannels')
    void state.channels.readList()
    await show({ ...bob, session: { state: 'signingIn', account: views.bob } })
    await bridge.release('listChannels', { ok: true, value: views.channelPage() })
    await settled()
    assert.equal(state.channels.listing.value.state, 'unread')
  })

  test('the forms for signing in again stay with their account', async () => {
    const { state, show } = await openWindow({
      ...alice,
      session: views.needsSignIn(views.alice),
    })
    assert.equal(state.signIn.reauthentication.value?.account?.key, 'alice')
    await show({ ...alice, session: { state: 'signingIn', account: views.alice } })
    assert.equal(state.signIn.reauthentication.value?.account?.key, 'alice')
    await show({ ...alice, session: { state: 'signingIn', account: views.bob } })
    assert.equal(state.signIn.reauthentication.value, null)
  })
})

suite('the way back from the sign-in screen', () => {
  test('leads to the account that was left', async () => {
    const { state, show } = await openWindow(alice)
    const previous = () => state.accounts.previous.value?.key ?? null
    assert.equal(previous(), null)
    await show(out)
    assert.equal(previous(), 'alice')
    await show(bob)
    assert.equal(previous(), null)
  })

  test('stays while another account signs in', async () => {
    const { state, show } = await openWindow(alice)
    await show(out)
    await show({ ...out, session: { state: 'signingIn', account: null } })
    assert.equal(state.accounts.previous.value?.key, 'alice')
  })

  test('ends with a sign-out, and there is none at the start', async () => {
    const { state, show } = await openWindow(out)
    assert.equal(state.accounts.previous.value, null)
    await show(alice)
    await show({ ...out, remembered: [views.remembered(views.bob)] })
    assert.equal(state.accounts.previous.value, null)
  })
})

test('forgetting tells main of the unsent messages of any workspace', async () => {
  const inAcme = views.remembered(views.bob, { state: 'ready' }, views.acme)
  const bobAtAcme: View = { ...bob, workspace: views.acme, remembered: [inAcme, ...remembered] }
  const { state, bridge, show } = await openWindow(bobAtAcme)
  bridge.answer('sendMessage', refused('signedOut'))
  state.outbox.send('messaging:garden', 'later')
  await settled()
  await show({ ...alice, remembered: [inAcme, ...remembered] })
  await state.accounts.forget(inAcme)
  assert.deepEqual(bridge.requests('forget'), [{ key: 'bob', unsentMessages: 1 }])
})
