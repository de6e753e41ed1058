import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeAccount } from '../../../main/auth/account.ts'
import { createGate } from '../../../main/auth/requests/gate.ts'
import type { Session } from '../../../main/auth/session.ts'
import { createChannels } from '../../../main/chat/channels.ts'
import { createChat } from '../../../main/chat/client.ts'
import { dial } from '../../support/directDial.ts'
import { FakeClock, FakeLog, noPictures, settled, tokenOf } from '../../support/fakes.ts'

const account = makeAccount({ workspaceId: 'team', kind: 'user', userId: 'alice', name: 'Alice' })
const token = tokenOf('alice')
const { signal } = new AbortController()
const caller = { account, token, connectionId: null, signal }

/** A chat server that answers each call with `answer`. */
function openChat(answer: (path: string) => Response) {
  const clock = new FakeClock()
  const log = new FakeLog()
  const learnt: number[] = []
  const asked: string[] = []
  const chat = createChat({
    apiKey: 'k',
    serverUrl: new URL('https://chat.example/'),
    client: 'c',
    clock,
    http: {
      async fetch(input, init) {
        const { pathname } = new URL(input)
        const { message } = JSON.parse(init?.body as string) as { message?: { id: string } }
        asked.push(message?.id ?? pathname)
        return answer(pathname)
      },
      clock,
      log,
      learn: (now) => void learnt.push(now),
    },
    dial,
    newId: randomUUID,
    event: () => undefined,
  })
  return { clock, log, learnt, asked, chat }
}

/** The channels of a session that is connected to such a server. */
function openChannels(answer: (path: string) => Response) {
  const { chat, clock, asked } = openChat(answer)
  const gate = createGate({
    clock,
    random: () => 0.999,
    on: { refused: () => undefined, accepted: () => undefined, lost: () => gate.resumeTransport() },
  })
  gate.open(token)
  const delayed: string[] = []
  const session = {
    pass: (...asked: Parameters<typeof gate.pass>) => gate.pass(...asked),
    signedIn: () => ({
      account,
      activeSession: { connectionId: () => 'c1' },
      backend: { workspaceId: 'team' },
    }),
  } as unknown as Session
  const channels = createChannels({
    session,
    chatOf: () => chat,
    pictures: noPictures,
    waiting: (id, code) => void delayed.push(`${id} ${code}`),
  })
  return { channels, clock, asked, delayed }
}

const own = (status: number, code: number) => () =>
  Response.json(
    { code, message: 'No.', StatusCode: status, duration: '', more_info: '' },
    { status },
  )
const page = (status: number) => () =>
  new Response('<html>413</html>', { status, headers: { 'Content-Type': 'text/html' } })

// B3.
for (const [what, answer, code] of [
  ['a message too long', own(400, 20), 'messageTooLong'],
  ['a payload too big', own(413, 22), 'payloadTooLarge'],
  ['slow mode', own(403, 60), 'slowMode'],
  ['an app suspended', own(403, 99), 'appSuspended'],
  ['a code that is not known', own(400, 12_345), 'requestRefused'],
  ['a 401 with a code that is not known', own(401, 12_345), 'requestRefused'],
  ["a proxy's 413", page(413), 'payloadTooLarge'],
  ["a proxy's 414", page(414), 'headersTooLarge'],
  ["a proxy's 431", page(431), 'headersTooLarge'],
] as const) {
  test(`${what} fails the message at once, and the next one of its channel goes`, async () => {
    const { channels, asked, delayed } = openChannels(answer)
    const sent = ['m1', 'm2'].map((id) => channels.send({ cid: 'a:b', id, text: 'x' }))
    for (const message of sent) await assert.rejects(message, { code })
    assert.deepEqual([asked, delayed], [['m1', 'm2'], []])
  })
}

for (const [what, answer, code] of [
  ["a gateway's 404 page", page(404), 'badAnswer'],
  ['a captive portal', page(200), 'badAnswer'],
  ['a 403 without a code', () => Response.json({ error: 'waf' }, { status: 403 }), 'badAnswer'],
  ['an own 408', own(408, 23), 'serverError'],
  ['an own 429', own(429, 9), 'rateLimited'],
  ['an own 500 with the code of another system', own(500, 2), 'serverError'],
] as const) {
  test(`${what} says nothing about the message, which is sent again`, async () => {
    const { channels, clock, asked, delayed } = openChannels(answer)
    const controller = channels.send({ cid: 'a:b', id: 'm1', text: 'x' })
    controller.catch(() => undefined)
    while (delayed.length === 0) await new Promise(setImmediate)
    await clock.turn(1_000)
    await settled()
    assert.deepEqual(delayed[0], `m1 ${code}`)
    assert.ok(asked.length > 1)
    channels.discard('m1')
    await assert.rejects(controller, { code: 'aborted' })
  })
}

// B12.
const headers = { Date: 'Tue, 06 May 2031 07:08:09 GMT' }
for (const [what, body] of [
  ['a text that is null', '{"message":{"id":"m1","text":null,"created_at":"x"}}'],
  ['no message', '{"duration":"1ms"}'],
  ['a message of another type', '{"message":[1]}'],
  ['an id of another type', '{"message":{"id":7}}'],
  ['null', 'null'],
  ['half of its JSON', '{"message":{"id":"m'],
  ['no body', null],
  ['a word', 'Created'],
  ['a page', '<html></html>'],
] as const) {
  test(`a message taken with 201 and ${what} is sent, and is as it was sent`, async () => {
    const { channels, asked } = openChannels(() => new Response(body, { status: 201, headers }))
    const message = await channels.send({ cid: 'a:b', id: 'm1', text: 'Hello' })
    const { id, text, userId, userName } = message
    assert.deepEqual([id, text, userId, userName], ['m1', 'Hello', 'alice', 'Alice'])
    assert.ok(Math.abs(message.createdAt - Date.parse(headers.Date)) < 1_000)
    assert.deepEqual(asked, ['m1'])
  })
}

test('an element that is left out of a list is in the log, without its content', async () => {
  const { chat, log } = openChat(() =>
    Response.json({
      channels: [{ channel: { cid: 'a:b' } }, { channel: { name: 'secret' } }, null],
    }),
  )
  assert.equal((await chat.findChannel(caller, 'a:b'))?.channel.cid, 'a:b')
  assert.deepEqual(log.lines, Array(2).fill('info answer.skipped {"what":"channel"}'))
})

test("only the chat server's own fresh answers teach its time", async () => {
  const body = { channels: [] }
  for (const [answer, count] of [
    [Response.json(body, { headers }), 1],
    [Response.json({ code: 17 }, { status: 403, headers }), 1],
    [Response.json(body, { headers: { ...headers, Age: '60' } }), 0],
    [Response.json({ error: 'waf' }, { status: 403, headers }), 0],
    [new Response('<html></html>', { headers }), 0],
    [new Response('busy', { status: 503, headers }), 0],
    [Response.json(body), 0],
    [Response.json(body, { headers: { Date: 'soon' } }), 0],
  ] as const) {
    const { chat, learnt } = openChat(() => answer)
    await chat.findChannel(caller, 'a:b').catch(() => undefined)
    assert.deepEqual(learnt, Array(count).fill(Date.parse(headers.Date) + 500))
  }
})
