import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { LinkRequest, View } from '../../../../preload/contract.ts'
import { settled } from '../../../support/fakes.ts'
import * as views from '../../../components/harness/views.ts'
import { FakeBridge, openWindow, refused } from '../fakeBridge.ts'

const club = views.channel('messaging:club', 'Garden club')
const link: LinkRequest = { state: 'accepted', cid: club.cid }
const linked = (view: View): View => ({ ...view, linkRequest: link })

function openedCids(bridge: FakeBridge): string[] {
  return bridge.requests('openChannel').map((request) => (request as { cid: string }).cid)
}

function bridgeWithClub(): FakeBridge {
  const bridge = new FakeBridge()
  bridge.answer('findChannel', { ok: true, value: club })
  bridge.answer('openChannel', { ok: true, value: { ...club, messages: [], watcherCount: 0 } })
  return bridge
}

suite('a deep link', () => {
  test('opens its channel once, however often a view repeats it', async () => {
    const { state, bridge, show } = await openWindow(views.signedIn(), bridgeWithClub())
    await show(linked(views.signedIn()))
    await show(linked(views.signedIn()))
    assert.equal(state.channels.openCid.value, club.cid)
    assert.deepEqual(openedCids(bridge), [club.cid])
    assert.equal(bridge.requests('dismissLink').length, 1)
  })

  test('opens its channel again when it is followed again', async () => {
    const { state, bridge, show } = await openWindow(views.signedIn(), bridgeWithClub())
    await show(linked(views.signedIn()))
    await show(views.signedIn())
    state.channels.close()
    await show(linked(views.signedIn()))
    assert.equal(state.channels.openCid.value, club.cid)
    assert.equal(bridge.requests('dismissLink').length, 2)
  })

  test('waits for the connection', async () => {
    const coming = views.signedIn({ state: 'signingIn', account: views.alice })
    const { bridge, show } = await openWindow(linked(coming), bridgeWithClub())
    assert.deepEqual(openedCids(bridge), [])
    assert.equal(bridge.requests('dismissLink').length, 0)
    await show(linked(views.signedIn()))
    assert.deepEqual(openedCids(bridge), [club.cid])
  })

  test('keeps its unlisted channel in the list', async () => {
    const { state, bridge, show } = await openWindow(views.signedIn(), bridgeWithClub())
    await show(linked(views.signedIn()))
    await bridge.emit('reconnected', null)
    const { value } = state.channels.listing
    assert.ok(value.state === 'ready')
    assert.ok(value.channels.some(({ cid }) => cid === club.cid))
  })

  test('reports a missing channel without creating it, and keeps the open one', async () => {
    const bridge = bridgeWithClub()
    bridge.answer('findChannel', { ok: true, value: null })
    bridge.answer('openChannel', { ok: true, value: views.opened() })
    const { state, show } = await openWindow(views.signedIn(), bridge)
    state.channels.open('livestream:launch')
    await settled()
    const before = openedCids(bridge)
    await show(linked(views.signedIn()))
    assert.deepEqual(openedCids(bridge), before)
    assert.equal(state.channels.openCid.value, 'livestream:launch')
    assert.match(state.notices.notice.value ?? '', /channel in this link does not exist/)
    assert.equal(bridge.requests('dismissLink').length, 1)
  })

  test('shows the error of a failed lookup', async () => {
    const bridge = bridgeWithClub()
    bridge.answer('findChannel', refused('network'))
    const { state, show } = await openWindow(views.signedIn(), bridge)
    await show(linked(views.signedIn()))
    assert.match(state.notices.notice.value ?? '', /cannot be reached/)
    assert.equal(state.channels.openCid.value, null)
  })

  test('asks nothing and opens nothing for another account after a switch', async () => {
    const bridge = bridgeWithClub()
    bridge.hold('findChannel')
    const { state, show } = await openWindow(views.signedIn(), bridge)
    await show(linked(views.signedIn()))
    await show(views.view())
    await bridge.release('findChannel', { ok: true, value: club })
    assert.equal(state.channels.openCid.value, null)
    assert.deepEqual(openedCids(bridge), [])
  })
})
