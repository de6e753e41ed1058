import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Failure } from '../../../main/auth/errors.ts'
import type { Limits } from '../../../main/auth/requests/gate.ts'
import type { Session } from '../../../main/auth/session.ts'
import { createChannels } from '../../../main/chat/channels.ts'
import { outcome } from '../auth/harness.ts'
import { makeToken, noPictures } from '../../support/fakes.ts'
import { launch, openChatApp } from '../../support/chatApp.ts'

test('an opened channel has its messages, oldest first', async (t) => {
  const { channels, signIn } = await openChatApp(t)
  await signIn('alice')
  const { messages } = await channels.open(launch)
  assert.equal(messages[0]?.userName, 'Launch bot')
  const times = messages.map(({ createdAt }) => createdAt)
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  assert.ok((times[0] ?? 0) > 0)
})

test('a long history is read page by page, up to its first message', async (t) => {
  const { channels, signIn } = await openChatApp(t, { large: true })
  await signIn('alice')
  const cid = 'messaging:large-1'
  let { messages, olderBefore } = await channels.open(cid)
  assert.equal(messages.length, 50)
  while (olderBefore !== undefined) {
    const page = await channels.older(cid, olderBefore)
    messages = [...page.messages, ...messages]
    olderBefore = page.olderBefore
  }
  assert.deepEqual(
    messages.map(({ id }) => id),
    Array.from({ length: 2_000 }, (_, index) => `seed-large-1-${index + 1}`),
  )
})

test('messages that are not shown do not end a history', async (t) => {
  const { channels, signIn, sandbox } = await openChatApp(t)
  await signIn('alice')
  for (let index = 0; index < 60; index += 1) {
    const reply = { cid: launch, user_id: 'bob', text: 'x', parent_id: 'seed-launch-day-1' }
    sandbox.faults.act({ action: 'post', ...reply })
  }
  const { messages, olderBefore } = await channels.open(launch)
  assert.equal(messages.length, 0)
  assert.ok(olderBefore)
  assert.equal((await channels.older(launch, olderBefore)).messages.length, 5)
})

test('a message that is sent comes back, to those who watch, once', async (t) => {
  const { channels, signIn, arrived, arrival } = await openChatApp(t)
  await signIn('alice')
  await channels.open(launch)
  const came = new Promise<void>((resolve) => void (arrival.next = resolve))
  const sent = await channels.send({ cid: launch, id: 'm-1', text: 'Hello' })
  await came
  assert.equal(sent.userId, 'alice')
  assert.deepEqual(
    arrived.map(({ id, text, cid }) => [id, text, cid]),
    [['m-1', 'Hello', launch]],
  )
})

test('what is sent without a network waits, counts as unsent, and arrives in order and once when it is back', async (t) => {
  const { clock, channels, signIn, sandbox, session } = await openChatApp(t)
  await signIn('alice')
  await channels.open(launch)
  sandbox.faults.change({ network: 'off' })
  const ids = Array.from({ length: 20 }, (_, place) => `offline-${place}`)
  const sent = ids.map((id) => channels.send({ cid: launch, id, text: id }))
  while (session.state().kind !== 'offline') await new Promise(setImmediate)
  await clock.turn(300_000)
  assert.equal(channels.unsent(), 20)
  sandbox.faults.change({ network: 'on' })
  session.retryNow()
  await Promise.all(sent)
  assert.equal(channels.unsent(), 0)
  const { messages } = await channels.open(launch)
  const arrived = messages.map(({ id }) => id).filter((id) => ids.includes(id))
  assert.deepEqual(arrived, ids)
})

// What existing clients get wrong, 11. A page that was loaded again asks for the messages of the one before it.
test('the same message sent twice is one message, on its way or delivered', async (t) => {
  const { clock, channels, signIn, sandbox, session } = await openChatApp(t)
  await signIn('alice')
  sandbox.faults.change({ network: 'off' })
  const message = { cid: launch, id: 'm-2', text: 'Once' }
  const first = channels.send(message)
  while (session.state().kind !== 'offline') await new Promise(setImmediate)
  await clock.turn(60_000)
  const second = channels.send(message)
  sandbox.faults.change({ network: 'on' })
  session.retryNow()
  const [one, other] = await Promise.all([first, second])
  assert.deepEqual([other, await channels.send(message)], [one, one])
  assert.equal(sandbox.faults.counters().messagesStored, 1)
})

test('messages wait for a day and behind those of their own channel; reads wait for nobody', async () => {
  const asked: unknown[] = []
  const session = {
    pass(_: unknown, limits?: Limits) {
      asked.push(limits && { deadlineMs: limits.deadlineMs, orderingKey: limits.orderingKey })
      return Promise.reject(new Failure('signedOut', 'You signed out.'))
    },
  } as unknown as Session
  const channels = createChannels({
    session,
    chatOf: () => assert.fail('Nothing is sent.'),
    pictures: noPictures,
    waiting: () => assert.fail('Nothing waits.'),
  })
  const message = { id: 'm', text: 'x' }
  await assert.rejects(channels.list(0), { code: 'signedOut' })
  await assert.rejects(channels.open(launch), { code: 'signedOut' })
  await assert.rejects(channels.send({ ...message, cid: 'a:b' }), { code: 'signedOut' })
  await assert.rejects(channels.send({ ...message, cid: 'c:d' }), { code: 'signedOut' })
  const deadlineMs = 86_400_000
  assert.deepEqual(asked, [
    undefined,
    undefined,
    { deadlineMs, orderingKey: 'a:b' },
    { deadlineMs, orderingKey: 'c:d' },
  ])
  assert.equal(channels.unsent(), 0)
})

