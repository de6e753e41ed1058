import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as views from '../../../components/harness/views.ts'
import { settled } from '../../../support/fakes.ts'
import { openWindow, refused } from '../fakeBridge.ts'

async function openForm() {
  const window = await openWindow(views.signedIn())
  const { newChannel } = window.state
  newChannel.open()
  newChannel.write('name', ' Garden plans ')
  newChannel.write('members', 'bob, carol  zoë;')
  return { ...window, newChannel }
}

test('a new channel is created with its members, listed and opened', async () => {
  const { state, bridge, newChannel } = await openForm()
  const channel = views.channel('messaging:garden-plans-1', 'Garden plans')
  const value = { ...channel, messages: [], watcherCount: 1 }
  bridge.answer('createChannel', { ok: true, value })
  bridge.answer('openChannel', { ok: true, value })
  await newChannel.create()
  await settled()
  const [request] = bridge.requests('createChannel') as { id: string }[]
  assert.match(request?.id ?? '', /^garden-plans-\w+$/)
  assert.deepEqual(
    { ...request, id: '' },
    {
      account: views.alice.key,
      type: 'messaging',
      id: '',
      name: 'Garden plans',
      members: ['bob', 'carol', 'zoë'],
    },
  )
  assert.equal(state.channels.openCid.value, channel.cid)
  const listing = state.channels.listing.value
  assert.ok(listing.state === 'ready' && listing.channels.some(({ cid }) => cid === channel.cid))
  assert.deepEqual([newChannel.dialog.value.state, newChannel.name.value], ['closed', ''])
})

test('a refused channel leaves the form with everything typed', async () => {
  const { bridge, newChannel } = await openForm()
  bridge.answer('createChannel', refused('notAllowed'))
  await newChannel.create()
  assert.deepEqual(newChannel.dialog.value, { state: 'failed', code: 'notAllowed' })
  assert.equal(newChannel.members.value, 'bob, carol  zoë;')
})

test('a channel without a name is not created, and one is created once', async () => {
  const { bridge, newChannel } = await openForm()
  bridge.hold('createChannel')
  void newChannel.create()
  void newChannel.create()
  assert.equal(bridge.requests('createChannel').length, 1)
  newChannel.write('name', '  ')
  newChannel.close()
  await newChannel.create()
  assert.equal(bridge.requests('createChannel').length, 1)
})

test('what was typed survives a reload', async () => {
  const window = await openForm()
  const again = await window.reload()
  assert.equal(again.state.newChannel.name.value, ' Garden plans ')
})
