import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { WebSocketServer } from 'ws'
import type { Failure, FailureCode } from '../../main/auth/errors.ts'
import type { Welcome } from '../../main/auth/ports.ts'
import { messageOf } from '../../main/chat/channels.ts'
import type { ChatEvent } from '../../main/chat/frames.ts'
import { openSocket } from '../../main/chat/socket.ts'
import { FakeClock } from '../support/fakes.ts'
import { dial } from '../support/directDial.ts'
import * as values from './chatValues.ts'
import { anyJson, anyText, deepText, mutated, mutatedText } from './json.ts'
import { assertCoded, fuzz, longestValueMs } from './run.ts'

type Frame = string | Uint8Array

/** The last frame of each line: whoever hears it has got past all the others. */
const lastFrame = JSON.stringify({ type: 'the.last' })

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
await once(server, 'listening')
let frames: Frame[] = []
server.on('connection', (peer) => {
  peer.on('error', () => undefined)
  for (const frame of [...frames, lastFrame]) peer.send(frame)
})
after(() => {
  for (const peer of server.clients) peer.terminate()
  server.close()
})

interface Heard {
  welcomes: Welcome[]
  events: ChatEvent[]
  learnt: number[]
  /** Why the socket closed; null when the last frame was heard. */
  failure: Failure | null
}

/** Opens a socket, sends it these frames and waits for what becomes of it. */
function hear(sent: Frame[]): Promise<Heard> {
  frames = sent
  const clock = new FakeClock()
  const heard: Heard = { welcomes: [], events: [], learnt: [], failure: null }
  return new Promise((resolve) => {
    const url = new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/connect`)
    const socket = openSocket(
      {
        clock,
        url,
        dial,
        clientId: 'alice--1',
        learn: (now) => void heard.learnt.push(now),
        event(event) {
          if (event.type !== 'the.last') return void heard.events.push(event)
          socket.close()
          resolve(heard)
        },
      },
      {
        welcome: (welcome) => void heard.welcomes.push(welcome),
        closed: (failure) => resolve({ ...heard, failure }),
        asking: () => undefined,
      },
    )
  })
}

/** Any content of a `connection.error`. */
const said: FailureCode[] = [
  'appSuspended',
  'authenticationFailed',
  'badAnswer',
  'badInput',
  'headersTooLarge',
  'messageTooLong',
  'notAllowed',
  'notFound',
  'payloadTooLarge',
  'rateLimited',
  'requestRefused',
  'serverError',
  'slowMode',
  'tokenExpired',
  'tokenNotYetValid',
  'tokenSignatureInvalid',
  'tokenUsedBeforeIssued',
  'userNameTaken',
  'workspaceInvalid',
]

/** On one line, as names are shown. */
const shownName = (name: string) => name.replace(/\p{Cc}+/gu, ' ').trim() || null

const json = (value: fc.Arbitrary<unknown>) => value.map((value) => JSON.stringify(value))
const connectionError = fc.record({
  type: fc.constant('connection.error'),
  error: values.errorBody,
})

test('from a good server comes one welcome, then each event as it was sent', async (t) => {
  await fuzz(
    t,
    150,
    fc.asyncProperty(
      values.welcome,
      fc.array(values.messageNew, { maxLength: 8 }),
      async (first, events) => {
        const heard = await hear([first, ...events].map((event) => JSON.stringify(event)))
        const { name, role } = first.me
        assert.deepEqual(heard.welcomes, [
          { connectionId: first.connection_id, role, name: shownName(name) },
        ])
        assert.deepEqual(heard.events, JSON.parse(JSON.stringify(events)))
        assert.ok(heard.events.every((event) => messageOf(event) !== null))
        assert.equal(heard.learnt[0], Date.parse(first.created_at))
        assert.equal(heard.failure, null)
      },
    ),
  )
})

test('whatever else comes, before or after the welcome, is an event or nothing, or ends the socket with a reason', async (t) => {
  const frame: fc.Arbitrary<Frame> = fc.oneof(
    json(anyJson),
    json(mutated(values.messageNew)),
    json(mutated(values.welcome)),
    json(values.welcome),
    { weight: 1, arbitrary: json(mutated(connectionError)) },
    mutatedText(json(values.messageNew)),
    anyText,
    deepText,
    fc.uint8Array(),
  )
  let [survived, ended] = [0, 0]
  await fuzz(
    t,
    600,
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 10 }), async (sent) => {
      const startedAt = performance.now()
      const heard = await hear(sent)
      assert.ok(performance.now() - startedAt < longestValueMs)
      assert.ok(heard.welcomes.length <= 1)
      assert.ok(heard.events.every(({ type }) => typeof type === 'string'))
      assert.ok(heard.learnt.every(Number.isFinite))
      if (heard.failure === null) survived += 1
      else {
        ended += 1
        assertCoded(heard.failure, said)
        assert.ok(sent.some((frame) => /connection\.error|"error":\{/.test(String(frame))))
      }
    }),
  )
  assert.ok(survived > 100 && ended > 20, `${survived} survived, ${ended} ended`)
})
