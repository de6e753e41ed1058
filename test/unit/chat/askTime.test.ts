import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createChat } from '../../../main/chat/client.ts'
import { FakeClock, startOfTime } from '../../support/fakes.ts'

const serverNow = startOfTime + 7_200_000
const date = new Date(serverNow).toUTCString()

/** Asks a chat server that gives this answer for its time. */
async function ask(answer: () => Response) {
  const learnt: number[] = []
  const asked: Request[] = []
  const chat = createChat({
    apiKey: 'key',
    serverUrl: new URL('https://chat.example/base'),
    client: 'latchkey-test',
    clock: new FakeClock(),
    http: {
      fetch: async (input, init) => {
        asked.push(new Request(input instanceof Request ? input.url : input, init))
        return answer()
      },
      learn: (now) => void learnt.push(now),
    },
    dial: () => assert.fail('No socket is opened.'),
    newId: () => 'an-id',
    event: () => undefined,
  })
  await chat.askTime(new AbortController().signal).catch(() => undefined)
  return { learnt, asked }
}

for (const [what, status, body] of [
  ['an answer of success', 200, { app: {} }],
  ['a refusal of its own', 401, { code: 5, message: 'No.', StatusCode: 401 }],
] as const) {
  test(`${what} tells the server's time, and is asked for without a token`, async () => {
    const { learnt, asked } = await ask(() => Response.json(body, { status, headers: { date } }))
    assert.equal(learnt.length, 1)
    assert.ok(Math.abs((learnt[0] ?? 0) - serverNow) <= 1_000)
    assert.equal(asked.length, 1)
    assert.equal(asked[0]?.headers.get('authorization'), null)
    assert.equal(new URL(asked[0]?.url ?? '').pathname, '/base/app')
  })
}

test('the login page of a captive portal tells no time', async () => {
  const page = () => new Response('<html>', { headers: { date, 'content-type': 'text/html' } })
  assert.deepEqual((await ask(page)).learnt, [])
})
