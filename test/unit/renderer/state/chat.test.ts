import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { View } from '../../../../preload/contract.ts'
import * as views from '../../../components/harness/views.ts'
import { openWindow, refused } from '../fakeBridge.ts'

const launch = 'livestream:launch'
const garden = 'messaging:garden'
const remembered = [views.remembered(views.alice), views.remembered(views.bob)]
const workspaces = [views.sandbox, views.acme]
const alice: View = { ...views.signedIn(), remembered, workspaces }
const bob: View = { ...views.signedIn(views.connected(views.bob)), remembered, workspaces }
const out: View = views.view({ remembered, workspaces })

suite('a draft', () => {
  const away: [what: string, views: View[]][] = [
    ['another channel is looked at', []],
    ['the connection is lost for a while', [views.signedIn(views.offline(null))]],
    [
      'the token is renewed',
      [views.signedIn({ state: 'refreshing', account: views.alice, token: views.tokenFacts() })],
    ],
    ['the session ends', [views.signedIn(views.needsSignIn())]],
    ['a sign-in is under way', [views.signedIn({ state: 'signingIn', account: views.alice })]],
    ['the account is switched', [out]],
    ['another account was in', [out, bob, out]],
    ['another account came without a pause', [bob]],
    ['another workspace was looked at', [out, { ...out, workspace: views.acme }, out]],
    ['somebody else was in at another workspace', [out, { ...bob, workspace: views.acme }, out]],
  ]
  for (const [what, views] of away) {
    test(`survives ${what}`, async () => {
      const { state, show } = await openWindow(alice)
      state.drafts.keep(launch, 'half a thought')
      state.channels.open(garden)
      for (const view of views) await show(view)
      await show(alice)
      assert.equal(state.drafts.text(launch), 'half a thought')
      assert.equal(state.drafts.text(garden), '')
    })
  }

  test('is not shown to another account', async () => {
    const { state, show } = await openWindow(alice)
    state.drafts.keep(launch, 'half a thought')
    await show(bob)
    assert.equal(state.drafts.text(launch), '')
    await show({ ...alice, workspace: views.acme })
    assert.equal(state.drafts.text(launch), '')
  })

  test('is deleted by a sign-out, in main too', async () => {
    const { state, show, bridge } = await openWindow(alice)
    state.drafts.keep(launch, 'half a thought')
    await show({ ...out, remembered: [views.remembered(views.bob)] })
    assert.equal(bridge.texts.size, 0)
    await show(alice)
    assert.equal(state.drafts.text(launch), '')
  })

  test('is deleted when its account is forgotten', async () => {
    const { state, show } = await openWindow(alice)
    state.drafts.keep(launch, 'half a thought')
    await show(out)
    await show({ ...out, remembered: [views.remembered(views.bob)] })
    await show(alice)
    assert.equal(state.drafts.text(launch), '')
  })

  test('survives a reload, for its account only', async () => {
    const window = await openWindow(alice)
    window.state.drafts.keep(launch, 'half a thought')
    window.state.drafts.keep(garden, 'seeds')
    window.state.drafts.keep(garden, '')
    const again = await window.reload()
    assert.equal(again.state.drafts.text(launch), 'half a thought')
    assert.equal(again.state.drafts.text(garden), '')
    await again.show(bob)
    assert.equal(again.state.drafts.text(launch), '')
  })

  test('of an unsaved account survives the end of its session', async () => {
    const unkept: View = { ...alice, remembered: [] }
    const window = await openWindow(unkept)
    window.state.drafts.keep(launch, 'half a thought')
    await window.show({ ...unkept, session: views.needsSignIn() })
    await window.show({ ...unkept, session: { state: 'signingIn', account: null } })
    await window.show(unkept)
    assert.equal((await window.reload()).state.drafts.text(launch), 'half a thought')
  })

  test('that is too long for main stays until the page reloads', async () => {
    const window = await openWindow(alice)
    window.state.drafts.keep(launch, 'x'.repeat(100_001))
    assert.equal(window.state.drafts.text(launch).length, 100_001)
    assert.equal((await window.reload()).state.drafts.text(launch), '')
  })

  test('keeps its channel listed', async () => {
    const { state, bridge } = await openWindow(alice)
    const cids = () => {
      const listing = state.channels.listing.value
      return listing.state === 'ready' ? listing.channels.map(({ cid }) => cid) : []
    }
    state.channels.open(launch)
    state.drafts.keep(garden, 'seeds')
    const others = views.channels.filter(({ cid }) => cid === 'team:engine')
    bridge.answer('listChannels', { ok: true, value: views.channelPage(others) })
    await state.channels.readList()
    assert.deepEqual(cids(), ['team:engine', launch, garden])
    state.drafts.keep(garden, '')
    state.channels.close()
    await state.channels.readList()
    assert.deepEqual(cids(), ['team:engine'])
  })
})

