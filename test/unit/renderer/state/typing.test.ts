import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { LinkRequest, View } from '../../../../preload/contract.ts'
import * as views from '../../../components/harness/views.ts'
import { openWindow } from '../fakeBridge.ts'

suite('while the person is typing', () => {
  const asking = views.view({ linkRequest: views.asking(views.acme) })

  test('a link’s question waits until the person pauses or finishes', async () => {
    const { state, show, clock } = await openWindow()
    state.typing.typed()
    await show(asking)
    await clock.turn(2_400)
    assert.equal(state.links.question.value, null)
    await clock.turn(100)
    assert.deepEqual(state.links.question.value, asking.linkRequest)
    state.typing.typed()
    const other = views.asking(views.longName)
    await show(views.view({ linkRequest: other }))
    assert.deepEqual(state.links.question.value, other, 'one that is up changes at once')
    await show(views.view())
    assert.equal(state.links.question.value, null, 'and goes at once')
    await show(asking)
    state.typing.finished()
    assert.deepEqual(state.links.question.value, asking.linkRequest)
  })

  test('a question withdrawn meanwhile never appears', async () => {
    const { state, show } = await openWindow()
    state.typing.typed()
    await show(asking)
    await show(views.view())
    state.typing.finished()
    assert.equal(state.links.question.value, null)
  })

  test('a link does not switch the channel', async () => {
    const going: LinkRequest = { state: 'accepted', cid: 'messaging:garden' }
    const view: View = { ...views.signedIn(), linkRequest: going }
    const { state, show, clock, bridge } = await openWindow(views.signedIn())
    state.channels.open('livestream:launch')
    state.typing.typed()
    await show(view)
    assert.equal(state.channels.openCid.value, 'livestream:launch')
    assert.deepEqual(bridge.requests('dismissLink'), [])
    await clock.turn(2_500)
    assert.equal(state.channels.openCid.value, 'messaging:garden')
    assert.equal(bridge.requests('dismissLink').length, 1)
  })
})

test('a question appears at once when the person is not typing', async () => {
  const { state } = await openWindow(views.view({ linkRequest: views.asking(views.acme) }))
  assert.equal(state.links.question.value?.state, 'needsConfirmation')
})