// What existing clients get wrong, 11.
test('a message whose answer the network lost is sent again by itself, and is one message', async (t) => {
  const { channels, signIn, sandbox } = await openChatApp(t)
  await signIn('alice')
  sandbox.faults.change({ chat: 'loseAnswers' })
  const sent = channels.send({ cid: launch, id: 'm-lost', text: 'Once' })
  while (sandbox.faults.counters().messagesStored === 0) await new Promise(setImmediate)
  sandbox.faults.change({ chat: 'ok' })
  assert.equal((await sent).id, 'm-lost')
  assert.equal(sandbox.faults.counters().messagesStored, 1)
})

test('a message that meets a server in trouble says why it waits, and arrives once and in order by itself', async (t) => {
  const { clock, channels, signIn, sandbox, waiting } = await openChatApp(t)
  await signIn('alice')
  await channels.open(launch)
  sandbox.faults.change({ chat: 'unavailable', retryAfterSeconds: 0 })
  const ids = ['trouble-1', 'trouble-2']
  const sent = ids.map((id) => channels.send({ cid: launch, id, text: id }))
  await assert.rejects(channels.list(0), { code: 'serverError' })
  while (waiting.length < 1) await new Promise(setImmediate)
  sandbox.faults.change({ chat: 'html' })
  await clock.turn(500)
  while (waiting.length < 2) await new Promise(setImmediate)
  assert.deepEqual(waiting, [
    ['trouble-1', 'serverError'],
    ['trouble-1', 'badAnswer'],
  ])
  assert.equal(channels.unsent(), 2)
  sandbox.faults.change({ chat: 'ok' })
  await clock.turn(1_000)
  await Promise.all(sent)
  assert.equal(sandbox.faults.counters().messagesStored, 2)
  const { messages } = await channels.open(launch)
  const arrived = messages.map(({ id }) => id).filter((id) => ids.includes(id))
  assert.deepEqual(arrived, ids)
})

test('a message that waits can be given up: it is not sent, and those behind it go on', async (t) => {
  const { clock, channels, signIn, sandbox, waiting } = await openChatApp(t)
  await signIn('alice')
  sandbox.faults.change({ chat: 'unavailable', retryAfterSeconds: 0 })
  const first = outcome(channels.send({ cid: launch, id: 'given-up', text: 'Never mind' }))
  const second = channels.send({ cid: launch, id: 'behind', text: 'But this' })
  while (waiting.length < 1) await new Promise(setImmediate)
  channels.discard('nobody knows this one')
  channels.discard('given-up')
  assert.equal(await first, 'aborted')
  sandbox.faults.change({ chat: 'ok' })
  await clock.turn(1_000)
  assert.equal((await second).id, 'behind')
  assert.equal(channels.unsent(), 0)
  assert.equal(sandbox.faults.counters().messagesStored, 1)
})

test('a guest may read a livestream and not send to it; an anonymous visitor sees nothing else', async (t) => {
  const { channels, session } = await openChatApp(t)
  await session.signIn({ method: 'guest', name: 'Ada' }, false)
  assert.equal((await channels.open(launch)).canSend, false)
  await assert.rejects(channels.send({ cid: launch, id: 'm', text: 'x' }), { code: 'notAllowed' })
  session.switchAccount()

  await session.signIn({ method: 'anonymous', userId: randomUUID() }, false)
  const { channels: listed } = await channels.list(0)
  assert.ok(listed.length > 0)
  assert.ok(listed.every(({ type, canSend }) => type === 'livestream' && !canSend))
  await assert.rejects(channels.open('messaging:alice-and-bob'), { code: 'notAllowed' })
})

// What existing clients get wrong, 1 and 7.
test('an expiry under a hundred requests and an open socket is one renewal, and nothing is lost', async (t) => {
  const { channels, signIn, sandbox, reconnected } = await openChatApp(t)
  sandbox.faults.change({ userRateLimit: 1_000 })
  await signIn('alice')
  const again = reconnected()
  sandbox.faults.act({ action: 'resetCounters' })
  sandbox.faults.act({ action: 'expire', user_id: 'alice' })
  const sent = await Promise.all(
    Array.from({ length: 100 }, (_, place) =>
      channels.send({ cid: launch, id: `m-${place}`, text: `${place}` }),
    ),
  )
  await again
  assert.equal(sent.length, 100)
  const { tokenServiceCalls, messagesStored } = sandbox.faults.counters()
  assert.deepEqual([tokenServiceCalls, messagesStored], [1, 100])
})

test('what nobody may do without signing in says so', async (t) => {
  const { channels } = await openChatApp(t)
  await assert.rejects(channels.list(0), { code: 'notSignedIn' })
})

test('a pasted token that the server does not take is refused at its field', async (t) => {
  const { session } = await openChatApp(t)
  const token = makeToken('alice', { secret: 'another' })
  await assert.rejects(session.signIn({ method: 'token', token, userId: '' }, true), {
    code: 'tokenSignatureInvalid',
    field: 'token',
  })
})