suite('an unsent message', () => {
  const texts = (window: Awaited<ReturnType<typeof openWindow>>) =>
    window.state.outbox.outgoing(launch).map(({ text, status }) => [text, status.state])

  test('survives a reload and is sent in order with the same ID', async () => {
    const window = await openWindow(alice)
    window.bridge.hold('sendMessage')
    window.state.outbox.send(launch, 'first')
    window.state.outbox.send(launch, 'second')
    const [first, second] = window.bridge.requests('sendMessage') as { id: string }[]
    await window.bridge.emit('messageDelayed', { id: first?.id ?? '', code: 'serverError' })
    const again = await window.reload()
    assert.deepEqual(texts(again), [
      ['first', 'waiting'],
      ['second', 'sending'],
    ])
    assert.deepEqual(again.bridge.requests('sendMessage').slice(2), [first, second])
    const value = views.message(first?.id ?? '', { userId: 'alice', text: 'first' })
    await again.bridge.release('sendMessage', { ok: true, value })
    assert.equal(again.bridge.texts.size, 0)
    assert.deepEqual(texts(again), [])
  })

  test('that failed survives a reload and is not sent automatically', async () => {
    const window = await openWindow(alice)
    window.bridge.answer('sendMessage', refused('notAllowed'))
    window.state.outbox.send(launch, 'once')
    await window.clock.turn(0)
    const again = await window.reload()
    assert.deepEqual(texts(again), [['once', 'failed']])
    assert.equal(again.bridge.requests('sendMessage').length, 1)
    const [message] = again.state.outbox.outgoing(launch)
    assert.ok(message)
    again.state.outbox.discard(message.id)
    assert.deepEqual(texts(await again.reload()), [])
  })

  test('is reported to its own account only', async () => {
    const window = await openWindow(alice)
    window.bridge.hold('sendMessage')
    window.state.outbox.send(launch, 'on its way')
    await window.show(out)
    await window.bridge.release('sendMessage', refused('signedOut'))
    await window.show(bob)
    assert.deepEqual(texts(window), [])
    assert.equal(window.state.outbox.unsentCount(), 0)
    await window.show(alice)
    assert.deepEqual(texts(window), [['on its way', 'sending']])
    const [first, again] = window.bridge.requests('sendMessage')
    assert.deepEqual(again, first, 'it goes out again with the same ID, as the same account')
  })

  test('waits while its account connects, and goes out once the session can take it', async () => {
    const window = await openWindow(alice)
    window.bridge.answer('sendMessage', refused('signedOut'))
    window.state.outbox.send(launch, 'later')
    await window.show(bob)
    await window.show({ ...alice, session: { state: 'signingIn', account: views.alice } })
    assert.equal(window.bridge.requests('sendMessage').length, 1)
    assert.deepEqual(texts(window), [['later', 'waiting']])
    await window.show({ ...alice, session: views.offline(null) })
    assert.equal(window.bridge.requests('sendMessage').length, 2)
  })

  test('that waits for its account is told of when the account is left, but not after a sign-out', async () => {
    const window = await openWindow(alice)
    window.bridge.hold('sendMessage')
    window.state.outbox.send(launch, 'later')
    await window.show({ ...bob, remembered: [views.remembered(views.bob)] })
    assert.equal(window.state.notices.notice.value, null)
    const other = await openWindow(alice)
    other.bridge.hold('sendMessage')
    other.state.outbox.send(launch, 'later')
    await other.show(bob)
    assert.equal(
      other.state.notices.notice.value,
      'An unsent message of Alice Liddell waits. Latchkey sends it when you switch back.',
    )
  })

  test('is sent once when its account returns before the reply', async () => {
    const window = await openWindow(alice)
    window.bridge.hold('sendMessage')
    window.state.outbox.send(launch, 'on its way')
    await window.show(out)
    await window.show(alice)
    assert.equal(window.bridge.requests('sendMessage').length, 1)
    assert.deepEqual(texts(window), [['on its way', 'sending']])
    const value = views.message('id-1', { userId: 'alice' })
    await window.bridge.release('sendMessage', { ok: true, value })
    assert.deepEqual(texts(window), [])
  })

  test('disappears when it was delivered while its account was away', async () => {
    const window = await openWindow(alice)
    window.bridge.hold('sendMessage')
    window.state.outbox.send(launch, 'on its way')
    await window.show(bob)
    const value = views.message('id-1', { userId: 'alice' })
    await window.bridge.release('sendMessage', { ok: true, value })
    await window.show(alice)
    assert.deepEqual(texts(window), [])
  })

  test('is counted before its account is forgotten, so main can ask', async () => {
    const window = await openWindow(alice)
    window.bridge.answer('sendMessage', refused('signedOut'))
    window.state.outbox.send(launch, 'one')
    window.state.outbox.send(garden, 'two')
    await window.show(out)
    const { signIn } = window.state
    await signIn.forget(signIn.login.value, views.remembered(views.alice))
    await signIn.forget(signIn.login.value, views.remembered(views.bob))
    assert.deepEqual(window.bridge.requests('forget'), [
      { key: 'alice', unsentMessages: 2 },
      { key: 'bob' },
    ])
  })

  test('is deleted with its account, and stays deleted after a late reply', async () => {
    const window = await openWindow(alice)
    window.bridge.hold('sendMessage')
    window.state.outbox.send(launch, 'on its way')
    await window.show({ ...out, remembered: [] })
    await window.bridge.release('sendMessage', refused('signedOut'))
    assert.equal(window.bridge.texts.size, 0)
    await window.show(alice)
    assert.deepEqual(texts(window), [])
  })
})

test('the open channel opens again after a reload', async () => {
  const window = await openWindow(alice)
  window.state.channels.open(garden)
  const again = await window.reload()
  assert.equal(again.state.channels.lastOpenCid(), garden)
  again.bridge.answer('listChannels', { ok: true, value: views.channelPage([]) })
  const third = await again.reload()
  assert.equal(third.state.channels.lastOpenCid(), null, 'not when it is not listed any more')
})
