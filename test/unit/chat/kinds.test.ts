import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch, openChatApp } from '../../support/chatApp.ts'

/** Says something of each kind, oldest first. */
function sayAll({ sandbox }: Awaited<ReturnType<typeof openChatApp>>): void {
  const say = (text: string, kind: object) =>
    sandbox.faults.act({ action: 'post', cid: launch, user_id: 'bob', text, ...kind })
  say('plain', {})
  say('reply', { parent_id: 'seed-launch-day-1' })
  say('reply for all', { parent_id: 'seed-launch-day-1', show_in_channel: true })
  say('silent', { silent: true })
  say('error', { type: 'error' })
  say('deleted', { type: 'deleted' })
  say('shadowed', { shadowed: true })
}
const inChannel = ['plain', 'reply for all', 'silent', '']

test('replies in threads, shadowed and moderated messages are not in an opened channel, and a deleted one has no text', async (t) => {
  const app = await openChatApp(t)
  await app.signIn('alice')
  sayAll(app)
  const { messages, preview } = await app.channels.open(launch)
  const said = messages.filter(
    ({ userId, createdAt }) => userId === 'bob' && createdAt >= app.clock.now(),
  )
  assert.deepEqual(
    said.map(({ text }) => text),
    inChannel,
  )
  assert.deepEqual(
    said.map(({ isDeleted = false, isSilent = false }) => [isDeleted, isSilent]),
    [
      [false, false],
      [false, false],
      [false, true],
      [true, false],
    ],
  )
  assert.equal(preview, 'silent', 'the last one that has a text')
  const listed = (await app.channels.list(0)).channels.find(({ cid }) => cid === launch)
  assert.equal(listed?.preview, 'silent')
})

test('the same of messages that come while one watches', async (t) => {
  const app = await openChatApp(t)
  await app.signIn('alice')
  await app.channels.open(launch)
  const last = new Promise<void>((resolve) => {
    app.arrival.next = () => {
      if (app.arrived.at(-1)?.text === 'the end') resolve()
    }
  })
  sayAll(app)
  app.sandbox.faults.act({ action: 'post', cid: launch, user_id: 'bob', text: 'the end' })
  await last
  assert.deepEqual(
    app.arrived.map(({ text }) => text),
    [...inChannel, 'the end'],
  )
})

test('a message that moderation blocks is refused with the reason, and the next one goes', async (t) => {
  const { sandbox, channels, signIn } = await openChatApp(t)
  await signIn('alice')
  sandbox.faults.change({ moderation: 'block' })
  await assert.rejects(channels.send({ cid: launch, id: 'm-1', text: 'Rude' }), {
    code: 'requestRefused',
    canRetry: false,
    about: { text: 'Message was blocked by moderation policies' },
  })
  sandbox.faults.change({ moderation: 'off' })
  assert.equal((await channels.send({ cid: launch, id: 'm-2', text: 'Kind' })).text, 'Kind')
})

test('a shadowed message looks sent to its sender', async (t) => {
  const { sandbox, channels, signIn } = await openChatApp(t)
  await signIn('alice')
  sandbox.faults.change({ moderation: 'shadow' })
  assert.equal((await channels.send({ cid: launch, id: 'm-1', text: 'Spam' })).text, 'Spam')
})

test('in slow mode a message waits as long as the channel says, and goes by itself; nobody hammers meanwhile', async (t) => {
  const app = await openChatApp(t)
  const { sandbox, channels, clock } = app
  await app.signIn('alice')
  sandbox.faults.act({ action: 'slow', cid: launch, seconds: 10 })
  assert.equal((await channels.open(launch)).cooldownSeconds, 10)
  await channels.send({ cid: launch, id: 'm-1', text: 'One' })
  sandbox.faults.act({ action: 'resetCounters' })
  const second = channels.send({ cid: launch, id: 'm-2', text: 'Two' })
  while (app.waiting.length < 1) await new Promise(setImmediate)
  assert.deepEqual([app.waiting, app.pauses], [[['m-2', 'slowMode']], [10_000]])
  await clock.turn(9_999)
  assert.deepEqual(sandbox.faults.counters().rest, { 60: 1 })
  await clock.turn(1)
  assert.equal((await second).text, 'Two')
})

test('slow mode of a channel that tells no cooldown ends the message at once, to be sent again by hand', async (t) => {
  const { sandbox, channels, signIn } = await openChatApp(t)
  await signIn('alice')
  await channels.send({ cid: launch, id: 'm-1', text: 'One' })
  sandbox.faults.act({ action: 'slow', cid: launch, seconds: 10 })
  await assert.rejects(channels.send({ cid: launch, id: 'm-2', text: 'Two' }), { code: 'slowMode' })
})

test('a message of 5,001 characters is refused at once, and the next one goes', async (t) => {
  const { channels, signIn } = await openChatApp(t)
  await signIn('alice')
  const long = channels.send({ cid: launch, id: 'm-1', text: 'x'.repeat(5_001) })
  const next = channels.send({ cid: launch, id: 'm-2', text: 'Short' })
  await assert.rejects(long, { code: 'messageTooLong' })
  assert.equal((await next).text, 'Short')
})

test('a rate limit makes a message wait until the minute ends, as its headers say', async (t) => {
  const app = await openChatApp(t)
  const { sandbox, channels, clock } = app
  await app.signIn('alice')
  sandbox.faults.change({ userRateLimit: 1 })
  await channels.send({ cid: launch, id: 'm-1', text: 'One' })
  const second = channels.send({ cid: launch, id: 'm-2', text: 'Two' })
  while (app.pauses.length < 1) await new Promise(setImmediate)
  const [pauseMs] = app.pauses
  assert.ok(pauseMs && pauseMs > 0 && pauseMs <= 60_000, String(pauseMs))
  await clock.turn(pauseMs + 1_000)
  assert.equal((await second).text, 'Two')
})
